/** The card of somebody's own connection: how it is, and the one button that fits. Pure. */

import type { Button, KnownBlock } from '@slack/types';
import { isUnderWay } from '../attempt.ts';
import { actions, button, context, moment, section } from '../block-kit.ts';
import { causeInWords, isOfReplacedSetup } from '../causes.ts';
import { askAdminsAction, openFormAction, reconnectAction, testAction } from '../connect/actions.ts';
import {
  besidesPauseInWords,
  connectedInWords,
  pauseInWords,
  quickForTechnicalAdmins,
  technicalAdminFact,
  verificationInWords,
} from '../connect/words.ts';
import { isNotAnswering } from '../connections-port.ts';
import type { PersonStatus, SavedSetup } from '../model.ts';
import type { Pause } from '../stores/pauses.ts';

/**
 * @param setup what there is to connect with; null: nothing
 * @param pause the admins' own that goes on; null: there is none
 */
export function buildCard(
  status: PersonStatus,
  setup: Pick<SavedSetup, 'authConfigId'> | null,
  pause: Pause | null,
): KnownBlock[] {
  if (pause !== null) return whilePaused(status, pause);
  const { connection, attempt, lastCheckedAt } = status;
  const isWaiting = isUnderWay(attempt);
  const waiting = isWaiting ? [section(linkIsWaiting)] : [];
  const checked = lastCheckedAt === null ? 'not yet' : moment(lastCheckedAt);
  switch (connection?.state) {
    case 'active': {
      const { isWell, headline } = connectedInWords(connection.verification);
      return [
        section(
          `${isWell ? ':white_check_mark:' : ':warning:'} *${headline}* since ${moment(connection.since)}\n${verificationInWords(connection.verification)}`,
        ),
        ...waiting,
        context(`Last checked: ${checked}`),
        actions(repair(connection.verification)),
      ];
    }
    case 'broken':
    case 'paused': {
      const standing = isOfReplacedSetup(connection, setup) ? 'replaced' : 'in_force';
      const { what, why } = causeInWords(connection.cause, standing);
      return [
        section(`:warning: *Not working* since ${moment(connection.since)}\n${what} ${why}`),
        ...waiting,
        context(`Last checked: ${checked}`),
        actions(reconnectButton(isWaiting)),
      ];
    }
    case 'unknown':
      return [
        section(
          ':grey_question: *Nobody knows whether your connection works.*\nIt is in a state that this app has not seen before.',
        ),
        ...waiting,
        context(`Last checked: ${checked}`),
        actions(reconnectButton(isWaiting)),
      ];
    default:
      return setup !== null ? unconnected(isWaiting) : notSetUp();
  }
}

/** No button: nothing that one could press works before Gong is resumed. */
function whilePaused({ connection }: PersonStatus, pause: Pause): KnownBlock[] {
  const isThere = connection !== null && connection.state !== 'none' && connection.state !== 'left';
  const besides = isThere ? besidesPauseInWords(connection) : null;
  return [
    ...(isThere ? [] : [section('*Not connected.*')]),
    section(pauseInWords(pause)),
    ...(besides === null ? [] : [context(besides)]),
  ];
}

const linkIsWaiting = ':hourglass: *Your personal link is waiting for you* in the Messages tab.';

function reconnectButton(isWaiting: boolean): Button {
  return isWaiting
    ? button('Send another link', reconnectAction)
    : button('Reconnect', reconnectAction, { style: 'primary' });
}

/** One button: what the words about the last test ask for. */
function repair(verification: string | null): Button {
  return isNotAnswering(verification)
    ? button('Change the URL', openFormAction, { style: 'primary' })
    : button('Test it', testAction);
}

function unconnected(isWaiting: boolean): KnownBlock[] {
  return [
    section(
      isWaiting
        ? linkIsWaiting
        : `*Not connected.* Connect Gong so that your team’s agents and automations can use your Gong. ${quickForTechnicalAdmins}`,
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
