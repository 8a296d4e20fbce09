/// <reference lib="dom" />
/** The list of places: channels, the DM with the bot, the bot's Home tab. */

/** @import { Page } from './page.js' */

import { bringIntoSight, byId, el, redraw } from './dom.js';
import { act, go } from './page.js';
import { unreadOf } from './unread.js';

/**
 * Opens a place, and tells the bot when it is one of its own tabs, as a client does.
 * @param {Page} page
 * @param {string} place
 */
export function openPlace(page, place) {
  go({ place });
  if (page.me.deleted) return;
  if (place === 'home') void act(page, { do: 'open-home' });
  if (place === 'dm') void act(page, { do: 'open-messages' });
}

/**
 * @param {string} place
 * @param {string} label
 * @param {Page} page
 * @param {number} [unread]
 */
function entry(place, label, page, unread = 0) {
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: unread > 0 ? 'place-entry unread' : 'place-entry',
        'aria-current': page.place === place ? 'page' : null,
        'data-focus': place,
        click: () => openPlace(page, place),
      },
      el('span', {}, label),
      unread > 0 && el('span', { class: 'badge', 'aria-label': `${unread} unread` }, String(unread)),
    ),
  );
}

/** @param {Page} page */
export function drawPlaces(page) {
  const { snapshot } = page.scene;
  const channels = snapshot.conversations.filter(({ kind }) => kind === 'channel').map(({ name }) => name);
  const unread = unreadOf(page.scene, page.me.id);
  const wasDrawn = redraw(byId('places'), [channels, unread, page.place, page.me.id, snapshot.bot.name], () => [
    el('h2', {}, 'Channels'),
    el(
      'ul',
      {},
      channels.map((name) => entry(name, `# ${name}`, page)),
    ),
    el('h2', {}, snapshot.bot.name),
    el('ul', {}, entry('dm', 'Messages', page, unread), entry('home', 'Home', page)),
  ]);
  if (wasDrawn) bringIntoSight('#places [aria-current]');
}
