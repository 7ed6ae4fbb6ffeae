<?php
// As much of Joomla as the dispatcher sees: prints what it gives the template, and the script that it asks for.
namespace Joomla\CMS\Dispatcher {
	class AbstractModuleDispatcher {
		public $data;

		protected function getLayoutData() {
			return $this->data;
		}
	}
}

namespace {
	define( '_JEXEC', 1 );
	require $argv[1];

	class Settings {
		public $all;

		public function get( $name, $default ) {
			return $this->all[ $name ] ?? $default;
		}
	}

	class Application {
		public $scripts = array();

		public function getDocument() {
			return $this;
		}

		public function getWebAssetManager() {
			return $this;
		}

		public function registerAndUseScript( $name, $address, $options, $attributes ) {
			$this->scripts[] = array( $address, $attributes );
		}
	}

	class Shown extends \Bantin\Module\Bantin\Site\Dispatcher\Dispatcher {
		public function show() {
			return $this->getLayoutData();
		}
	}

	$settings = new Settings();
	$settings->all = json_decode( $argv[2], true );
	$application = new Application();
	$dispatcher = new Shown();
	$dispatcher->data = array( 'app' => $application, 'params' => $settings );
	$given = $dispatcher->show();
	$given = $given ? array( $given['element'], $given['attributes'], $given['server'] ) : $given;
	echo json_encode( array( $given, $application->scripts ) );
}
