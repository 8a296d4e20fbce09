/// <reference lib="dom" />
/** The modal on top of a person's stack: keeps the focus inside, closes on Escape, submits on Enter. */

/** @import { ViewSnapshot } from '../../slack/snapshot.ts' */
/** @import { Page } from './page.js' */
/** @import { Surface } from './surface.js' */

import { drawBlocks } from './blocks.js';
import { byId, el, redraw } from './dom.js';
import { draftOf, draftsOf, keepDraft } from './drafts.js';
import { firstField, keepInside } from './focus.js';
import { act, suggestions } from './page.js';
import { pickableIn } from './pickable.js';
import { drawPlain } from './texts.js';

/** @type {Page} */
let current;
/** @type {string | null} the view that is drawn */
let shownView = null;
/** @type {Element | null} where the focus goes when the modal is gone */
let cameFrom = null;
let isBusy = false;

/**
 * @param {ViewSnapshot} view
 * @returns {Surface}
 */
function surfaceOf(view) {
  const viewId = view.id;
  return {
    name: `modal-${viewId}`,
    reader: current.reader,
    ...pickableIn(current.scene.snapshot),
    press: async ({ block_id: blockId }, { action_id: actionId }, options) => {
      await act(current, { do: 'press-modal', viewId, values: draftsOf(view), blockId, actionId, ...options });
    },
    suggest: ({ block_id: blockId }, { action_id: actionId }, query) =>
      suggestions(current, { do: 'suggest', viewId, blockId, actionId, query }),
    give: (block, element, given, isFinal) => {
      const tellsAtOnce = block.type !== 'input' || block.dispatch_action === true;
      if (!tellsAtOnce) keepDraft(viewId, block, element, given);
      else if (isFinal) {
        const [blockId, actionId] = [block.block_id, element.action_id];
        void act(current, { do: 'choose-modal', viewId, values: draftsOf(view), blockId, actionId, given });
      }
    },
    value: (block, element) => draftOf(view, block, element),
    errorOf: ({ block_id: id }) => view.errors[id],
  };
}

/** @param {ViewSnapshot} view */
async function submit(view) {
  if (isBusy || !view.submit) return;
  isBusy = true;
  drawModal(current);
  const outcome = await act(current, { do: 'submit', viewId: view.id, values: draftsOf(view) });
  isBusy = false;
  drawModal(current);
  if (outcome === 'invalid' || outcome === 'errors') {
    const wrong = byId('modal').querySelector('[aria-invalid="true"]');
    if (wrong instanceof HTMLElement) wrong.focus();
  }
}

/**
 * @param {ViewSnapshot} view
 * @param {boolean} everything
 */
function close(view, everything) {
  void act(current, { do: 'close', viewId: view.id, everything });
}

/** @param {MouseEvent} event */
function stayInside(event) {
  if (event.target === event.currentTarget) event.preventDefault();
}

/** @param {ViewSnapshot} view */
function drawView(view) {
  const isPushed = view.depth > 1;
  return el(
    'div',
    // A press beside the modal must not take the focus out of it.
    { class: 'backdrop', mousedown: (/** @type {MouseEvent} */ event) => stayInside(event) },
    el(
      'form',
      {
        class: 'modal',
        role: 'dialog',
        'aria-modal': 'true',
        'aria-labelledby': 'modal-title',
        tabindex: '-1',
        'data-focus': 'modal',
        novalidate: true,
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          void submit(view);
        },
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Escape') close(view, false);
          else keepInside(event);
        },
      },
      el(
        'header',
        {},
        el('h2', { id: 'modal-title' }, drawPlain(view.title)),
        el(
          'button',
          {
            type: 'button',
            class: 'close',
            'aria-label': 'Close',
            'data-focus': 'modal-x',
            click: () => close(view, true),
          },
          '×',
        ),
      ),
      el(
        'div',
        // An update stays where one is; another view begins at its top.
        { class: 'modal-body', 'data-scroll': view.id },
        view.trouble !== null && el('p', { class: 'trouble', role: 'alert' }, view.trouble),
        drawBlocks(view.blocks, surfaceOf(view)),
      ),
      el(
        'footer',
        { class: 'buttons end' },
        el(
          'button',
          { type: 'button', class: 'button', 'data-focus': 'modal-close', click: () => close(view, false) },
          view.close ? drawPlain(view.close) : isPushed ? 'Back' : 'Close',
        ),
        view.submit &&
          el(
            'button',
            {
              type: 'submit',
              class: 'button primary',
              'data-focus': 'modal-submit',
              'aria-busy': isBusy ? 'true' : null,
            },
            drawPlain(view.submit),
          ),
      ),
    ),
  );
}

/** @param {Page} page */
export function drawModal(page) {
  current = page;
  const frame = byId('modal');
  const view = page.scene.snapshot.modal;
  const wasOpen = shownView !== null;
  const isOther = shownView !== (view?.id ?? null);
  if (isOther && view && !wasOpen) cameFrom = document.activeElement;
  shownView = view?.id ?? null;
  const key = view && [view.id, view.hash, view.errors, view.trouble, view.depth, isBusy];
  const hadFocus = frame.contains(document.activeElement);
  const wasDrawn = redraw(frame, key, () => (view ? [drawView(view)] : []));
  byId('chat').classList.toggle('has-modal', view !== null);
  if (!wasDrawn) return;
  if (view && (isOther || (hadFocus && !frame.contains(document.activeElement))))
    firstField(frame, isOther)?.focus({ preventScroll: true });
  // Somebody who has moved on already, to write a command for one, keeps the keyboard.
  if (!view && wasOpen && hadFocus && cameFrom instanceof HTMLElement) {
    if (cameFrom.isConnected) cameFrom.focus();
    else byId('place').focus();
  }
}
