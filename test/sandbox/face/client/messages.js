/// <reference lib="dom" />
/** The messages of a conversation; one that did not change is not drawn again. */

/** @import { MessageSnapshot } from '../../slack/snapshot.ts' */
/** @import { Page } from './page.js' */
/** @import { Surface } from './surface.js' */

import { avatar, botAvatar } from './avatar.js';
import { drawBlocks } from './blocks.js';
import { writeDay, writeTime } from './dates.js';
import { el } from './dom.js';
import { act, suggestions } from './page.js';
import { pickableIn } from './pickable.js';
import { drawMrkdwn } from './texts.js';
import { givenOf } from './values.js';

/**
 * @param {MessageSnapshot} message
 * @param {string} channel
 * @param {Page} page
 * @returns {Surface}
 */
function surfaceOf({ ts }, channel, page) {
  return {
    name: `message-${ts}`,
    reader: page.reader,
    ...pickableIn(page.scene.snapshot),
    press: async ({ block_id: blockId }, { action_id: actionId }, options) => {
      await act(page, { do: 'press-message', channel, ts, blockId, actionId, ...options });
    },
    suggest: (_block, { action_id: actionId }, query) =>
      suggestions(page, { do: 'suggest-message', channel, ts, actionId, query }),
    give: (_block, { action_id: actionId }, given, isFinal) => {
      if (isFinal) void act(page, { do: 'choose-message', channel, ts, actionId, given });
    },
    value: (_block, { initial_option: option, initial_options: options }) => givenOf({ picked: options ?? option }),
    errorOf: () => undefined,
  };
}

/**
 * @param {MessageSnapshot} message
 * @param {Page} page
 */
function authorOf({ kind, user, fromBot }, { scene, reader }) {
  if (kind === 'error') return { name: 'Slack (sandbox)', tag: '', picture: avatar('Slack') };
  if (fromBot) return { name: scene.snapshot.bot.name, tag: 'APP', picture: botAvatar() };
  const name = reader.nameOf(user ?? '');
  return { name, tag: '', picture: avatar(name) };
}

/**
 * @param {MessageSnapshot} message
 * @param {string} channel
 * @param {Page} page
 */
function drawMessage(message, channel, page) {
  const at = Number(message.ts) * 1000;
  const { name, tag, picture } = authorOf(message, page);
  const isPrivate = message.kind !== 'message';
  return el(
    'article',
    {
      class: `message ${message.kind}`,
      'data-ts': message.ts,
      'aria-label': `${name}, ${writeTime(at, page.reader.timeZone)}`,
    },
    picture,
    el(
      'div',
      { class: 'message-body' },
      isPrivate && el('p', { class: 'private' }, 'Only visible to you'),
      el(
        'p',
        { class: 'author' },
        el('b', {}, name),
        tag !== '' && el('span', { class: 'tag' }, tag),
        el('time', { class: 'soft', datetime: new Date(at).toISOString() }, writeTime(at, page.reader.timeZone)),
        message.edited && el('span', { class: 'edited' }, '(edited)'),
      ),
      message.blocks.length > 0
        ? drawBlocks(message.blocks, surfaceOf(message, channel, page))
        : drawMrkdwn(message.text, page.reader),
      message.files.map(({ name, size, path }) =>
        el('a', { class: 'file', href: path, download: name }, name, el('small', {}, ` ${size} bytes`)),
      ),
    ),
  );
}

/** @type {Map<string, { key: string, node: HTMLElement }>} */
let kept = new Map();

/**
 * The messages in order, with a line where a new day begins.
 * @param {MessageSnapshot[]} messages
 * @param {string} channel
 * @param {Page} page
 * @returns {HTMLElement[]}
 */
export function drawMessages(messages, channel, page) {
  /** @type {typeof kept} */
  const next = new Map();
  let lastDay = '';
  /**
   * @param {string} id
   * @param {unknown} shown
   * @param {() => HTMLElement} draw
   */
  const keep = (id, shown, draw) => {
    const key = JSON.stringify(shown);
    const before = kept.get(id);
    const node = before?.key === key ? before.node : draw();
    next.set(id, { key, node });
    return node;
  };
  const nodes = messages.flatMap((message) => {
    const day = writeDay(Number(message.ts) * 1000, page.reader);
    const id = `${page.me.id}/${channel}/${message.ts}`;
    const node = keep(id, [message, day], () => drawMessage(message, channel, page));
    if (day === lastDay) return [node];
    lastDay = day;
    return [keep(`${id}/day`, day, () => el('p', { class: 'day' }, el('span', {}, day))), node];
  });
  kept = next;
  return nodes;
}
