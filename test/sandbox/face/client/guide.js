/// <reference lib="dom" />
/** The strip that leads a newcomer through three chapters: the story, the admin's side, and troubleshooting. */

/** @import { Page } from './page.js' */
/** @import { Offer } from './offers.js' */

import { adminFarewellFor, adminStepsFor } from './admin-steps.js';
import { bringIntoSight, byId, el, redraw } from './dom.js';
import { drawOffers, isFollowed } from './offers.js';
import { farewell, stepsFor } from './steps.js';
import { chosenRow, drawRows } from './trouble-guide.js';

/** @typedef {{ id: string, title: string, text: string, offers: Offer[] }} Step */

const chapters = /** @type {const} */ ([
  ['story', 'The story'],
  ['admin', 'The admin’s side'],
  ['trouble', 'Troubleshooting'],
]);
/** @typedef {typeof chapters[number][0]} Chapter */

const remembered = 'chapter';

/** @returns {Chapter} */
function openChapter() {
  const kept = sessionStorage.getItem(remembered);
  return chapters.find(([id]) => id === kept)?.[0] ?? 'story';
}

/** @param {Chapter} id */
function choose(id) {
  sessionStorage.setItem(remembered, id);
  sessionStorage.setItem(folded, 'no');
  drawGuide(latest);
}

const folded = 'folded';

/** Where the guide takes room from the chat, it can be folded up to its chapters. */
function isFolded() {
  return sessionStorage.getItem(folded) === 'yes';
}

function foldOrUnfold() {
  sessionStorage.setItem(folded, isFolded() ? 'no' : 'yes');
  showFold();
}

function showFold() {
  byId('guide').classList.toggle('folded', isFolded());
  byId('guide').querySelector('.fold')?.setAttribute('aria-expanded', String(!isFolded()));
}

/** @param {Chapter} open */
function drawChapters(open) {
  return el(
    'div',
    { class: 'chapters', role: 'group', 'aria-label': 'Chapters of the guide' },
    el(
      'button',
      { type: 'button', class: 'fold', 'aria-label': 'What to do', 'data-focus': 'fold', click: foldOrUnfold },
      el('span', { 'aria-hidden': 'true' }, '▾'),
    ),
    chapters.map(([id, title]) =>
      el(
        'button',
        {
          type: 'button',
          'aria-pressed': String(id === open),
          'data-focus': `chapter-${id}`,
          click: () => choose(id),
        },
        title,
      ),
    ),
  );
}

/**
 * @param {Step[]} steps
 * @param {string[]} done
 * @param {string} last what is said when every step is done
 * @param {Offer[]} offers of the step that is next
 */
function drawSteps(steps, done, last, offers) {
  const now = steps.find(({ id }) => !done.includes(id));
  return [
    el(
      'ol',
      { class: 'steps' },
      steps.map(({ id, title }, index) => {
        const state = done.includes(id) ? 'done' : id === now?.id ? 'now' : 'later';
        return el(
          'li',
          { class: state, 'aria-current': state === 'now' ? 'step' : null },
          el('span', { class: 'step-mark', 'aria-hidden': 'true' }, state === 'done' ? '✓' : String(index + 1)),
          el('span', { class: 'step-title' }, title, state === 'done' && el('span', { class: 'hidden' }, ' (done)')),
        );
      }),
    ),
    el(
      'div',
      { class: 'step-now' },
      el(
        'p',
        {},
        now && el('b', { class: 'step-count' }, `Step ${steps.indexOf(now) + 1} of ${steps.length}: `),
        now ? now.text : last,
      ),
      drawOffers(offers, () => latest),
    ),
  ];
}

/** @type {Page} */
let latest;

/** @param {Page} page */
export function drawGuide(page) {
  latest = page;
  const { journey, adminSteps, rows } = page.scene.control;
  const open = openChapter();
  if (open === 'trouble') {
    const shown = chosenRow(page);
    const wasDrawn = redraw(byId('guide'), [open, rows, shown], () => [
      drawChapters(open),
      ...drawRows(page, () => latest),
    ]);
    if (wasDrawn) bringIntoSight('#guide .rows [aria-pressed="true"]');
    return showFold();
  }
  const isStory = open === 'story';
  const [steps, done] = isStory ? [stepsFor(page), journey] : [adminStepsFor(page), adminSteps];
  const now = steps.find(({ id }) => !done.some((each) => each === id));
  const offers = now?.offers.filter((offer) => !isFollowed(offer, page)) ?? [];
  const last = isStory ? farewell : adminFarewellFor(page);
  redraw(byId('guide'), [open, done, now?.text ?? last, offers], () => [
    drawChapters(open),
    ...drawSteps(steps, done, last, offers),
  ]);
  showFold();
}
