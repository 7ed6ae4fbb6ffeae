<?php
// Runs a script inside WordPress and writes what it returned: what is printed beside it is no answer. WordPress is loaded
// out here, since its variables are global ones.
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
$PHP_SELF = '/index.php';
if ( 'install' === $argv[4] ) {
	define( 'WP_INSTALLING', true );
	mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
	$server = new mysqli( 'localhost', 'wordpress', '', '', 0, dirname( getcwd() ) . '/mariadb.sock' );
	$server->query( 'CREATE DATABASE wordpress' );
	$server->close();
}
require_once getcwd() . '/wp-load.php';
if ( 'install' !== $argv[4] ) {
	wp_set_current_user( 1 );
}
try {
	$answer = ( static function ( $given, $file ) {
		return require $file;
	} )( json_decode( $argv[3], true ), $argv[1] );
	file_put_contents( $argv[2], json_encode( $answer, JSON_THROW_ON_ERROR ) );
} catch ( Throwable $error ) {
	// WordPress would say no more than that there was one.
	fwrite( STDERR, $error );
	exit( 1 );
}
