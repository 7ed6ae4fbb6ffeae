<?php
// As much of Drupal as the block sees: prints what it builds.
namespace Drupal\Core\Block {
	class BlockBase {
		public $configuration;

		public function __construct( $configuration ) {
			$this->configuration = $configuration + $this->defaultConfiguration();
		}

		public function t( $text ) {
			return $text;
		}
	}
}

namespace Drupal\Core\Config {
	interface ConfigFactoryInterface {}
}

namespace Drupal\Core\Plugin {
	interface ContainerFactoryPluginInterface {}
}

namespace {
	require $argv[1];

	class Settings implements \Drupal\Core\Config\ConfigFactoryInterface {
		public $all;

		public function get( $name ) {
			return 'bantin.settings' === $name ? $this : $this->all[ $name ];
		}

		public function getCacheTags() {
			return array( 'config:bantin.settings' );
		}
	}

	$settings = new Settings();
	$settings->all = json_decode( $argv[2], true );
	$block = new \Drupal\bantin\Plugin\Block\NewsBlock( json_decode( $argv[3], true ), 'bantin_news', array(), $settings );
	echo json_encode( $block->build() );
}
