/** Everything about the company connection that people read is something Slack draws, and says what it must. */

import { describe, expect, test } from 'vitest';
import { buildAccessTrouble } from '../../src/company/access-trouble-message.ts';
import { accessInWords } from '../../src/company/access-words.ts';
import { buildCompanyCard, buildJoining, buildNotLetIn } from '../../src/company/answers.ts';
import { buildBlocked, buildBlockLifted } from '../../src/company/blocked-message.ts';
import { buildCompanyLinkMessage } from '../../src/company/company-link-message.ts';
import {
  buildCompanyEnded,
  buildGranted,
  buildGrantedInOutage,
  buildGrantedInPause,
  buildGrantOver,
  buildPlaceLost,
} from '../../src/company/grant-messages.ts';
import { buildModeView } from '../../src/company/mode-view.ts';
import { buildOffer } from '../../src/company/offer-message.ts';
import {
  buildCompanyAlert,
  buildCompanyRecovered,
  buildUsersOutage,
  buildUsersRecovered,
} from '../../src/company/outage-messages.ts';
import { buildUrlView } from '../../src/company/url-view.ts';
import type { IncidentCause } from '../../src/incident.ts';
import { causeWords } from '../../src/incidents/cause-words.ts';
import type { AccessForm, AccessTrouble, CompanyStatus, Connection, Grant } from '../../src/model.ts';
import { attempt, connection, pause } from '../connect/people.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const at = Date.parse('2026-11-24T10:00:00Z');
const shared = (given: Partial<Connection> = {}) => connection({ owner: 'company', accountId: 'ca_company', ...given });
const company = (given: Partial<CompanyStatus> = {}): CompanyStatus => ({
  mode: 'company',
  connection: shared(),
  attempt: null,
  outage: null,
  approver: { teamId: 'T1', slackUserId: 'U9ADMIN', externalUserId: 'external-9' },
  access: { form: 'allow_list', leftOut: 0, confirmedAt: at },
  accessOwed: { waiting: 0, leaving: 0 },
  accessTrouble: null,
  lastCheckedAt: at,
  ...given,
});
const grant = (state: Grant['state']): Grant => ({
  teamId: 'T1',
  slackUserId: 'U1',
  state,
  since: at,
  askedAt: at,
  blockedAt: null,
});
const person = { teamId: 'T1', slackUserId: 'U1', externalUserId: 'external-1' };
const textOf = (shown: unknown) => JSON.stringify(shown);

const connections = [
  null,
  shared({ state: 'none', accountId: null }),
  shared(),
  shared({ state: 'unknown' }),
  shared({ verification: 'wrong_base_url' }),
  ...(['expired', 'revoked', 'failed', 'deleted', 'disabled', 'auth_config_disabled', null] as const).map((cause) =>
    shared({ state: 'broken', cause }),
  ),
];

describe.each(
  connections.map((one) => [one?.state ?? 'never connected', one?.cause ?? one?.verification, one] as const),
)('a company connection that is %s (%s)', (_state, _cause, one) => {
  test('is shown to those who use it, without jargon', () => {
    for (const form of ['allow_list', 'deny_list', 'full'] as const) {
      const status = company({ connection: one, access: { form, leftOut: 3, confirmedAt: at } });
      for (const state of ['wanted', 'granted'] as const) {
        for (const withDetails of [true, false]) {
          const given = { company: status, grant: grant(state), person, setup: null };
          const card = buildCompanyCard(given, withDetails);
          expect(checkMessage(card)).toEqual([]);
          expect(textOf(card)).not.toMatch(/Composio/);
        }
      }
      for (const shown of [buildJoining(status), buildNotLetIn(status)]) expect(checkMessage(shown)).toEqual([]);
    }
  });

  test('is shown to admins in a modal', () => {
    for (const mode of ['personal', 'company'] as const) {
      for (const ownActive of [0, 1, 2]) {
        const view = buildModeView({ company: company({ mode, connection: one }), grants: { wanted: 1 }, ownActive });
        expect(checkView(view)).toEqual([]);
        expect(textOf(view).match(/"style":"primary"/g)?.length ?? 0).toBeLessThanOrEqual(1);
      }
    }
  });
});

