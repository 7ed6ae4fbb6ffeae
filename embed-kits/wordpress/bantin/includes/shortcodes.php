<?php
/**
 * Shortcodes: [bantin_news], [bantin_article], [bantin_counter], [bantin_app].
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes them known.
 */
function bantin_register_shortcodes() {
	foreach ( array_keys( bantin_elements() ) as $name ) {
		add_shortcode( str_replace( '-', '_', $name ), 'bantin_shortcode' );
	}
}

/**
 * The element that a shortcode stands for. What it encloses is shown until the news is there.
 *
 * @param array|string $given    Attributes; `date_form` is read as `date-form`.
 * @param string|null  $enclosed What stands between the tags.
 * @param string       $tag      Its name.
 * @return string
 */
function bantin_shortcode( $given, $enclosed, $tag ) {
	$attributes = array();
	foreach ( is_array( $given ) ? $given : array() as $name => $value ) {
		$attributes[ str_replace( '_', '-', (string) $name ) ] = $value;
	}
	return bantin_render( str_replace( '_', '-', $tag ), $attributes, (string) $enclosed );
}
