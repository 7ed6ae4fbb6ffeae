<?php
/**
 * The settings: where the news server is, and which site's news are shown where a page does not say it.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * What is set; empty texts where nothing is.
 *
 * @return array { server: address without a slash at its end, site: id }
 */
function bantin_settings() {
	$stored = get_option( 'bantin_settings' );
	$stored = is_array( $stored ) ? $stored : array();
	return array(
		'server' => isset( $stored['server'] ) && is_string( $stored['server'] ) ? $stored['server'] : '',
		'site'   => isset( $stored['site'] ) && is_string( $stored['site'] ) ? $stored['site'] : '',
	);
}

/**
 * Makes the setting and its fields known. The Settings API checks the nonce and the capability.
 */
function bantin_register_settings() {
	register_setting(
		'bantin',
		'bantin_settings',
		array(
			'type'              => 'array',
			'sanitize_callback' => 'bantin_sanitize_settings',
			'show_in_rest'      => false,
		)
	);
	add_settings_section( 'bantin_server', __( 'The news server', 'bantin' ), 'bantin_describe_server', 'bantin' );
	add_settings_field(
		'bantin_server_address',
		__( 'Server address', 'bantin' ),
		'bantin_show_field',
		'bantin',
		'bantin_server',
		array(
			'label_for' => 'bantin-server',
			'name'      => 'server',
			'type'      => 'url',
			'example'   => 'https://tin.example.gov.vn',
		)
	);
	add_settings_field(
		'bantin_default_site',
		__( 'Site id', 'bantin' ),
		'bantin_show_field',
		'bantin',
		'bantin_server',
		array(
			'label_for' => 'bantin-site',
			'name'      => 'site',
			'type'      => 'text',
			'example'   => 'p5',
		)
	);
}

/**
 * What may be stored of what was entered. What cannot be used is said, and the former value stays.
 *
 * @param mixed $given What was entered.
 * @return array
 */
function bantin_sanitize_settings( $given ) {
	$settings = bantin_settings();
	$given    = is_array( $given ) ? $given : array();
	$server   = isset( $given['server'] ) && is_string( $given['server'] ) ? trim( $given['server'] ) : $settings['server'];
	$site     = isset( $given['site'] ) && is_string( $given['site'] ) ? trim( $given['site'] ) : $settings['site'];
	$address  = bantin_server_address( $server );
	if ( null === $address ) {
		add_settings_error( 'bantin_settings', 'bantin_server', __( 'The server address must begin with https:// or http:// and name a host.', 'bantin' ) );
	} else {
		$settings['server'] = $address;
	}
	if ( '' !== $site && ! bantin_is_site( $site ) ) {
		add_settings_error( 'bantin_settings', 'bantin_site', __( 'A site id has small letters, digits, hyphens and underscores only.', 'bantin' ) );
	} else {
		$settings['site'] = $site;
	}
	return $settings;
}

/**
 * The address of a server as it is stored, an empty one for none; null where it is no address.
 *
 * @param string $text What was entered.
 * @return string|null
 */
function bantin_server_address( $text ) {
	if ( '' === $text ) {
		return '';
	}
	$parts = wp_parse_url( esc_url_raw( $text, array( 'http', 'https' ) ) );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || ! preg_match( '#^https?://#i', $text ) ) {
		return null;
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	$path = isset( $parts['path'] ) ? rtrim( $parts['path'], '/' ) : '';
	return strtolower( $parts['scheme'] ) . '://' . $parts['host'] . $port . $path;
}

/**
 * Puts the page into the menu, for those who may change settings.
 */
function bantin_add_settings_page() {
	add_options_page( __( 'Bantin', 'bantin' ), __( 'Bantin', 'bantin' ), 'manage_options', 'bantin', 'bantin_show_settings_page' );
}

/**
 * A link to it in the list of plugins.
 *
 * @param array $links What is there already.
 * @return array
 */
function bantin_link_to_settings( $links ) {
	$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=bantin' ) ), esc_html__( 'Settings', 'bantin' ) );
	return array_merge( array( $link ), $links );
}

/**
 * Says what the fields are for.
 */
function bantin_describe_server() {
	echo '<p>' . esc_html__( 'Visitors’ browsers load one script, the news and the visit counter from this server, and from nowhere else.', 'bantin' ) . '</p>';
	echo '<p>' . esc_html__( 'The server counts visits from this website only if its settings name it in embed_origins:', 'bantin' ) . ' <code>' . esc_html( bantin_own_origin() ) . '</code></p>';
}

/**
 * Scheme, host and port of this website's own pages.
 *
 * @return string
 */
function bantin_own_origin() {
	$parts = wp_parse_url( home_url() );
	$port  = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return $parts['scheme'] . '://' . $parts['host'] . $port;
}

/**
 * One field.
 *
 * @param array $field Which.
 */
function bantin_show_field( $field ) {
	printf(
		'<input class="regular-text" id="%1$s" name="bantin_settings[%2$s]" type="%3$s" value="%4$s" placeholder="%5$s">',
		esc_attr( $field['label_for'] ),
		esc_attr( $field['name'] ),
		esc_attr( $field['type'] ),
		esc_attr( bantin_settings()[ $field['name'] ] ),
		esc_attr( $field['example'] )
	);
}

/**
 * The page.
 */
function bantin_show_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'bantin' );
	do_settings_sections( 'bantin' );
	submit_button();
	echo '</form><h2>' . esc_html__( 'How to show the news', 'bantin' ) . '</h2>';
	echo '<p>' . esc_html__( 'Add the block “Bantin” to a page, or write one of these where blocks are not used:', 'bantin' ) . '</p><ul>';
	foreach ( array( '[bantin_news count="5"]', '[bantin_counter]', '[bantin_article article="12"]', '[bantin_app]' ) as $example ) {
		echo '<li><code>' . esc_html( $example ) . '</code></li>';
	}
	echo '</ul></div>';
}