test('during a pause no screen of the company’s connection says that it works', () => {
  const status = company();
  for (const shown of [
    buildCompanyCard({ company: status, grant: grant('granted'), person, setup: null, pause }, false),
    buildJoining(status, pause),
    buildGrantedInPause(pause),
    ...(['pending', 'won', 'lapsed', 'failed'] as const).map((state) =>
      buildCompanyLinkMessage({
        attempt: attempt({ state, owner: 'company', reason: state === 'failed' ? 'paused' : null }),
        url: 'https://connect.example/link',
        connection: state === 'won' ? { since: at, verification: 'works' } : null,
        other: null,
        isForAdmin: false,
        pause,
      }),
    ),
  ]) {
    expect(checkMessage(shown)).toEqual([]);
    expect(textOf(shown)).toMatch(/Gong is paused\* by <@U0> since/);
    expect(textOf(shown)).not.toMatch(/Everything works|can now work|You can use|connect.example/);
  }
  const modal = buildModeView({ company: status, grants: {}, ownActive: 0, pause });
  expect(checkView(modal)).toEqual([]);
  expect(textOf(modal)).not.toMatch(/Everything works/);
});

test('a link for the company is a message in every state, and names Composio to admins alone', () => {
  const states = ['requested', 'pending', 'won', 'lapsed', 'declined', 'superseded', 'failed'] as const;
  for (const state of states) {
    for (const reason of [null, 'sharing_refused', 'key_refused', 'down', 'slow', 'rate_limited', 'Composio said no']) {
      for (const other of ['works', 'does_not_work', null] as const) {
        for (const isForAdmin of [true, false]) {
          for (const verification of [null, 'works', 'wrong_base_url', 'not_allowed']) {
            const message = buildCompanyLinkMessage({
              attempt: attempt({ state, reason, owner: 'company' }),
              url: state === 'pending' ? 'https://connect.example/link' : null,
              connection: state === 'won' ? { since: at, verification } : null,
              other,
              isForAdmin,
            });
            expect(checkMessage(message)).toEqual([]);
            if (!isForAdmin) expect(textOf(message)).not.toMatch(/Composio/);
            if (other !== 'works') expect(textOf(message)).not.toMatch(/works on as before/);
          }
        }
      }
    }
  }
});

const diagnoses = (['certain', 'likely', 'possible'] as const).flatMap((confidence) =>
  (Object.keys(causeWords) as IncidentCause[]).map((cause) => ({
    cause,
    confidence,
    candidates: [cause, 'secret_changed' as const],
    evidence: ['Composio’s reason: `x`.', 'Somebody tried.'],
  })),
);

test('an outage of the company connection is a message at every stage', () => {
  for (const endedAt of [null, at + 60_000]) {
    const outage = { id: 'o1', beganAt: at, endedAt, cause: 'expired' as const, snoozedUntil: null };
    for (const state of ['active', 'broken', 'none'] as const) {
      for (const reminder of [0, 1]) {
        for (const diagnosis of [null, ...diagnoses]) {
          for (const isReplaced of [true, false]) {
            const setup = diagnosis?.confidence === 'certain' ? { id: 's1', workspaceUrl: null } : null;
            const given = { alertId: 'a1', outage, state, reminder, users: 1, diagnosis, setup, isReplaced };
            const alert = buildCompanyAlert(given);
            expect(checkMessage(alert)).toEqual([]);
            expect(textOf(alert)).not.toMatch(/You read this/);
            expect(alert.metadata).toEqual({ event_type: 'gong_connect_alert', event_payload: { alert_id: 'a1' } });
            if (endedAt === null) expect(textOf(alert)).toMatch(/"text":"Reconnect"/);
          }
        }
      }
      expect(checkMessage(buildCompanyRecovered(state))).toEqual([]);
    }
    for (const shown of [buildUsersOutage(outage), buildUsersRecovered(true), buildUsersRecovered(false)]) {
      expect(checkMessage(shown)).toEqual([]);
      expect(textOf(shown)).not.toMatch(/Composio/);
    }
  }
});

