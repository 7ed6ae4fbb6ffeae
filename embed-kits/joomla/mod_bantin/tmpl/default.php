<?php

/**
 * @package    Bantin
 * @license    GNU General Public License version 2 or later
 */

\defined('_JEXEC') or die;

use Joomla\CMS\Language\Text;

/** @var string $element One of the names that the dispatcher knows */
/** @var array $attributes */
/** @var string $server */

$escape = static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES, 'UTF-8');
$written = '';

foreach ($attributes as $name => $value) {
    $written .= ' ' . $name . '="' . $escape($value) . '"';
}
?>
<<?php echo $element . $written; ?>><a href="<?php echo $escape($server . '/'); ?>"><?php echo $escape(Text::_('MOD_BANTIN_READ')); ?></a></<?php echo $element; ?>>
