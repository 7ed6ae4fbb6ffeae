<?php
// There is no Internet: nothing is asked whether anything is newer.
foreach ( array( '_maybe_update_core', '_maybe_update_plugins', '_maybe_update_themes' ) as $asks ) {
	remove_action( 'admin_init', $asks );
}
