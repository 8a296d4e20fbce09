/** What admins are shown of incidents stays within Slack's limits and its sense, in every state that there can be. */

import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/connection.ts';
import type { Confidence, Incident, IncidentCause, Repair } from '../../src/incident.ts';
import { causeWords } from '../../src/incidents/cause-words.ts';
import { buildDigest } from '../../src/incidents/digest-message.ts';
import { buildIncident } from '../../src/incidents/incident-message.ts';
import {
  buildGreeting,
  buildNoticesForm,
  buildNotSavedView,
  buildSavedView,
  buildSavingView,
  channelRefusal,
} from '../../src/incidents/notices-view.ts';
import type { SlackMessage } from '../../src/ports.ts';
import { checkFallbackText, checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const at = Date.UTC(2026, 10, 24, 9);
const causes = Object.keys(causeWords) as IncidentCause[];
const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];
const repairs: readonly (Repair | null)[] = [null, 'reconnected', 'enabled', 'works_again', 'admin', 'too_long'];

function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    teamId: 'T1',
    kind: 'connections',
    authConfigId: 'ac_1',
    accountCause: 'expired',
    diagnosis: diagnosis('secret_changed', 'likely'),
    beganAt: at,
    toldAt: at,
    heldUntil: at + 86_400_000,
    repairedAt: null,
    repair: null,
    releasedAt: null,
    endedAt: null,
    affected: 40,
    restored: 12,
    ...given,
  };
}

function diagnosis(cause: IncidentCause, confidence: Confidence): Incident['diagnosis'] {
  const candidates =
    confidence === 'possible' ? [cause, ...causes.filter((one) => one !== cause)].slice(0, 4) : [cause];
  return {
    cause,
    confidence,
    candidates,
    evidence: Array.from({ length: 9 }, (_, index) => `${index} ${'x'.repeat(200)}`),
  };
}

const faults = (message: SlackMessage): string[] => [...checkMessage(message), ...checkFallbackText(message)];

function buttonsOf({ blocks }: SlackMessage): { text: { text: string }; style?: string }[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as never[]) : []));
}

describe.each(causes)('an incident by %s', (cause) => {
  test.each(confidences)('that is %s is drawn in every state, with one primary button at most', (confidence) => {
    for (const repair of repairs) {
      for (const [releasedAt, endedAt] of [
        [null, null],
        [at + 1, null],
        [at + 1, at + 2],
      ] as const) {
        const kind = cause === 'composio_silent' ? 'composio' : 'connections';
        const repairedAt = repair === null ? null : at;
        const shown = incident({
          kind,
          diagnosis: diagnosis(cause, confidence),
          repair,
          repairedAt,
          releasedAt,
          endedAt,
        });
        const message = buildIncident({ incident: shown, told: 3, setup: { id: 's1', workspaceUrl: null } });
        expect(faults(message)).toEqual([]);
        const buttons = buttonsOf(message);
        expect(buttons.filter(({ style }) => style === 'primary').length).toBeLessThanOrEqual(1);
        if (endedAt !== null) expect(buttons).toEqual([]);
        else expect(buttons.map(({ text }) => text.text)).toContain('Check again');
        if (confidence === 'possible') expect(message.text).not.toMatch(/likely cause|The cause:/);
      }
    }
  });
});

test('a message says how it goes on: nobody told, told by whom, so many back', () => {
  const textOf = (given: Partial<Incident>, told = 0): string =>
    JSON.stringify(buildIncident({ incident: incident(given), told, setup: null }).blocks);
  expect(textOf({})).toMatch(/\*12 of 40 are back\.\* The 28 others have not been told: a reconnect would fail/);
  expect(textOf({ repairedAt: at, repair: 'reconnected' })).toMatch(/Everybody is looked at once more/);
  expect(textOf({ releasedAt: at, repair: 'admin' })).toMatch(
    /An admin said that people can be told\. The 28 others were told/,
  );
  expect(textOf({}, 5)).toMatch(
    /23 others have not been told: a reconnect would fail\..*5 were told before this was noticed: their alerts say now/,
  );
  expect(textOf({ affected: 13 }, 1)).toMatch(/are back\.\* The other one was told before this was noticed/);
  expect(textOf({ toldAt: at + 600_000 })).toMatch(/40 Gong connections stopped working for what may be one reason/);
  expect(textOf({ toldAt: at + 599_999 })).toMatch(/40 Gong connections stopped working at once/);
  expect(textOf({ affected: 1, restored: 0 })).toMatch(/0 of 1 are back\.\* They have not been told/);
  expect(textOf({ affected: 7, restored: 1 })).toMatch(/1 of 7 is back\.\* The 6 others have not been told/);
  expect(textOf({ restored: 40, endedAt: at })).toMatch(/\*40 of 40 are back\.\*"/);
  expect(textOf({ restored: 40, endedAt: at })).toMatch(/:white_check_mark: \*Over: /);
  const givenUp = textOf({ releasedAt: at, endedAt: at });
  expect(givenUp).toMatch(/:wrench: \*No longer followed: .*\*12 of 40 are back\.\* The 28 others still do not work/);
  expect(givenUp).not.toMatch(/Over|check_mark/);
  expect(textOf({ affected: 0, restored: 0, endedAt: at })).toMatch(/Over: Gong.*have disconnected or left since/);
});

test('a digest does not call over what was given up', () => {
  const given = { from: at, until: at + 1, outages: [] };
  const shown = (one: Partial<Incident>): string =>
    JSON.stringify(
      buildDigest({ ...given, incidents: [{ incident: incident({ endedAt: at, ...one }), told: 0 }] }).blocks,
    );
  expect(shown({})).toMatch(/No longer followed: .*28 others still do not work/);
  expect(shown({ kind: 'composio' })).toMatch(/No longer followed: Composio does not answer/);
  expect(shown({ restored: 40 })).toMatch(/Over: /);
});

test('a digest of a bad day is drawn, and counts whom it does not name', () => {
  const outages = Array.from({ length: 150 }, (_, index) => ({
    owner: `U${index}`,
    beganAt: at,
    endedAt: index % 2 === 0 ? null : at,
    cause: 'expired' as Cause,
  }));
  const incidents = Array.from({ length: 30 }, (_, index) => ({
    incident: incident({ id: `i${index}`, endedAt: index % 2 === 0 ? null : at }),
    told: 0,
  }));
  const digest = buildDigest({ from: at, until: at + 1, incidents, outages });
  expect(faults(digest)).toEqual([]);
  expect(JSON.stringify(digest.blocks)).toMatch(/and 130 more/);
  expect(digest.text).toMatch(/15 things need a look/);
});

test('the form of the notices and all that it answers are drawn', () => {
  const chosen = {
    channel: 'C123',
    pace: 'digest',
    quiet: { from: 0, until: 1439 },
    timeZone: 'Europe/Amsterdam',
  } as const;
  const usual = { channel: null, pace: 'immediate', quiet: null, timeZone: 'UTC' } as const;
  const words = ['not_in_channel', 'is_archived', 'restricted_action'].map((error) => channelRefusal('C1', error));
  const views = [
    buildNoticesForm(chosen, 'America/Argentina/ComodRivadavia'),
    buildNoticesForm(usual, 'UTC'),
    buildNoticesForm(chosen, chosen.timeZone),
    buildSavingView(),
    buildSavedView(chosen),
    buildSavedView(usual),
    ...words.map(buildNotSavedView),
  ];
  for (const view of views) expect(checkView(view)).toEqual([]);
  expect(faults(buildGreeting('U1'))).toEqual([]);
  for (const said of words) expect(said).toMatch(/Choose another|choose the channel again/);
});
