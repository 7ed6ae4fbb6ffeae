/**
 * The block in the editor: what it shows, and its settings at the side. Written as it runs: there is no build step.
 */
( function ( wp, known ) {
	'use strict';

	var el = wp.element.createElement;
	var __ = wp.i18n.__;
	var components = wp.components;
	var InspectorControls = wp.blockEditor.InspectorControls;
	var useBlockProps = wp.blockEditor.useBlockProps;

	var NAMES = {
		news: __( 'News list', 'bantin' ),
		article: __( 'One article', 'bantin' ),
		counter: __( 'Visit counter', 'bantin' ),
		app: __( 'The whole news site', 'bantin' ),
	};

	/** How high the preview is, in pixels: it is a page of its own, which is not asked. */
	var HEIGHTS = { news: 420, article: 420, counter: 140, app: 520 };

	var WORDS = {
		list: __( 'List', 'bantin' ),
		compact: __( 'Compact', 'bantin' ),
		cards: __( 'Cards', 'bantin' ),
		ticker: __( 'Ticker', 'bantin' ),
		boxes: __( 'Digits in boxes', 'bantin' ),
		line: __( 'One line', 'bantin' ),
		badge: __( 'Badge', 'bantin' ),
		site: __( 'On the news site', 'bantin' ),
		here: __( 'In place', 'bantin' ),
		page: __( 'On a page of this website', 'bantin' ),
		vi: 'Tiếng Việt',
		en: 'English',
		long: __( 'Date and time in words', 'bantin' ),
		short: __( 'Date and time in digits', 'bantin' ),
		day: __( 'Day only', 'bantin' ),
		inherit: __( 'As the theme', 'bantin' ),
		hash: __( 'After # (no set-up needed)', 'bantin' ),
		query: __( 'After ? (found by search engines)', 'bantin' ),
	};

	var LABELS = {
		site: __( 'Site id (empty: the one of the settings)', 'bantin' ),
		source: __( 'Address of a feed of its own, in place of the server’s news', 'bantin' ),
		format: __( 'Its format (default: told from it)', 'bantin' ),
		fields: __( 'Where it keeps what, as in title: TieuDe; summary: TomTat', 'bantin' ),
		lang: __( 'Language', 'bantin' ),
		'date-form': __( 'Dates', 'bantin' ),
		font: __( 'Font', 'bantin' ),
		category: __( 'Category (its name in addresses; empty: all)', 'bantin' ),
		count: __( 'How many', 'bantin' ),
		layout: __( 'Layout', 'bantin' ),
		heading: __( 'Heading above', 'bantin' ),
		open: __( 'Articles open', 'bantin' ),
		page: __( 'Address of that page', 'bantin' ),
		article: __( 'Number of the article (empty: the one in the page’s address)', 'bantin' ),
		addressing: __( 'Where the page’s address names the article', 'bantin' ),
		key: __( 'Word for it in the address (default: bantin)', 'bantin' ),
	};

	/** An attribute's name in the block. */
	function inBlock( name ) {
		return name === 'date-form' ? 'dateForm' : name;
	}

	/** The attributes that the element takes, each with its kind. */
	function kinds( element ) {
		return known.elements[ 'bantin-' + element ] || {};
	}

	/** The preview's page. Built as nodes, so that whatever is entered is text. */
	function previewPage( attributes ) {
		var page = document.implementation.createHTMLDocument( '' );
		var script = page.createElement( 'script' );
		script.type = 'module';
		script.src = known.script;
		page.head.appendChild( script );
		var element = page.createElement( 'bantin-' + attributes.element );
		Object.keys( kinds( attributes.element ) ).forEach( function ( name ) {
			var value = attributes[ inBlock( name ) ] || ( name === 'site' ? known.site : '' );
			if ( value ) {
				element.setAttribute( name, value );
			}
		} );
		page.body.appendChild( element );
		return '<!doctype html>' + page.documentElement.outerHTML;
	}

	/** What is missing before anything can be shown; an empty text where nothing is. */
	function missing( attributes ) {
		if ( ! known.server ) {
			return __( 'Enter the address of the news server under Settings → Bantin.', 'bantin' );
		}
		if ( ! attributes.site && ! attributes.source && ! known.site ) {
			return __( 'Say which site’s news to show: enter its id at the side.', 'bantin' );
		}
		return '';
	}

	/** The field for one attribute. */
	function field( name, kind, attributes, setAttributes ) {
		var key = inBlock( name );
		var props = {
			key: name,
			label: LABELS[ name ] || name,
			value: attributes[ key ] || '',
			onChange: function ( value ) {
				var change = {};
				change[ key ] = value === '' ? undefined : value;
				setAttributes( change );
			},
		};
		if ( Array.isArray( kind ) ) {
			props.options = [ { value: '', label: __( 'Default', 'bantin' ) } ].concat(
				kind.map( function ( word ) {
					return { value: word, label: WORDS[ word ] || word };
				} )
			);
			return el( components.SelectControl, props );
		}
		if ( kind === 'number' ) {
			props.type = 'number';
			props.min = 1;
			props.max = 100;
		}
		return el( components.TextControl, props );
	}

	/** Whether the field has a meaning with what else is set. */
	function isAsked( name, attributes ) {
		if ( name === 'format' || name === 'fields' ) {
			return !! attributes.source;
		}
		return name !== 'page' || attributes.open === 'page';
	}

	function Edit( props ) {
		var attributes = props.attributes;
		var takes = kinds( attributes.element );
		var what = missing( attributes );
		var fields = Object.keys( takes )
			.filter( function ( name ) {
				return isAsked( name, attributes );
			} )
			.map( function ( name ) {
				return field( name, takes[ name ], attributes, props.setAttributes );
			} );
		var choice = el( components.SelectControl, {
			key: 'element',
			label: __( 'What is shown', 'bantin' ),
			value: attributes.element,
			options: Object.keys( NAMES ).map( function ( name ) {
				return { value: name, label: NAMES[ name ] };
			} ),
			onChange: function ( element ) {
				// A layout of the one is none of the other.
				props.setAttributes( { element: element, layout: undefined } );
			},
		} );
		var preview = what
			? el(
					components.Placeholder,
					{ icon: 'megaphone', label: NAMES[ attributes.element ], instructions: what },
					known.settingsUrl ? el( 'a', { href: known.settingsUrl }, __( 'Settings', 'bantin' ) ) : null
			  )
			: el(
					components.Disabled,
					null,
					// Sandboxed without an origin: what editors see is not counted as visits, and reaches nothing here.
					el( 'iframe', {
						className: 'bantin-preview',
						title: NAMES[ attributes.element ],
						sandbox: 'allow-scripts',
						srcDoc: previewPage( attributes ),
						style: { border: 0, width: '100%', height: HEIGHTS[ attributes.element ] + 'px' },
					} )
			  );
		return el(
			'div',
			useBlockProps(),
			el( InspectorControls, null, el( components.PanelBody, { title: __( 'News', 'bantin' ) }, [ choice ].concat( fields ) ) ),
			preview
		);
	}

	wp.blocks.registerBlockType( 'bantin/news', {
		edit: Edit,
		save: function () {
			return null;
		},
		variations: Object.keys( NAMES ).map( function ( name ) {
			return {
				name: name,
				title: __( 'Bantin', 'bantin' ) + ': ' + NAMES[ name ],
				attributes: { element: name },
				isDefault: name === 'news',
				scope: [ 'inserter', 'transform' ],
				isActive: [ 'element' ],
			};
		} ),
	} );
} )( window.wp, window.bantinEditor );
