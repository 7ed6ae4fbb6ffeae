<?php
/**
 * Plugin Name:       Bantin
 * Description:       Shows the news and the visit counter of a bantin server on your pages: a block, shortcodes and a widget.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The bantin project
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       bantin
 * Domain Path:       /languages
 *
 * This folder alone is under the GPL, as WordPress asks of plugins; the rest of bantin is under the MIT licence.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/elements.php';
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/script.php';
require_once __DIR__ . '/includes/render.php';
require_once __DIR__ . '/includes/shortcodes.php';
require_once __DIR__ . '/includes/block.php';
require_once __DIR__ . '/includes/class-bantin-counter-widget.php';

add_action( 'init', 'bantin_load_texts' );
add_action( 'init', 'bantin_register_script' );
add_action( 'init', 'bantin_register_block' );
add_action( 'init', 'bantin_register_shortcodes' );
add_action( 'widgets_init', 'bantin_register_widget' );
add_action( 'admin_init', 'bantin_register_settings' );
add_action( 'admin_menu', 'bantin_add_settings_page' );
add_filter( 'plugin_action_links_' . plugin_basename( __FILE__ ), 'bantin_link_to_settings' );

/**
 * Finds the texts in the visitor's language.
 */
function bantin_load_texts() {
	load_plugin_textdomain( 'bantin', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
}
