<?php
/**
 * The one script, a module of the news server, on pages that show an element and on no others.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * Where the script stands; empty where no server is set.
 *
 * @return string
 */
function bantin_script_address() {
	$server = bantin_settings()['server'];
	return '' === $server ? '' : $server . '/embed.js';
}

/**
 * Makes the script known.
 */
function bantin_register_script() {
	$address = bantin_script_address();
	if ( '' === $address ) {
		return;
	}
	if ( function_exists( 'wp_register_script_module' ) ) {
		wp_register_script_module( 'bantin', $address, array(), null );
		return;
	}
	// Before WordPress 6.5 there are no modules, only scripts. The server itself says how long it is kept: no version.
	wp_register_script( 'bantin', $address, array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	add_filter( 'script_loader_tag', 'bantin_as_module', 10, 2 );
}

/**
 * Has it loaded with this page.
 */
function bantin_enqueue_script() {
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'bantin' );
	} else {
		wp_enqueue_script( 'bantin' );
	}
}

/**
 * Its tag, as a module's.
 *
 * @param string $tag    The tag.
 * @param string $handle Whose it is.
 * @return string
 */
function bantin_as_module( $tag, $handle ) {
	if ( 'bantin' !== $handle ) {
		return $tag;
	}
	$tag = preg_replace( '/\stype=([\'"])[^\'"]*\1/', '', $tag );
	return str_replace( '<script ', '<script type="module" ', $tag );
}
