/// <reference lib="dom" />
/** The message box: slash commands, with completion. */

/** @import { Page } from './page.js' */

import { offersFor } from './completion.js';
import { el } from './dom.js';
import { act, notice } from './page.js';

/** @type {Map<string, string>} lines not sent yet, by person and place */
const lines = new Map();
/** @type {string | null} the box that was given a line which it does not show yet */
let prepared = null;

/**
 * Puts a line into the box of a place, for whoever comes there.
 * @param {string} personId
 * @param {string} place
 * @param {string} line
 */
export function prepareLine(personId, place, line) {
  prepared = `${personId}/${place}`;
  lines.set(prepared, line);
}

/**
 * Shows a prepared line, and puts the caret behind it: one Enter away from being sent.
 * @param {Page} page
 * @param {Element} frame where the box is
 */
export function showPrepared(page, frame) {
  const name = `${page.me.id}/${page.place}`;
  const box = frame.querySelector('[data-focus="line"]');
  if (prepared !== name || !(box instanceof HTMLInputElement)) return;
  prepared = null;
  box.value = lines.get(name) ?? '';
  box.focus();
}

/**
 * Slack's own command that brings somebody, such as this app, into a channel.
 * @param {Page} page
 */
function inviteCommand({ scene, place }) {
  return {
    command: '/invite',
    usageHint: `@${scene.snapshot.bot.name}`,
    description: `Adds somebody, or this app, to #${place}`,
    shouldEscape: false,
  };
}

/**
 * The box for one place. `current` gives the page as it is when something is sent.
 * @param {Page} page
 * @param {string} channel
 * @param {() => Page} current
 */
export function drawComposer(page, channel, current) {
  const name = `${page.me.id}/${page.place}`;
  const commands = [...page.scene.snapshot.commands, inviteCommand(page)];
  let chosen = 0;

  const list = el('ul', { class: 'offers', id: 'offers', role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const box = el('input', {
    class: 'field line',
    type: 'text',
    role: 'combobox',
    'aria-label': `Message #${page.place}`,
    'aria-controls': 'offers',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    placeholder: 'Type / for commands',
    autocomplete: 'off',
    spellcheck: 'false',
    value: lines.get(name) ?? '',
    'data-focus': 'line',
    input: () => changed(),
    keydown: (/** @type {KeyboardEvent} */ event) => pressed(event),
    blur: () => hide(),
  });
  const button = el('button', { type: 'submit', class: 'button primary' }, 'Send');
  const form = el(
    'form',
    {
      class: 'composer',
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        void send();
      },
    },
    list,
    box,
    button,
  );

  const offers = () => offersFor(box.value, commands);

  function changed() {
    lines.set(name, box.value);
    chosen = 0;
    show();
  }

  function hide() {
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function show() {
    const all = offers();
    if (all.length === 0) return hide();
    list.replaceChildren(
      ...all.map(({ label, hint, description }, index) =>
        el(
          'li',
          {
            role: 'option',
            id: `offer-${index}`,
            'aria-selected': String(index === chosen),
            // The box must not lose the focus before the click counts.
            mousedown: (/** @type {MouseEvent} */ event) => {
              event.preventDefault();
              take(index);
            },
          },
          el('b', {}, label),
          hint !== '' && el('span', { class: 'soft' }, ` ${hint}`),
          description !== '' && el('small', {}, description),
        ),
      ),
    );
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    box.setAttribute('aria-activedescendant', `offer-${chosen}`);
  }

  /** @param {number} index */
  function take(index) {
    const offer = offers()[index];
    if (!offer) return;
    box.value = offer.insert;
    changed();
    box.focus();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const count = list.hidden ? 0 : offers().length;
    if (count === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
      show();
    } else if (event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      hide();
    } else if (event.key === 'Enter' && isPartial()) {
      event.preventDefault();
      take(chosen);
    }
  }

  /** Enter completes what is not yet a command, and sends what is one. */
  function isPartial() {
    const [word = ''] = box.value.trim().split(/\s/);
    return !commands.some(({ command }) => command === word.toLowerCase());
  }

  async function send() {
    const line = box.value.trim();
    if (line === '') return;
    if (!line.startsWith('/')) {
      notice('Only slash commands can be sent here. Type / to see them.');
      return;
    }
    hide();
    box.setAttribute('aria-busy', 'true');
    const outcome = await act(current(), { do: 'type', line, channel });
    box.removeAttribute('aria-busy');
    // What failed stays in the box, to be sent again.
    if (outcome !== 'acked' && outcome !== 'invited') return;
    lines.delete(name);
    box.value = '';
  }

  return form;
}
