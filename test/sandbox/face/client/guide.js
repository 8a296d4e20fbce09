/// <reference lib="dom" />
/** The strip that leads a newcomer: the steps, and what to do now. */

/** @import { Page } from './page.js' */
/** @import { Offer } from './steps.js' */

import { prepareLine } from './composer.js';
import { byId, el, redraw } from './dom.js';
import { go } from './page.js';
import { areSideBySide, shownPart, showPart } from './parts.js';
import { farewell, stepsFor } from './steps.js';

/**
 * Who and where somebody is after following an offer.
 * @param {Offer} offer
 * @param {Page} page
 */
function destination(offer, page) {
  const { people } = page.scene.snapshot;
  const admin = people.find(({ isAdmin, isOwner }) => isAdmin && !isOwner);
  const rep = people.find(({ isAdmin, deleted }) => !isAdmin && !deleted);
  const person = (offer.be === 'admin' ? admin : offer.be === 'rep' ? rep : page.me) ?? page.me;
  return { person, place: offer.place ?? page.place };
}

/**
 * Whether there is nothing to follow any more: one is already there.
 * @param {Offer} offer
 * @param {Page} page
 */
function isFollowed(offer, page) {
  const { person, place } = destination(offer, page);
  const isShown = offer.part === undefined || offer.part === shownPart() || areSideBySide();
  return offer.url === undefined && offer.line === undefined && person === page.me && place === page.place && isShown;
}

/**
 * @param {Offer} offer
 * @param {Page} page
 */
function follow(offer, page) {
  const { person, place } = destination(offer, page);
  if (offer.line !== undefined) prepareLine(person.id, place, offer.line);
  if (offer.part) showPart(offer.part);
  go({ person: person.name, place });
}

/**
 * @param {Offer} offer
 * @param {() => Page} current
 */
function drawOffer(offer, current) {
  if (offer.url !== undefined) {
    return el(
      'a',
      { class: 'button', href: offer.url, target: '_blank', rel: 'noopener', 'data-focus': offer.label },
      offer.label,
      el('span', { class: 'hidden' }, ' (opens in a new tab)'),
    );
  }
  return el(
    'button',
    { type: 'button', class: 'button', 'data-focus': offer.label, click: () => follow(offer, current()) },
    offer.label,
  );
}

/** @type {Page} */
let latest;

/** @param {Page} page */
export function drawGuide(page) {
  latest = page;
  const done = page.scene.control.journey;
  const steps = stepsFor(page);
  const now = steps.find(({ id }) => !done.includes(id));
  const offers = now?.offers.filter((offer) => !isFollowed(offer, page)) ?? [];
  redraw(byId('guide'), [done, offers], () => [
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
        now ? now.text : farewell,
      ),
      offers.length > 0 &&
        el(
          'span',
          { class: 'buttons' },
          offers.map((offer) => drawOffer(offer, () => latest)),
        ),
    ),
  ]);
}
