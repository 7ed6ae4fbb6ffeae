<?php

namespace Drupal\bantin\Form;

use Drupal\Component\Utility\UrlHelper;
use Drupal\Core\Form\ConfigFormBase;
use Drupal\Core\Form\FormStateInterface;

/**
 * Where the news server is, and which site's news blocks show that do not say it.
 */
class SettingsForm extends ConfigFormBase {

  /**
   * {@inheritdoc}
   */
  public function getFormId() {
    return 'bantin_settings';
  }

  /**
   * {@inheritdoc}
   */
  protected function getEditableConfigNames() {
    return ['bantin.settings'];
  }

  /**
   * {@inheritdoc}
   */
  public function buildForm(array $form, FormStateInterface $form_state) {
    $config = $this->config('bantin.settings');
    $form['server'] = [
      '#type' => 'url',
      '#title' => $this->t('Server address'),
      '#description' => $this->t('Visitors’ browsers load the script, the news and the counter from there.'),
      '#default_value' => $config->get('server'),
      '#placeholder' => 'https://tin.example.gov.vn',
      '#required' => TRUE,
    ];
    $form['site'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Site id'),
      '#default_value' => $config->get('site'),
      '#maxlength' => 64,
      '#required' => TRUE,
    ];
    return parent::buildForm($form, $form_state);
  }

  /**
   * {@inheritdoc}
   */
  public function validateForm(array &$form, FormStateInterface $form_state) {
    parent::validateForm($form, $form_state);
    $server = (string) $form_state->getValue('server');
    if (!UrlHelper::isValid($server, TRUE) || !preg_match('#^https?://#i', $server)) {
      $form_state->setErrorByName('server', $this->t('The server address must begin with https:// or http:// and name a host.'));
    }
    if (!preg_match('/^[a-z0-9_-]{1,64}$/D', (string) $form_state->getValue('site'))) {
      $form_state->setErrorByName('site', $this->t('A site id has small letters, digits, hyphens and underscores only.'));
    }
  }

  /**
   * {@inheritdoc}
   */
  public function submitForm(array &$form, FormStateInterface $form_state) {
    $this->config('bantin.settings')
      ->set('server', rtrim((string) $form_state->getValue('server'), '/'))
      ->set('site', (string) $form_state->getValue('site'))
      ->save();
    parent::submitForm($form, $form_state);
  }

}
