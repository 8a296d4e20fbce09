/// <reference lib="dom" />
/** Moves time, for the bot and for everything around it. */

/** @import { Page } from './page.js' */

import { writeDuration } from './dates.js';
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

/** @param {Page} page */
export function timeSection({ scene }) {
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
    el(
      'div',
      { class: 'buttons' },
      jumps.map(([label, ms]) => control(label, { do: 'time', ms }, { name: `Move time: ${label}` })),
    ),
  );
}
