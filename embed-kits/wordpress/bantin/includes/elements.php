<?php
/**
 * What elements there are, and which values their attributes take. Whatever else a page says is left out.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * The attributes of each element: a list of words, or the name of a kind of value.
 *
 * @return array
 */
function bantin_elements() {
	$common     = array(
		'site'      => 'id',
		'source'    => 'address',
		'format'    => array( 'auto', 'jsonfeed', 'wordpress', 'sharepoint', 'ghost', 'liferay', 'drupal', 'govuk', 'newsarticle', 'rss', 'atom', 'sitemap', 'page' ),
		'fields'    => 'fields',
		'lang'      => array( 'vi', 'en' ),
		'date-form' => array( 'long', 'short', 'day' ),
		'font'      => array( 'inherit' ),
	);
	$open       = array(
		'open' => array( 'site', 'here', 'page' ),
		'page' => 'place',
	);
	$addressing = array(
		'addressing' => array( 'hash', 'query' ),
		'key'        => 'key',
	);
	return array(
		'bantin-news'    => $common + $open + $addressing + array(
			'category' => 'slug',
			'count'    => 'number',
			'layout'   => array( 'list', 'compact', 'cards', 'ticker' ),
			'heading'  => 'text',
		),
		'bantin-article' => $common + $open + $addressing + array( 'article' => 'article' ),
		'bantin-counter' => $common + array(
			'layout'  => array( 'boxes', 'line', 'badge' ),
			'article' => 'article',
		),
		'bantin-app'     => $common + $addressing,
	);
}

/**
 * The value as the element takes it, or null where it takes none such.
 *
 * @param string|array $kind  A kind, or the words allowed.
 * @param mixed        $value What the page says.
 * @return string|null
 */
function bantin_value( $kind, $value ) {
	if ( ! is_scalar( $value ) ) {
		return null;
	}
	$value = trim( (string) $value );
	if ( is_array( $kind ) ) {
		return in_array( $value, $kind, true ) ? $value : null;
	}
	switch ( $kind ) {
		case 'id':
			return bantin_is_site( $value ) ? $value : null;
		case 'slug':
			return preg_match( '/^[a-z0-9-]{1,100}$/D', $value ) ? $value : null;
		case 'key':
			return preg_match( '/^[A-Za-z][A-Za-z0-9_-]{0,31}$/D', $value ) ? $value : null;
		case 'article':
			return preg_match( '/^[A-Za-z0-9%._~-]{1,200}$/D', $value ) ? $value : null;
		case 'number':
			$is_number = preg_match( '/^[0-9]{1,3}$/D', $value ) && (int) $value >= 1 && (int) $value <= 100;
			return $is_number ? (string) (int) $value : null;
		case 'address':
			$value = esc_url_raw( $value, array( 'http', 'https' ) );
			return preg_match( '#^https?://#i', $value ) ? $value : null;
		case 'place':
			// A page of this site or an address: never a script.
			$value = esc_url_raw( $value, array( 'http', 'https' ) );
			return preg_match( '#^(https?://|/|\?|\#)#i', $value ) ? $value : null;
		case 'fields':
		case 'text':
			$value = sanitize_text_field( $value );
			return '' === $value ? null : $value;
		default:
			return null;
	}
}

/**
 * Whether a text can be the id of a site.
 *
 * @param string $text The text.
 * @return bool
 */
function bantin_is_site( $text ) {
	return 1 === preg_match( '/^[a-z0-9_-]{1,64}$/D', $text );
}
