/// <reference lib="dom" />
/** What the parts of the page share: the scene, who and where one is, and what can be done. */

/** @import { PersonAct } from '../person-acts.ts' */
/** @import { ControlAct } from '../../control/control-acts.ts' */
/** @import { ConversationSnapshot } from '../../slack/snapshot.ts' */
/** @import { Person } from '../../slack/people.ts' */
/** @import { Scene } from '../scene.ts' */
/** @import { Reader } from './texts.js' */

import { byId } from './dom.js';
import { readWhere, writeWhere } from './route.js';
import { control, doAs } from './server.js';

/**
 * @typedef {object} Page
 * @property {Scene} scene
 * @property {Person} me
 * @property {string} place a channel's name, `dm` or `home`
 * @property {ConversationSnapshot | null} conversation what is open, null on the Home tab
 * @property {Reader} reader
 */

/**
 * The page for a scene; a place that does not exist is the first channel.
 * @param {Scene} scene
 * @returns {Page}
 */
export function pageOf(scene) {
  const { snapshot, now } = scene;
  const me = snapshot.people.find(({ id }) => id === snapshot.me);
  if (!me) throw new Error('the scene is about nobody');
  const wanted = readWhere(location.hash).place;
  const conversations = snapshot.conversations;
  const first = conversations.find(({ kind }) => kind === 'channel') ?? null;
  const open =
    wanted === 'dm'
      ? conversations.find(({ kind }) => kind === 'im')
      : conversations.find(({ name }) => name === wanted);
  const place = wanted === 'home' || wanted === 'dm' ? wanted : ((open ?? first)?.name ?? 'home');
  return {
    scene,
    me,
    place,
    conversation: place === 'home' ? null : (open ?? first),
    reader: {
      me: me.id,
      now,
      timeZone: me.tz,
      nameOf: (id) => {
        if (id === snapshot.bot.userId) return snapshot.bot.name;
        if (id === 'USLACKBOT') return 'Slackbot';
        return (
          snapshot.people.find((person) => person.id === id)?.displayName ??
          conversations.find((each) => each.id === id)?.name ??
          id
        );
      },
      addressOf: (url) => `/face/go?person=${encodeURIComponent(me.id)}&to=${encodeURIComponent(url)}`,
    },
  };
}

/**
 * Goes somewhere, as somebody.
 * @param {Partial<import('./route.js').Where>} where what is left out stays
 */
export function go(where) {
  const next = writeWhere({ ...readWhere(location.hash), ...where });
  if (location.hash === next) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = next;
}

let noticeTimer = 0;

/**
 * Says something in passing.
 * @param {string} sentence
 */
export function notice(sentence) {
  const box = byId('notice');
  box.textContent = sentence;
  box.classList.add('shown');
  clearTimeout(noticeTimer);
  noticeTimer = window.setTimeout(() => box.classList.remove('shown'), 6_000);
}

/**
 * @param {{ outcome: string } | { error: string }} answer
 * @returns {string} the outcome; `failed` after saying why
 */
function heard(answer) {
  if ('outcome' in answer) return answer.outcome;
  notice(`That did not work: ${answer.error}.`);
  return 'failed';
}

/**
 * Does something as the person of the page, and gives the outcome.
 * @param {Page} page
 * @param {PersonAct} act
 */
export async function act(page, act) {
  return heard(await doAs(page.me.id, act));
}

/**
 * What an external select offers for what was typed; null after saying why not.
 * @param {Page} page
 * @param {Extract<PersonAct, { query: string }>} act
 */
export async function suggestions(page, act) {
  const answer = await doAs(page.me.id, act);
  return heard(answer) === 'offered' && 'options' in answer ? (answer.options ?? null) : null;
}

/**
 * Does something to the world, and gives the outcome.
 * @param {ControlAct} act
 */
export async function steer(act) {
  return heard(await control(act));
}
