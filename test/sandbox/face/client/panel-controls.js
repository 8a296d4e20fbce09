/// <reference lib="dom" />
/** What the sections of the control panel are made of. */

/** @import { ControlAct } from '../../control/control-acts.ts' */

import { el } from './dom.js';
import { steer } from './page.js';

/**
 * A button of the panel.
 * @param {string} label
 * @param {ControlAct} act
 * @param {{ name?: string, style?: string, isOff?: boolean }} [options] `name` says more than the label to those who
 *   cannot see what stands around it
 */
export function control(label, act, { name = label, style = '', isOff = false } = {}) {
  const button = el(
    'button',
    {
      type: 'button',
      class: `button small ${style}`.trim(),
      'aria-label': name === label ? null : name,
      'data-focus': name,
      disabled: isOff,
      click: async () => {
        button.setAttribute('aria-busy', 'true');
        await steer(act);
        button.removeAttribute('aria-busy');
      },
    },
    label,
  );
  return button;
}

/**
 * @param {string} title
 * @param {(import('./dom.js').Child)[]} children
 */
export function section(title, ...children) {
  return el('section', {}, el('h3', {}, title), ...children);
}
