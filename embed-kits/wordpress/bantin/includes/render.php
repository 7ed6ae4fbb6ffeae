<?php
/**
 * An element as HTML.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * The element with what its attributes may hold, escaped; it asks for the script that makes it work.
 *
 * @param string $name     The element.
 * @param array  $given    Attributes by name, as a page gives them.
 * @param string $fallback HTML to show until the news is there. A link to the server where it is empty.
 * @return string
 */
function bantin_render( $name, $given, $fallback = '' ) {
	$elements = bantin_elements();
	$settings = bantin_settings();
	if ( ! isset( $elements[ $name ] ) || '' === $settings['server'] ) {
		return bantin_missing( __( 'Bantin: enter the address of the news server under Settings → Bantin.', 'bantin' ) );
	}
	$given      = is_array( $given ) ? $given : array();
	$attributes = array();
	$found      = array();
	foreach ( $elements[ $name ] as $attribute => $kind ) {
		$value = isset( $given[ $attribute ] ) ? bantin_value( $kind, $given[ $attribute ] ) : null;
		if ( null === $value && 'site' === $attribute && '' !== $settings['site'] ) {
			$value = $settings['site'];
		}
		if ( null !== $value ) {
			$attributes[]        = sprintf( ' %s="%s"', $attribute, esc_attr( $value ) );
			$found[ $attribute ] = true;
		}
	}
	if ( ! isset( $found['site'] ) && ! isset( $found['source'] ) ) {
		return bantin_missing( __( 'Bantin: say which site’s news to show, here or under Settings → Bantin.', 'bantin' ) );
	}
	if ( '' === trim( $fallback ) ) {
		$fallback = sprintf( '<a href="%s">%s</a>', esc_url( $settings['server'] . '/' ), esc_html__( 'Read the news', 'bantin' ) );
	}
	bantin_enqueue_script();
	return '<' . $name . implode( '', $attributes ) . '>' . wp_kses_post( $fallback ) . '</' . $name . '>';
}

/**
 * What is missing, for those who can mend it; nothing for visitors.
 *
 * @param string $what The text.
 * @return string
 */
function bantin_missing( $what ) {
	return current_user_can( 'edit_posts' ) ? '<p class="bantin-missing">' . esc_html( $what ) . '</p>' : '';
}
