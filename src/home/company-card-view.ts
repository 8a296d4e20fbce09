/** The card where the company shares one connection: whether its reader may use it, and the one button that fits. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, moment, section } from '../block-kit.ts';
import { companyCauseInWords, isConnected } from '../company/words.ts';
import { disconnectAction, openFormAction, testAction } from '../connect/actions.ts';
import { pauseInWords, verificationInWords } from '../connect/words.ts';
import type { CompanyStatus, Grant } from '../model.ts';
import type { Pause } from '../stores/pauses.ts';

/** @param pause the admins' own that goes on; null: there is none */
export function buildCompanyCard(company: CompanyStatus, grant: Grant | null, pause: Pause | null): KnownBlock[] {
  const { connection, lastCheckedAt } = company;
  const isLetIn = grant?.state === 'granted' || grant?.state === 'wanted';
  if (grant !== null && grant.blockedAt !== null) return [section(blocked)];
  const paused = pause === null ? [] : [section(pauseInWords(pause))];
  if (!grant || !isLetIn) return [...notLetIn(isConnected(connection)), ...paused];
  const stop = actions(button('Stop using it', disconnectAction, { confirm: confirmStop }));
  if (!isConnected(connection)) {
    return [
      section(
        ':hourglass: *Your company’s Gong connection is not there yet.*\nYou are let in as soon as it is, and a direct message says so.',
      ),
      actions(button('Take back my request', disconnectAction, { confirm: confirmTakeBack })),
      ...paused,
    ];
  }
  if (pause !== null) return [...paused, stop];
  const checked = context(`Last checked: ${lastCheckedAt === null ? 'not yet' : moment(lastCheckedAt)}`);
  if (connection.state === 'unknown') {
    return [
      section(
        ':grey_question: *Nobody knows whether your company’s Gong connection works.*\nIt is in a state that this app has not seen before. The admins can see it, too.',
      ),
      checked,
      stop,
    ];
  }
  if (connection.state !== 'active') {
    return [
      section(
        `:warning: *Your company’s Gong connection does not work* since ${moment(connection.since)}\n${companyCauseInWords(connection.cause)} The admins have been told; you need not do anything.`,
      ),
      checked,
      stop,
    ];
  }
  if (grant.state === 'wanted') {
    const long = company.accessTrouble === null ? '' : ' It takes longer than usual at the moment.';
    return [
      section(`:hourglass: *You are being let in.*${long}\nA direct message says when that is done.`),
      checked,
      stop,
    ];
  }
  return [
    section(
      `:white_check_mark: *Connected* through your company’s connection since ${moment(grant.since)}\n${verificationInWords(connection.verification)}`,
    ),
    checked,
    actions(button('Test it', testAction)),
  ];
}

const blocked =
  ':no_entry: *An admin has blocked the company’s Gong connection for you.*\nIf you need it, ask whoever looks after Gong here: only an admin can lift it.';

function notLetIn(isThere: boolean): KnownBlock[] {
  const how = isThere
    ? 'One press lets you in: no browser, nothing to approve.'
    : 'Your company’s connection is not there yet; ask now, and you are let in as soon as it is.';
  return [
    section(`*Not connected.* Your company has one Gong connection for everybody who is let in. ${how}`),
    actions(button('Connect Gong', openFormAction, { style: 'primary' })),
  ];
}

const confirmTakeBack = {
  title: { type: 'plain_text' as const, text: 'Take it back?' },
  text: {
    type: 'plain_text' as const,
    text: 'You are not let in when your company’s connection is there. You can ask again at any time.',
  },
  confirm: { type: 'plain_text' as const, text: 'Take it back' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
};

const confirmStop = {
  title: { type: 'plain_text' as const, text: 'Stop using it?' },
  text: {
    type: 'plain_text' as const,
    text: 'Agents and automations can no longer read Gong for you. The others keep the company’s connection, and you can come back at any time.',
  },
  confirm: { type: 'plain_text' as const, text: 'Stop' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
};
