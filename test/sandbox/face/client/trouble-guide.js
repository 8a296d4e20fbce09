/// <reference lib="dom" />
/** The guide's last chapter: six troubles to be made and repaired. */

/** @import { RowShown } from '../../control/troubleshooting/rows.ts' */
/** @import { Page } from './page.js' */

import { el } from './dom.js';
import { drawOffers, isFollowed } from './offers.js';
import { control } from './panel-controls.js';
import { wordsFor } from './trouble-rows.js';

const remembered = 'trouble';

const marks = /** @type {const} */ ({ ready: '', beginning: '…', broken: '!', repaired: '✓' });
const inWords = /** @type {const} */ ({
  ready: '',
  beginning: ' (is being broken)',
  broken: ' (broken)',
  repaired: ' (repaired)',
});

/**
 * The row that is looked at: the chosen one, else one that is broken, else the first.
 * @param {Page} page
 * @returns {RowShown | undefined}
 */
export function chosenRow({ scene }) {
  const { rows } = scene.control;
  const kept = sessionStorage.getItem(remembered);
  return rows.find(({ id }) => id === kept) ?? rows.find(({ state }) => state === 'broken') ?? rows[0];
}

/**
 * @param {RowShown} row
 * @param {RowShown} shown
 * @param {Page} page
 */
function drawTab(row, shown, page) {
  return el(
    'li',
    { class: row.state },
    el(
      'button',
      {
        type: 'button',
        'aria-pressed': String(row.id === shown.id),
        'data-focus': `row-${row.id}`,
        click: () => {
          sessionStorage.setItem(remembered, row.id);
          window.dispatchEvent(new Event('resize'));
        },
      },
      el('span', { class: 'step-mark', 'aria-hidden': 'true' }, marks[row.state]),
      wordsFor(row, page).title,
      el('span', { class: 'hidden' }, inWords[row.state]),
    ),
  );
}

/**
 * @param {RowShown} row
 * @param {Page} page
 * @param {() => Page} current
 */
function drawRow(row, page, current) {
  const { about, steps, offers } = wordsFor(row, page);
  const press = (/** @type {string} */ label) => control(label, { do: 'break', row: row.id });
  if (row.state === 'broken') {
    return el(
      'div',
      { class: 'repairing' },
      el(
        'div',
        { class: 'todo', tabindex: '0', 'data-scroll': `todo-${row.id}`, 'data-focus': 'todo' },
        el('p', {}, el('b', {}, 'Broken. '), about),
        el(
          'ol',
          { 'aria-label': 'How to repair it' },
          steps.map((step) => el('li', {}, step)),
        ),
      ),
      drawOffers(
        offers.filter((offer) => !isFollowed(offer, page)),
        current,
      ),
    );
  }
  const said = {
    ready: about,
    beginning: 'A moment: Gong is set up, people connect, and then something breaks…',
    repaired: 'Repaired. Choose another row, or break it once more.',
  }[row.state];
  return el(
    'div',
    { class: row.state === 'repaired' ? 'step-now repaired' : 'step-now', role: 'status' },
    el('p', {}, said),
    row.state !== 'beginning' && press(row.state === 'repaired' ? 'Break it again' : 'Break it'),
  );
}

/**
 * @param {Page} page
 * @param {() => Page} current
 */
export function drawRows(page, current) {
  const shown = chosenRow(page);
  if (!shown) return [];
  return [
    el(
      'ul',
      { class: 'steps rows', 'data-scroll': 'rows' },
      page.scene.control.rows.map((row) => drawTab(row, shown, page)),
    ),
    drawRow(shown, page, current),
  ];
}
