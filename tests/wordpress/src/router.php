<?php
// What is no file is WordPress's own affair, as a web server's rewriting has it.
$path = $_SERVER['DOCUMENT_ROOT'] . parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( is_dir( $path ) ) {
	$path = rtrim( $path, '/' ) . '/index.php';
}
if ( is_file( $path ) && ! str_ends_with( $path, '.php' ) ) {
	return false;
}
$file = is_file( $path ) ? $path : $_SERVER['DOCUMENT_ROOT'] . '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $file;
$_SERVER['SCRIPT_NAME'] = substr( $file, strlen( $_SERVER['DOCUMENT_ROOT'] ) );
$_SERVER['PHP_SELF'] = $_SERVER['SCRIPT_NAME'];
chdir( dirname( $file ) );
require $file;
