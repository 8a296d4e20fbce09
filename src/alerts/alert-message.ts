/** The DM that says a connection stopped working, its reminders, and the one that says it is back. Pure. */

import { actions, button, context, fixedMoment, moment, section, span } from '../block-kit.ts';
import { causeInWords, type SetupStanding } from '../causes.ts';
import { disconnectAction, reconnectAction } from '../connect/actions.ts';
import type { ConnectionState } from '../connection.ts';
import type { Repair } from '../incident.ts';
import type { Outage } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { snoozeAction } from './actions.ts';

export interface AlertGiven {
  alertId: string;
  outage: Pick<Outage, 'id' | 'beganAt' | 'endedAt' | 'cause' | 'snoozedUntil'>;
  /** The connection's state now. */
  state: ConnectionState;
  /** Of the setup that the connection was made with. */
  setup: SetupStanding;
  /** 0: the alert itself; 1 and more: a reminder. */
  reminder: number;
  /** It broke for several together: what is known of the repair, or that it is waited for; null: it did not. */
  repair: Repair | 'awaited' | null;
}

export function buildAlert(given: AlertGiven): SlackMessage {
  return {
    ...(given.outage.endedAt === null ? broken(given) : over(given)),
    // A tool that reads the DM knows an alert by this (contract: "Words on the forms").
    metadata: { event_type: 'gong_connect_alert', event_payload: { alert_id: given.alertId } },
  };
}

function broken({ outage, setup, reminder, repair }: AlertGiven): SlackMessage {
  const { what, why } = causeInWords(outage.cause, setup);
  const headline =
    reminder === 0 ? 'Your Gong connection stopped working.' : 'Your Gong connection still does not work.';
  const isOfAll = outage.cause === 'auth_config_disabled' && setup !== 'replaced';
  const isAwaited = repair === 'awaited' && setup !== 'replaced';
  const now = isOfAll ? ofAll[setup === 'gone' ? 'gone' : 'off'] : isAwaited ? awaited : pressReconnect;
  const snoozed = outage.snoozedUntil === null ? [] : [context(`Snoozed until ${fixedMoment(outage.snoozedUntil)}.`)];
  return {
    text: `${headline} ${what}${isOfAll || isAwaited ? '' : ' Press Reconnect to repair it.'}`,
    blocks: [
      section(`:warning: *${headline}*\n${what} ${why}\n${now}`),
      actions(
        button('Reconnect', reconnectAction, isAwaited ? {} : { style: 'primary' }),
        ...(outage.snoozedUntil === null ? [button('Snooze for 7 days', snoozeAction, { value: outage.id })] : []),
        button('Disconnect', disconnectAction, { confirm: confirmDisconnect }),
      ),
      ...snoozed,
      ...(reminder === 0 && !isOfAll && repair && repair !== 'awaited' ? [context(heldInWords(repair))] : []),
      context(`Since ${moment(outage.beganAt)}. Until it is repaired, agents and automations cannot use your Gong.`),
    ],
  };
}

const pressReconnect = 'Press *Reconnect* and you will get a new personal link. It takes less than a minute.';
const awaited =
  'It broke for many people at once, and the admins know. A reconnect would fail until they have repaired it: this message will say when it works.';
const ofAll = {
  off: 'You did nothing wrong and need not do anything: once it is switched on, your connection works again by itself.',
  gone: 'You did nothing wrong and need not do anything yet: this message will say when a reconnect works.',
};

/** Why it is told only now, and what can be expected of Reconnect. */
function heldInWords(repair: Repair): string {
  if (repair === 'too_long') {
    return 'It broke for many people at once. The admins know, and as far as this app can tell it is not repaired yet: if *Reconnect* fails, ask them before you try again.';
  }
  return repair === 'admin'
    ? 'It broke for many people at once. The admins say that reconnecting works now.'
    : 'It broke for many people at once. That has been repaired, and reconnecting works now.';
}

function over({ outage, state }: AlertGiven): SlackMessage {
  if (state === 'none' || state === 'left') {
    const text = 'This Gong connection has ended.';
    return { text, blocks: [section(`*${text}*`)] };
  }
  const text =
    state === 'active' ? 'Your Gong connection works again.' : 'Your Gong connection worked again after this.';
  const when = outage.endedAt === null ? '' : ` It did not work ${span(outage.beganAt, outage.endedAt)}.`;
  return { text, blocks: [section(`:white_check_mark: *${text}*${when}`)] };
}

/**
 * The short DM after an outage that the person did not end with a link of their own.
 * @param state the connection's, which may have changed since the DM was sent
 */
export function buildRecovered(state: ConnectionState): SlackMessage {
  if (state === 'active') {
    const text = 'Your Gong connection works again. There is nothing to do.';
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const text =
    state === 'none' || state === 'left'
      ? 'This Gong connection has ended.'
      : 'Your Gong connection worked for a moment, then stopped once more. The alert above has the button that repairs it.';
  return { text, blocks: [section(text)] };
}

const confirmDisconnect = {
  title: { type: 'plain_text' as const, text: 'Disconnect Gong?' },
  text: { type: 'plain_text' as const, text: 'The connection is removed and you will not be reminded again.' },
  confirm: { type: 'plain_text' as const, text: 'Disconnect' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
  style: 'danger' as const,
};
