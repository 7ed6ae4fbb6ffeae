<?php

/**
 * @package    Bantin
 * @license    GNU General Public License version 2 or later
 */

namespace Bantin\Module\Bantin\Site\Dispatcher;

\defined('_JEXEC') or die;

use Joomla\CMS\Dispatcher\AbstractModuleDispatcher;

/**
 * Puts the script into the page once, and gives the template the element with its attributes.
 */
class Dispatcher extends AbstractModuleDispatcher
{
    /** The attributes that each element takes from the module's settings, by the settings' names. */
    private const ATTRIBUTES = [
        'bantin-news'    => ['site' => 'site', 'category' => 'category', 'count' => 'count', 'news_layout' => 'layout'],
        'bantin-article' => ['site' => 'site', 'article' => 'article', 'addressing' => 'addressing'],
        'bantin-counter' => ['site' => 'site', 'article' => 'article', 'counter_layout' => 'layout'],
        'bantin-app'     => ['site' => 'site', 'addressing' => 'addressing'],
    ];

    protected function getLayoutData()
    {
        $data    = parent::getLayoutData();
        $params  = $data['params'];
        $element = (string) $params->get('element', 'bantin-news');
        $server  = rtrim((string) $params->get('server', ''), '/');

        if (!isset(self::ATTRIBUTES[$element]) || !preg_match('#^https?://#i', $server)) {
            return false;
        }

        $attributes = [];

        foreach (self::ATTRIBUTES[$element] as $setting => $attribute) {
            $value = trim((string) $params->get($setting, ''));

            if ($value !== '') {
                $attributes[$attribute] = $value;
            }
        }

        $data['app']->getDocument()->getWebAssetManager()
            ->registerAndUseScript('mod_bantin.' . md5($server), $server . '/embed.js', ['version' => false], ['type' => 'module']);

        return $data + ['element' => $element, 'attributes' => $attributes, 'server' => $server];
    }
}
