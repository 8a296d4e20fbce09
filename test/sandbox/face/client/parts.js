/// <reference lib="dom" />
/** Chat and controls: side by side where there is room, behind tabs where there is not. */

import { byId } from './dom.js';

/** @typedef {'chat' | 'controls'} Part */

/**
 * Brings a part to the front; where both are shown nothing changes.
 * @param {Part} part
 */
export function showPart(part) {
  document.body.dataset.part = part;
  for (const each of ['chat', 'controls']) {
    const tab = byId(`tab-${each}`);
    tab.setAttribute('aria-selected', String(each === part));
    tab.tabIndex = each === part ? 0 : -1;
  }
}

/** @returns {Part} the part in front, where only one is shown */
export function shownPart() {
  return document.body.dataset.part === 'controls' ? 'controls' : 'chat';
}

/** Whether there is room for both. */
export function areSideBySide() {
  return byId('tab-chat').getClientRects().length === 0;
}

/**
 * Makes the tabs work, by mouse and by arrow keys.
 * @param {() => void} onChange
 */
export function startParts(onChange) {
  for (const [part, other] of /** @type {[Part, Part][]} */ ([
    ['chat', 'controls'],
    ['controls', 'chat'],
  ])) {
    const tab = byId(`tab-${part}`);
    tab.addEventListener('click', () => {
      showPart(part);
      onChange();
    });
    tab.addEventListener('keydown', ({ key }) => {
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
      showPart(other);
      onChange();
      byId(`tab-${other}`).focus();
    });
  }
  showPart('chat');
}
