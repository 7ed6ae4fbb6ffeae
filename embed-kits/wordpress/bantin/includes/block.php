<?php
/**
 * The block. It is rendered when a page is sent, so nothing of it stays in posts but a comment.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes the block known, and its editor.
 */
function bantin_register_block() {
	$block = register_block_type(
		dirname( __DIR__ ) . '/blocks/news',
		array( 'render_callback' => 'bantin_render_block' )
	);
	if ( ! $block || ! is_admin() ) {
		return;
	}
	$handle   = generate_block_asset_handle( 'bantin/news', 'editorScript' );
	$settings = bantin_settings();
	$known    = array(
		'script'      => bantin_script_address(),
		'server'      => $settings['server'],
		'site'        => $settings['site'],
		'elements'    => bantin_elements(),
		'settingsUrl' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=bantin' ) : '',
	);
	wp_add_inline_script( $handle, 'window.bantinEditor = ' . wp_json_encode( $known, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
	wp_set_script_translations( $handle, 'bantin', dirname( __DIR__ ) . '/languages' );
}

/**
 * The element that a block stands for.
 *
 * @param array $given The block's attributes, in camelCase.
 * @return string
 */
function bantin_render_block( $given ) {
	$given   = is_array( $given ) ? $given : array();
	$element = isset( $given['element'] ) && is_string( $given['element'] ) ? $given['element'] : 'news';
	if ( isset( $given['dateForm'] ) ) {
		$given['date-form'] = $given['dateForm'];
	}
	$html = bantin_render( 'bantin-' . $element, $given );
	return '' === $html ? '' : sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $html );
}
