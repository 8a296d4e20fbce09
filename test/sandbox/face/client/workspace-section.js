/// <reference lib="dom" />
/** The people of the workspace, the bot's process, and starting over. */

/** @import { Page } from './page.js' */

import { castAndCrowd } from './cast.js';
import { askFirst } from './confirm.js';
import { el } from './dom.js';
import { steer } from './page.js';
import { control, section } from './panel-controls.js';
import { roleOf } from './people.js';

/**
 * @param {string} text
 * @returns {import('../../slack/block-kit/types.ts').TextObject}
 */
const plain = (text) => ({ type: 'plain_text', text });

/** @param {Page} page */
async function reset({ reader }) {
  const isSure = await askFirst(
    {
      title: plain('Start over?'),
      text: plain(
        'Everything in the sandbox is thrown away: messages, connections, the integration in Gong, the bot’s database.',
      ),
      confirm: plain('Reset everything'),
      deny: plain('Keep it'),
      style: 'danger',
    },
    reader,
  );
  if (isSure) await steer({ do: 'reset' });
}

/** @param {import('../../slack/people.ts').Person} person */
function drawPerson(person) {
  const { id, realName, deleted } = person;
  return el(
    'li',
    { class: 'row' },
    el('span', {}, realName, el('span', { class: 'soft' }, ` ${roleOf(person)}`)),
    deleted
      ? control('Reactivate', { do: 'person', id, action: 'reactivate' }, { name: `Reactivate ${realName}` })
      : control('Deactivate', { do: 'person', id, action: 'deactivate' }, { name: `Deactivate ${realName}` }),
  );
}

let isCrowdShown = false;

/** @param {import('../../slack/people.ts').Person[]} crowd */
function drawCrowd(crowd) {
  if (crowd.length === 0) return null;
  const list = el(
    'details',
    {
      open: isCrowdShown,
      toggle: () => {
        isCrowdShown = list.open;
      },
    },
    el('summary', { 'data-focus': 'crowd' }, `${crowd.length} more people`),
    el('ul', { class: 'plain' }, crowd.map(drawPerson)),
  );
  return list;
}

/** @param {Page} page */
export function workspaceSection(page) {
  const { control: state } = page.scene;
  const { cast, crowd } = castAndCrowd(page.scene);
  const { state: botState, restarts, mode } = state.bot;
  const again = restarts === 0 ? '' : `, started again ${restarts === 1 ? 'once' : `${restarts} times`}`;
  return el(
    'div',
    {},
    section(
      'People in Slack',
      el('ul', { class: 'plain' }, cast.map(drawPerson)),
      drawCrowd(crowd),
      el(
        'div',
        { class: 'buttons' },
        control('Add 60 people', { do: 'crowd' }),
        el('span', { class: 'soft small-print' }, 'They join #general and #sales.'),
      ),
    ),
    section(
      'The bot',
      el(
        'p',
        {},
        el('span', { class: `pill ${botState === 'running' ? 'active' : 'expired'}` }, botState),
        el('span', { class: 'soft' }, ` over ${mode}${again}`),
      ),
      el(
        'div',
        { class: 'buttons' },
        control('Kill it (kill -9)', { do: 'kill-bot' }, { isOff: botState !== 'running' }),
        el(
          'button',
          { type: 'button', class: 'button small danger', 'data-focus': 'reset', click: () => void reset(page) },
          'Reset everything',
        ),
      ),
    ),
  );
}
