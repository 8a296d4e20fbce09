/// <reference lib="dom" />
/** The question that some buttons ask before they count. */

/** @import { ConfirmDialog } from '../../slack/block-kit/types.ts' */
/** @import { Reader } from './texts.js' */

import { el } from './dom.js';
import { drawPlain, drawText } from './texts.js';

/**
 * Asks, and resolves true when the answer is yes. Escape and the page's background mean no.
 * @param {ConfirmDialog} dialog
 * @param {Reader} reader
 * @returns {Promise<boolean>}
 */
export function askFirst(dialog, reader) {
  return new Promise((resolve) => {
    const style = dialog.style === 'danger' ? 'danger' : 'primary';
    const box = el(
      'dialog',
      { class: 'confirm', 'aria-labelledby': 'confirm-title' },
      el('h2', { id: 'confirm-title' }, drawPlain(dialog.title)),
      drawText(dialog.text, reader),
      el(
        'form',
        { method: 'dialog', class: 'buttons end' },
        el('button', { value: 'no', class: 'button' }, drawPlain(dialog.deny)),
        el('button', { value: 'yes', class: `button ${style}`, autofocus: true }, drawPlain(dialog.confirm)),
      ),
    );
    box.addEventListener('click', ({ target }) => {
      if (target === box) box.close('no');
    });
    box.addEventListener('close', () => {
      box.remove();
      resolve(box.returnValue === 'yes');
    });
    document.body.append(box);
    box.showModal();
  });
}
