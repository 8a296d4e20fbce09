/// <reference lib="dom" />
/** Moves time, for the bot and for everything around it. */

/** @import { Page } from './page.js' */

import { castAndCrowd } from './cast.js';
import { writeDuration, writeTime } from './dates.js';
import { el } from './dom.js';
import { control, section } from './panel-controls.js';

const minute = 60_000;
const jumps = /** @type {const} */ ([
  ['+1 min', minute],
  ['+10 min', 10 * minute],
  ['+1 h', 60 * minute],
  ['+1 day', 1440 * minute],
  ['+7 days', 7 * 1440 * minute],
]);

/**
 * A crowd that came later lives where somebody lived before.
 * @param {Page['scene']} scene
 */
function castThere(scene) {
  return castAndCrowd(scene).cast.filter(({ deleted }) => !deleted);
}

/**
 * What o'clock it is for everybody: "Ana, Ben 10:05 · Emi 18:05".
 * @param {Page} page
 */
export function localTimes({ scene }) {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { tz, displayName } of castThere(scene)) {
    const time = writeTime(scene.now, tz);
    names.set(time, [...(names.get(time) ?? []), displayName]);
  }
  return [...names].map(([time, people]) => `${people.join(', ')} ${time}`).join(' · ');
}

const morning = 10 * 60;
const day = 1440;

/**
 * How many minutes it is until the next ten in the morning of a time zone; never none.
 * @param {number} at Unix milliseconds
 * @param {string} timeZone IANA name
 */
export function minutesToTen(at, timeZone) {
  const [hours = 0, minutes = 0] = writeTime(at, timeZone).split(':').map(Number);
  return (morning - (hours * 60 + minutes) + day) % day || day;
}

/**
 * The jump to just after the next ten in the morning of anybody, which is when the bot reminds people.
 * @param {Page} page
 * @returns {[string, number]}
 */
function jumpToTen({ scene }) {
  const { now } = scene;
  const there = castThere(scene);
  const soonest = Math.min(...there.map(({ tz }) => minutesToTen(now, tz)));
  const names = there.filter(({ tz }) => minutesToTen(now, tz) === soonest).map(({ displayName }) => displayName);
  return [`Next 10:00 (${names.join(', ')})`, (soonest + 1) * minute];
}

/** @param {Page} page */
export function timeSection(page) {
  const { scene } = page;
  const moved = writeDuration(scene.control.movedMs);
  return section(
    'Time',
    el(
      'p',
      { class: 'soft' },
      moved === ''
        ? 'The clock runs as yours does; each person sees their own time zone.'
        : `The clock is ${moved} ahead.`,
    ),
    el('p', { class: 'soft small-print' }, localTimes(page)),
    el(
      'div',
      { class: 'buttons' },
      [...jumps, jumpToTen(page)].map(([label, ms]) =>
        control(label, { do: 'time', ms }, { name: `Move time: ${label}` }),
      ),
    ),
  );
}
