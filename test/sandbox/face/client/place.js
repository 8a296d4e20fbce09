/// <reference lib="dom" />
/** The open place: a conversation with its message box, or the Home tab. */

/** @import { Page } from './page.js' */

import { drawBlocks } from './blocks.js';
import { drawComposer, showPrepared } from './composer.js';
import { byId, el, redraw } from './dom.js';
import { drawMessages } from './messages.js';
import { act, go, suggestions } from './page.js';
import { pickableIn } from './pickable.js';
import { markRead } from './unread.js';
import { givenOf } from './values.js';

/** @type {Page} */
let current;

/** @param {Page} page */
function titleOf({ place, scene }) {
  if (place === 'home') return `${scene.snapshot.bot.name} · Home`;
  return place === 'dm' ? `${scene.snapshot.bot.name} · Messages` : `# ${place}`;
}

/** @param {Page} page */
function emptyText({ place, scene }) {
  if (place === 'dm') return `${scene.snapshot.bot.name} writes to you here. Nothing so far.`;
  return `This is the start of #${place}. Type / below to see what you can do.`;
}

/**
 * @param {Page} page
 * @param {string} channel
 */
function drawBottom(page, channel) {
  const { snapshot } = page.scene;
  if (page.me.deleted) return el('p', { class: 'closed' }, 'This account has been deactivated: nobody can use it.');
  if (page.place !== 'dm' || !snapshot.messagesTabReadOnly) return drawComposer(page, channel, () => current);
  return el(
    'p',
    { class: 'closed' },
    'Sending messages to this app has been turned off. Commands work in ',
    el('button', { type: 'button', class: 'as-link', click: () => go({ place: 'general' }) }, '#general'),
    '.',
  );
}

/** @param {Page} page */
function drawConversation(page) {
  const { conversation, me, place } = page;
  if (!conversation) return;
  const frame = byId('place');
  const isNew = redraw(frame, [me.id, me.deleted, place, conversation.id, page.scene.snapshot.commands], () => [
    el('h1', { class: 'place-title' }, titleOf(page)),
    el('div', { class: 'log', id: 'log', role: 'log', 'aria-label': titleOf(page), tabindex: '0' }),
    drawBottom(page, conversation.id),
  ]);
  const log = byId('log');
  if (isNew) stickToEnd(log);
  const nodes = drawMessages(conversation.messages, conversation.id, page);
  const wanted = nodes.length > 0 ? nodes : [el('p', { class: 'empty' }, emptyText(page))];
  replaceChanged(log, wanted);
  if (isAtEnd) log.scrollTop = log.scrollHeight;
  showPrepared(page, frame);
  if (place === 'dm' && document.visibilityState === 'visible') markRead(page.scene, me.id);
}

let isAtEnd = true;
/** @type {ResizeObserver | null} */
let resizing = null;

/**
 * Keeps the newest message in sight until somebody scrolls up, also when the room for messages shrinks.
 * @param {HTMLElement} log
 */
function stickToEnd(log) {
  isAtEnd = true;
  log.addEventListener('scroll', () => {
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  });
  resizing?.disconnect();
  resizing = new ResizeObserver(() => {
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  });
  resizing.observe(log);
}

/**
 * Puts the nodes in place, touching only what differs, so that the focus stays and only news is read out.
 * @param {HTMLElement} log
 * @param {HTMLElement[]} wanted
 */
function replaceChanged(log, wanted) {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.focus : undefined;
  const hadFocus = log.contains(document.activeElement) && document.activeElement !== log;
  const stays = new Set(wanted);
  for (const node of [...log.children]) if (node instanceof HTMLElement && !stays.has(node)) node.remove();
  wanted.forEach((node, index) => {
    const there = log.children[index];
    if (there !== node) log.insertBefore(node, there ?? null);
  });
  if (!hadFocus || log.contains(document.activeElement)) return;
  const again = focused === undefined ? null : log.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  else log.focus({ preventScroll: true });
}

/** @param {Page} page */
function drawHome(page) {
  const { snapshot } = page.scene;
  const { home } = snapshot;
  redraw(byId('place'), ['home', page.me.id, page.me.deleted, home?.hash], () => [
    el('h1', { class: 'place-title' }, titleOf(page)),
    el(
      'div',
      { class: 'log home', 'data-scroll': 'home' },
      home
        ? drawBlocks(home.blocks, {
            name: 'home',
            reader: page.reader,
            ...pickableIn(snapshot),
            press: async ({ block_id: blockId }, { action_id: actionId }, options) => {
              await act(current, { do: 'press-home', blockId, actionId, ...options });
            },
            give: ({ block_id: blockId }, { action_id: actionId }, given, isFinal) => {
              if (isFinal) void act(current, { do: 'choose-home', blockId, actionId, given });
            },
            suggest: ({ block_id: blockId }, { action_id: actionId }, query) =>
              suggestions(current, { do: 'suggest', viewId: home.id, blockId, actionId, query }),
            value: (block, element) => givenOf(home.values[block.block_id]?.[element.action_id]),
            errorOf: () => undefined,
          })
        : el('p', { class: 'empty' }, 'The app has not shown anything here yet.'),
    ),
  ]);
}

/** @param {Page} page */
export function drawPlace(page) {
  current = page;
  if (page.place === 'home') drawHome(page);
  else drawConversation(page);
}
