/** What admins and those who use it read when the company connection stops working, and when it is back. Pure. */

import { snoozeAction } from '../alerts/actions.ts';
import { actions, button, context, fixedMoment, moment, section, span } from '../block-kit.ts';
import type { Cause, ConnectionState } from '../connection.ts';
import type { Diagnosis } from '../incident.ts';
import { diagnosisInWords } from '../incidents/cause-words.ts';
import type { Outage } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { openModeAction } from './actions.ts';
import { reconnectInWords, repairButtons, repairInWords } from './outage-words.ts';
import { companyCauseInWords } from './words.ts';

export interface CompanyAlertGiven {
  alertId: string;
  outage: Pick<Outage, 'id' | 'beganAt' | 'endedAt' | 'cause' | 'snoozedUntil'>;
  /** The connection's state now. */
  state: ConnectionState;
  /** 0: the alert itself; 1 and more: a reminder. */
  reminder: number;
  /** How many people use the connection. */
  users: number;
  /** What is behind it; null: nothing but what Composio says of the account. */
  diagnosis: Diagnosis | null;
  /** The setup in force; null: nothing is set up any more. */
  setup: { id: string; workspaceUrl: string | null } | null;
  /** Whether another setup has taken the place of the one that it was made with. */
  isReplaced: boolean;
}

export function buildCompanyAlert(given: CompanyAlertGiven): SlackMessage {
  return {
    ...(given.outage.endedAt === null ? broken(given) : over(given)),
    // A tool that reads the DM knows an alert by this (contract: "Words on the forms").
    metadata: { event_type: 'gong_connect_alert', event_payload: { alert_id: given.alertId } },
  };
}

function broken({ outage, reminder, users, ...given }: CompanyAlertGiven): SlackMessage {
  const headline =
    reminder === 0
      ? 'The company’s Gong connection stopped working.'
      : 'The company’s Gong connection still does not work.';
  const { what, now, evidence } = given.isReplaced ? ofSetupBefore : ofCause(outage.cause, given.diagnosis);
  const seen = evidence.map((line) => `• ${line}`).join('\n');
  const snoozed = outage.snoozedUntil === null ? [] : [context(`Snoozed until ${fixedMoment(outage.snoozedUntil)}.`)];
  return {
    text: `${headline} ${what}`,
    blocks: [
      section(`:rotating_light: *${headline}*\n${what}\n*What to do:* ${now}`),
      ...(seen === '' ? [] : [section(`*What was seen*\n${seen}`)]),
      actions(
        ...repairButtons(outage.id, given.isReplaced ? null : given.diagnosis, given.setup),
        button('How people connect', openModeAction),
        ...(outage.snoozedUntil === null ? [button('Snooze for 7 days', snoozeAction, { value: outage.id })] : []),
      ),
      ...snoozed,
      context(
        `Since ${moment(outage.beganAt)}. ${users === 1 ? 'One person uses it' : `${users} people use it`}, and they are told once if it lasts. This message is kept up to date.`,
      ),
    ],
  };
}

interface AlertWords {
  what: string;
  now: string;
  evidence: readonly string[];
}

const ofSetupBefore: AlertWords = {
  what: 'Gong was set up anew, and this connection belongs to the setup before.',
  now: reconnectInWords,
  evidence: [],
};

function ofCause(cause: Cause, diagnosis: Diagnosis | null): AlertWords {
  const why = diagnosis === null ? '' : ` ${diagnosisInWords(diagnosis)}`;
  return {
    what: `${companyCauseInWords(cause)}${why}`,
    now: repairInWords(cause, diagnosis),
    evidence: diagnosis?.evidence ?? [],
  };
}

function over({ outage, state }: CompanyAlertGiven): SlackMessage {
  if (state === 'none' || state === 'left') {
    const text = 'The company’s Gong connection was ended.';
    return { text, blocks: [section(`*${text}*`)] };
  }
  const text =
    state === 'active'
      ? 'The company’s Gong connection works again.'
      : 'The company’s Gong connection worked again after this.';
  return { text, blocks: [section(`:white_check_mark: *${text}*${lasted(outage)}`)] };
}

function lasted({ beganAt, endedAt }: Pick<Outage, 'beganAt' | 'endedAt'>): string {
  return endedAt === null ? '' : ` It did not work ${span(beganAt, endedAt)}.`;
}

/** The short DM to an admin after an outage. */
export function buildCompanyRecovered(state: ConnectionState): SlackMessage {
  const text = {
    back: 'The company’s Gong connection works again. Everybody who is let in can use it.',
    ended: 'The company’s Gong connection was ended.',
    again:
      'The company’s Gong connection worked for a moment, then stopped once more. The alert above has the button that repairs it.',
  }[state === 'active' ? 'back' : state === 'none' || state === 'left' ? 'ended' : 'again'];
  return { text, blocks: [section(state === 'active' ? `:white_check_mark: ${text}` : text)] };
}

/** The one message to each who uses it, when it has lasted. */
export function buildUsersOutage(outage: Pick<Outage, 'beganAt' | 'endedAt'>): SlackMessage {
  if (outage.endedAt !== null) {
    const text = 'The company’s Gong connection worked again after this.';
    return { text, blocks: [context(`${text}${lasted(outage)}`)] };
  }
  const text = 'The company’s Gong connection does not work at the moment.';
  const now =
    'You did nothing wrong and need not do anything: the admins have been told, and you hear when it is back.';
  return {
    text: `${text} ${now}`,
    blocks: [
      section(`:warning: *${text}*\n${now}`),
      context(`Since ${moment(outage.beganAt)}. Until then agents and automations cannot read Gong for you.`),
    ],
  };
}

/** To those who were told that it did not work. */
export function buildUsersRecovered(isBack: boolean): SlackMessage {
  const text = isBack
    ? 'The company’s Gong connection works again. There is nothing to do.'
    : 'The company’s Gong connection worked for a moment, then stopped once more. The admins know.';
  return { text, blocks: [section(isBack ? `:white_check_mark: ${text}` : text)] };
}
