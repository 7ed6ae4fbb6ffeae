<?php
/**
 * Takes everything away that the plugin stored.
 *
 * @package Bantin
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Does so on one site.
 */
function bantin_forget() {
	delete_option( 'bantin_settings' );
	delete_option( 'widget_bantin_counter' );
	$sidebars = get_option( 'sidebars_widgets' );
	if ( ! is_array( $sidebars ) ) {
		return;
	}
	foreach ( $sidebars as $sidebar => $widgets ) {
		if ( is_array( $widgets ) ) {
			$sidebars[ $sidebar ] = array_values( preg_grep( '/^bantin_counter-\d+$/', $widgets, PREG_GREP_INVERT ) );
		}
	}
	update_option( 'sidebars_widgets', $sidebars );
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $bantin_site ) {
		switch_to_blog( $bantin_site );
		bantin_forget();
		restore_current_blog();
	}
} else {
	bantin_forget();
}
