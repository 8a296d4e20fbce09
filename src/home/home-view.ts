/** The Home tab of a person: how their connection is, one button. Pure. */

import type { HomeView, KnownBlock } from '@slack/types';
import { actions, button, context, header, moment, section } from '../block-kit.ts';
import { causeInWords } from '../causes.ts';
import { askAdminsAction, openFormAction, reconnectAction, testAction } from '../connect/actions.ts';
import { technicalAdminFact, verificationInWords } from '../connect/words.ts';
import type { PersonStatus, SavedSetup } from '../model.ts';

export function buildHome(status: PersonStatus, setup: SavedSetup | null): HomeView {
  return {
    type: 'home',
    blocks: [
      header('Your Gong connection'),
      ...card(status, setup),
      context('`/gong-connect help` shows what else you can do.'),
    ],
  };
}

function card({ connection, attempt, lastCheckedAt }: PersonStatus, setup: SavedSetup | null): KnownBlock[] {
  const checked = lastCheckedAt === null ? 'not yet' : moment(lastCheckedAt);
  switch (connection?.state) {
    case 'active':
      return [
        section(
          `:white_check_mark: *Connected* since ${moment(connection.since)}\n${verificationInWords(connection.verification)}`,
        ),
        context(`Last checked: ${checked}`),
        actions(button('Test it', testAction)),
      ];
    case 'broken':
    case 'paused': {
      const { what, why } = causeInWords(connection.cause);
      return [
        section(`:warning: *Not working* since ${moment(connection.since)}\n${what} ${why}`),
        context(`Last checked: ${checked}`),
        actions(button('Reconnect', reconnectAction, { style: 'primary' })),
      ];
    }
    case 'unknown':
      return [
        section(
          ':grey_question: *Nobody knows whether your connection works.*\nIt is in a state that this app has not seen before.',
        ),
        context(`Last checked: ${checked}`),
        actions(button('Reconnect', reconnectAction, { style: 'primary' })),
      ];
    default:
      return setup ? unconnected(attempt?.state === 'pending' || attempt?.state === 'requested') : notSetUp();
  }
}

function unconnected(isWaiting: boolean): KnownBlock[] {
  return [
    section(
      isWaiting
        ? ':hourglass: *Your personal link is waiting for you* in the Messages tab.'
        : '*Not connected.* Connect Gong so that your team’s agents and automations can read your calls. It takes less than a minute.',
    ),
    actions(button(isWaiting ? 'Send another link' : 'Connect Gong', openFormAction, { style: 'primary' })),
    context(`:information_source: ${technicalAdminFact}`),
  ];
}

function notSetUp(): KnownBlock[] {
  return [
    section(
      '*Gong is not set up in this workspace yet.*\nAn admin does that with `/gong-setup`, in about five minutes.',
    ),
    actions(button('Ask the admins', askAdminsAction, { style: 'primary' })),
  ];
}
