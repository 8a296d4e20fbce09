/// <reference lib="dom" />
/** The people of the workspace, the bot's process, and starting over. */

/** @import { Page } from './page.js' */

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

/** @param {Page} page */
export function workspaceSection(page) {
  const { control: state, snapshot } = page.scene;
  const { state: botState, restarts, mode } = state.bot;
  const again = restarts === 0 ? '' : `, started again ${restarts === 1 ? 'once' : `${restarts} times`}`;
  return el(
    'div',
    {},
    section(
      'People in Slack',
      el(
        'ul',
        { class: 'plain' },
        snapshot.people.map((person) =>
          el(
            'li',
            { class: 'row' },
            el('span', {}, person.realName, el('span', { class: 'soft' }, ` ${roleOf(person)}`)),
            person.deleted
              ? control(
                  'Reactivate',
                  { do: 'person', id: person.id, action: 'reactivate' },
                  { name: `Reactivate ${person.realName}` },
                )
              : control(
                  'Deactivate',
                  { do: 'person', id: person.id, action: 'deactivate' },
                  { name: `Deactivate ${person.realName}` },
                ),
          ),
        ),
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
