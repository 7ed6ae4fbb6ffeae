<?php
// Makes WordPress's tables and the one user; returns the user's password for the REST API.
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
// There is no mail server.
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'Phường Thử', $given[0], $given[0] . '@example.vn', true, '', $given[2], $given[1] );
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'timezone_string', 'Asia/Ho_Chi_Minh' );
// Otherwise WordPress asks for it at the first sign-in, in front of whatever a test wants to see.
update_option( 'admin_email_lifespan', time() + YEAR_IN_SECONDS );
list( $password ) = WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'test' ) );
return $password;
