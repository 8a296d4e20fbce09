/// <reference lib="dom" />
/** What the guide offers to do for a newcomer: go somewhere as somebody, write a line, open a page. */

/** @import { Page } from './page.js' */

import { prepareLine } from './composer.js';
import { el } from './dom.js';
import { go } from './page.js';
import { areSideBySide, shownPart, showPart } from './parts.js';

/**
 * `be` is a role or a Slack user ID.
 * @typedef {{ label: string, be?: string, line?: string, place?: string, url?: string, part?: 'chat' | 'controls' }} Offer
 */

/**
 * Who and where somebody is after following an offer.
 * @param {Offer} offer
 * @param {Page} page
 */
function destination(offer, page) {
  const { people } = page.scene.snapshot;
  const admin = people.find(({ isAdmin, isOwner }) => isAdmin && !isOwner);
  const rep = people.find(({ isAdmin, deleted }) => !isAdmin && !deleted);
  const one = people.find(({ id }) => id === offer.be);
  const person = (offer.be === 'admin' ? admin : offer.be === 'rep' ? rep : one) ?? page.me;
  return { person, place: offer.place ?? page.place };
}

/**
 * Whether there is nothing to follow any more: one is already there.
 * @param {Offer} offer
 * @param {Page} page
 */
export function isFollowed(offer, page) {
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

/**
 * The buttons of several offers; null when there are none.
 * @param {Offer[]} offers
 * @param {() => Page} current
 */
export function drawOffers(offers, current) {
  if (offers.length === 0) return null;
  return el(
    'span',
    { class: 'buttons' },
    offers.map((offer) => drawOffer(offer, current)),
  );
}
