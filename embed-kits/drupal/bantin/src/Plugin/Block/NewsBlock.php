<?php

namespace Drupal\bantin\Plugin\Block;

use Drupal\Core\Block\BlockBase;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Form\FormStateInterface;
use Drupal\Core\Plugin\ContainerFactoryPluginInterface;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * One element of the news server.
 *
 * @Block(
 *   id = "bantin_news",
 *   admin_label = @Translation("Bantin: news and visit counter"),
 *   category = @Translation("Bantin")
 * )
 */
class NewsBlock extends BlockBase implements ContainerFactoryPluginInterface {

  /**
   * The attributes that each element takes from the block's settings.
   */
  const ATTRIBUTES = [
    'bantin-news' => ['site', 'category', 'count', 'layout'],
    'bantin-article' => ['site', 'article', 'addressing'],
    'bantin-counter' => ['site', 'article', 'layout'],
    'bantin-app' => ['site', 'addressing'],
  ];

  /**
   * The layouts that there are.
   */
  const LAYOUTS = [
    'bantin-news' => ['list', 'compact', 'cards', 'ticker'],
    'bantin-counter' => ['boxes', 'line', 'badge'],
  ];

  /**
   * The settings of the module.
   *
   * @var \Drupal\Core\Config\ConfigFactoryInterface
   */
  protected $configFactory;

  /**
   * {@inheritdoc}
   */
  public function __construct(array $configuration, $plugin_id, $plugin_definition, ConfigFactoryInterface $config_factory) {
    parent::__construct($configuration, $plugin_id, $plugin_definition);
    $this->configFactory = $config_factory;
  }

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container, array $configuration, $plugin_id, $plugin_definition) {
    return new static($configuration, $plugin_id, $plugin_definition, $container->get('config.factory'));
  }

  /**
   * {@inheritdoc}
   */
  public function defaultConfiguration() {
    return [
      'element' => 'bantin-news',
      'site' => '',
      'category' => '',
      'count' => 5,
      'layout' => '',
      'article' => '',
      'addressing' => 'hash',
    ];
  }

  /**
   * {@inheritdoc}
   */
  public function blockForm($form, FormStateInterface $form_state) {
    $form['element'] = [
      '#type' => 'select',
      '#title' => $this->t('What is shown'),
      '#options' => [
        'bantin-news' => $this->t('News list'),
        'bantin-article' => $this->t('One article'),
        'bantin-counter' => $this->t('Visit counter'),
        'bantin-app' => $this->t('The whole news site'),
      ],
    ];
    $form['site'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Site id (empty: the one of the settings)'),
      '#pattern' => '[a-z0-9_\-]{0,64}',
    ];
    $form['category'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Category (its name in addresses; empty: all)'),
      '#pattern' => '[a-z0-9\-]{0,100}',
    ];
    $form['count'] = [
      '#type' => 'number',
      '#title' => $this->t('How many'),
      '#min' => 1,
      '#max' => 100,
    ];
    $form['layout'] = [
      '#type' => 'select',
      '#title' => $this->t('Layout'),
      '#empty_option' => $this->t('Default'),
      '#empty_value' => '',
      '#options' => [
        (string) $this->t('News list') => [
          'list' => $this->t('List'),
          'compact' => $this->t('Compact'),
          'cards' => $this->t('Cards'),
          'ticker' => $this->t('Ticker'),
        ],
        (string) $this->t('Visit counter') => [
          'boxes' => $this->t('Digits in boxes'),
          'line' => $this->t('One line'),
          'badge' => $this->t('Badge'),
        ],
      ],
    ];
    $form['article'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Number of the article (empty: the one in the page’s address)'),
      '#pattern' => '[A-Za-z0-9%._~\-]{0,200}',
    ];
    $form['addressing'] = [
      '#type' => 'select',
      '#title' => $this->t('Where the page’s address names the article'),
      '#options' => [
        'hash' => $this->t('After # (no set-up needed)'),
        'query' => $this->t('After ? (found by search engines)'),
      ],
    ];
    foreach (array_keys($this->defaultConfiguration()) as $name) {
      $form[$name]['#default_value'] = $this->configuration[$name];
    }
    return $form;
  }

  /**
   * {@inheritdoc}
   */
  public function blockSubmit($form, FormStateInterface $form_state) {
    foreach (array_keys($this->defaultConfiguration()) as $name) {
      $this->configuration[$name] = $form_state->getValue($name);
    }
    $this->configuration['count'] = (int) $this->configuration['count'];
  }

  /**
   * {@inheritdoc}
   */
  public function build() {
    $settings = $this->configFactory->get('bantin.settings');
    $build = ['#cache' => ['tags' => $settings->getCacheTags()]];
    $server = (string) $settings->get('server');
    $element = $this->configuration['element'];
    if ($server === '' || !isset(self::ATTRIBUTES[$element])) {
      return $build;
    }
    $attributes = [];
    foreach (self::ATTRIBUTES[$element] as $name) {
      $value = (string) $this->configuration[$name];
      if ($name === 'site' && $value === '') {
        $value = (string) $settings->get('site');
      }
      if ($name === 'layout' && !in_array($value, self::LAYOUTS[$element], TRUE)) {
        continue;
      }
      if ($value !== '' && $value !== '0') {
        $attributes[$name] = $value;
      }
    }
    $build['element'] = [
      '#type' => 'html_tag',
      '#tag' => $element,
      '#attributes' => $attributes,
      'fallback' => [
        '#type' => 'html_tag',
        '#tag' => 'a',
        '#attributes' => ['href' => $server . '/'],
        '#value' => $this->t('Read the news'),
      ],
    ];
    // By its name in the page's head it stands there once, however many blocks there are.
    $script = [
      '#type' => 'html_tag',
      '#tag' => 'script',
      '#attributes' => ['type' => 'module', 'src' => $server . '/embed.js'],
    ];
    $build['#attached']['html_head'][] = [$script, 'bantin'];
    return $build;
  }

}
