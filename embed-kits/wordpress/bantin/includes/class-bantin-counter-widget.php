<?php
/**
 * The visit counter as a classic widget, for themes with sidebars.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * The widget.
 */
class Bantin_Counter_Widget extends WP_Widget {

	/**
	 * Names it.
	 */
	public function __construct() {
		parent::__construct(
			'bantin_counter',
			__( 'Bantin: visit counter', 'bantin' ),
			array(
				'description'           => __( 'How many visits the news site has had.', 'bantin' ),
				'show_instance_in_rest' => true,
			)
		);
	}

	/**
	 * Shows it.
	 *
	 * @param array $args     What the theme puts around it.
	 * @param array $instance What is set.
	 */
	public function widget( $args, $instance ) {
		$counter = bantin_render( 'bantin-counter', $instance );
		if ( '' === $counter ) {
			return;
		}
		$title = apply_filters( 'widget_title', isset( $instance['title'] ) ? $instance['title'] : '', $instance, $this->id_base );
		// The theme's own markup, and an element whose parts were escaped when it was made.
		echo $args['before_widget']; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
		if ( '' !== $title ) {
			echo $args['before_title'] . esc_html( $title ) . $args['after_title']; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
		}
		echo $counter . $args['after_widget']; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
	}

	/**
	 * What may be stored.
	 *
	 * @param array $new_instance What was entered.
	 * @param array $old_instance What was stored.
	 * @return array
	 */
	public function update( $new_instance, $old_instance ) {
		$instance = array( 'title' => sanitize_text_field( isset( $new_instance['title'] ) ? $new_instance['title'] : '' ) );
		foreach ( array( 'site', 'layout' ) as $name ) {
			$value = bantin_value( bantin_elements()['bantin-counter'][ $name ], isset( $new_instance[ $name ] ) ? $new_instance[ $name ] : '' );
			if ( null !== $value ) {
				$instance[ $name ] = $value;
			}
		}
		return $instance;
	}

	/**
	 * Its fields.
	 *
	 * @param array $instance What is set.
	 * @return string
	 */
	public function form( $instance ) {
		$this->show_text( 'title', __( 'Title', 'bantin' ), $instance );
		$this->show_text( 'site', __( 'Site id (empty: the one of the settings)', 'bantin' ), $instance );
		$words = array(
			'boxes' => __( 'Digits in boxes', 'bantin' ),
			'line'  => __( 'One line', 'bantin' ),
			'badge' => __( 'Badge', 'bantin' ),
		);
		$now   = isset( $instance['layout'] ) ? $instance['layout'] : 'boxes';
		printf( '<p><label for="%1$s">%2$s</label><select class="widefat" id="%1$s" name="%3$s">', esc_attr( $this->get_field_id( 'layout' ) ), esc_html__( 'Layout', 'bantin' ), esc_attr( $this->get_field_name( 'layout' ) ) );
		foreach ( $words as $value => $word ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $now, $value, false ), esc_html( $word ) );
		}
		echo '</select></p>';
		return '';
	}

	/**
	 * One field.
	 *
	 * @param string $name     Its name.
	 * @param string $label    What is written at it.
	 * @param array  $instance What is set.
	 */
	private function show_text( $name, $label, $instance ) {
		printf(
			'<p><label for="%1$s">%2$s</label><input class="widefat" id="%1$s" name="%3$s" type="text" value="%4$s"></p>',
			esc_attr( $this->get_field_id( $name ) ),
			esc_html( $label ),
			esc_attr( $this->get_field_name( $name ) ),
			esc_attr( isset( $instance[ $name ] ) ? $instance[ $name ] : '' )
		);
	}
}

/**
 * Makes the widget known.
 */
function bantin_register_widget() {
	register_widget( 'Bantin_Counter_Widget' );
}