test('what people read about their own use of it is a message, and names nothing they do not know', () => {
  for (const shown of [
    buildGranted(),
    buildGrantedInOutage(),
    buildGrantOver(false),
    buildGrantOver(true),
    buildPlaceLost(),
    buildBlocked([]),
    buildBlocked(['U9ADMIN']),
    buildBlockLifted(),
    buildCompanyEnded(),
  ]) {
    expect(checkMessage(shown)).toEqual([]);
    expect(textOf(shown)).not.toMatch(/Composio/);
  }
});

const trouble = (given: Partial<AccessTrouble> = {}): AccessTrouble => ({
  id: 't1',
  kind: 'sharing_refused',
  beganAt: at,
  tries: 4,
  nextTryAt: at,
  affected: 2,
  toldAt: null,
  endedAt: null,
  ...given,
});
const kinds = [
  ...(['sharing_refused', 'key_refused', 'bad_request', 'not_found', 'rate_limited', 'down', 'slow'] as const),
  ...(['unreadable', 'not_shown', 'not_kept'] as const),
];

test.each(kinds)(
  'an access list that cannot be written (%s) is told to admins, and to others without jargon',
  (kind) => {
    const crowd = Array.from({ length: 900 }, (_, index) => `U${100_000_000 + index}`);
    for (const endedAt of [null, at + 60_000]) {
      for (const isThere of [true, false]) {
        for (const people of [[], ['U1'], crowd]) {
          const given = {
            trouble: trouble({ kind, endedAt }),
            isThere,
            waiting: people,
            leaving: people,
          };
          expect(checkMessage(buildAccessTrouble(given))).toEqual([]);
        }
      }
    }
    const status = company({ accessTrouble: trouble({ kind }), accessOwed: { waiting: 1, leaving: 0 } });
    const view = buildModeView({ company: status, grants: { wanted: 1 }, ownActive: 0 });
    expect(checkView(view)).toEqual([]);
    expect(textOf(view)).toContain('Who may use it could not be changed');
    expect(textOf(view)).not.toContain('Everybody who is let in');
    const given = { company: status, grant: grant('wanted'), person, setup: null };
    for (const shown of [buildJoining(status), buildCompanyCard(given, false)]) {
      expect(checkMessage(shown)).toEqual([]);
      expect(textOf(shown)).toContain('takes longer than usual');
      expect(textOf(shown)).not.toMatch(/Composio/);
    }
  },
);

test('how the list is kept never claims that everybody is on it while something is owed', () => {
  const words = (waiting: number, leaving: number, leftOut = 0, form: AccessForm = 'allow_list') =>
    accessInWords(company({ access: { form, leftOut, confirmedAt: at }, accessOwed: { waiting, leaving } }));
  expect(words(0, 0)).toBe('Everybody who is let in is on the allow-list.');
  expect(words(2, 0)).toBe('2 people wait to be let in.');
  expect(words(0, 1)).toBe('One person asked to be out and is still allowed.');
  expect(words(1, 3, 0, 'deny_list')).toMatch(
    /deny-list: .*One person waits to be let in, and 3 people asked to be out/,
  );
  expect(accessInWords(company({ access: null }))).toBe('Who is let in is being written to Composio.');
});

test('the offer counts people, or links when one person tried twice', () => {
  const consent = (slackUserId: string) => ({ attemptId: 'a', slackUserId, outcome: 'lapsed' as const, endedAt: at });
  expect(buildOffer([consent('U1'), consent('U2')], 'open').text).toContain('2 people could not connect');
  expect(buildOffer([consent('U1'), consent('U1')], 'open').text).toContain('2 links to connect Gong came to nothing');
  for (const standing of ['open', 'chosen', 'refused'] as const) {
    const offer = buildOffer([consent('U1')], standing);
    expect(checkMessage(offer)).toEqual([]);
    expect(offer.blocks.some(({ type }) => type === 'actions')).toBe(standing === 'open');
  }
});

test('the form for another API base URL carries the contract’s label', () => {
  const view = buildUrlView('https://api.gong.io');
  expect(checkView(view)).toEqual([]);
  expect(textOf(view)).toContain('"text":"API base URL"');
});
