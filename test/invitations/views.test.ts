/** Every screen and DM of invitations stays within Slack's limits, and stays readable with thousands of people. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { progressBar } from '../../src/block-kit.ts';
import { SlackError } from '../../src/errors.ts';
import { buildForm } from '../../src/invitations/form-view.ts';
import { buildInvitation, buildNudge } from '../../src/invitations/invitation-message.ts';
import { buildNotice } from '../../src/invitations/plain-view.ts';
import { buildLookingView, buildPreview } from '../../src/invitations/preview-view.ts';
import { buildBatchView, buildReportMessage, buildSendingView } from '../../src/invitations/report-view.ts';
import { unreadInWords } from '../../src/invitations/source-words.ts';
import { undeliveredInWords } from '../../src/invitations/words.ts';
import type { SlackMessage } from '../../src/ports.ts';
import type { Audience, BatchResults, InvitationBatch } from '../../src/stores/invitation-batches.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `U0123ABCD${index}`);
const audienceOf = (count: number): Audience => ({
  invitees: people(count).map((slackUserId) => ({ slackUserId, timeZone: null, isGuest: true })),
  skipped: {
    connected: people(count),
    recent: people(count),
    deactivated: people(count),
    bot: people(count),
    outside: people(count),
  },
  repeated: count,
  unread: Array.from({ length: Math.min(count, 40) }, (_, index) => ({
    kind: index % 2 ? 'channel' : 'user_group',
    id: `C${index}`,
    words: unreadInWords('channel', new SlackError('channel_not_found', { isOutcomeUnknown: false })),
  })),
  isUnchecked: true,
});
const batchOf = (count: number): InvitationBatch => ({
  id: 'b1',
  teamId: 'T1',
  invitedBy: 'U1',
  state: 'sending',
  audience: audienceOf(count),
  createdAt: 0,
  sentAt: 0,
});
const resultsOf = (count: number, owed: number): BatchResults => ({
  sent: people(count - owed),
  owed: people(owed),
  connected: people(count),
  failed: people(count).map((slackUserId, index) => ({ slackUserId, error: `error_${index % 30}` })),
});
const read = ({ blocks }: { blocks: unknown[] }): string => JSON.stringify(blocks);

describe.each([0, 1, 100, 101, 1_000, 10_000])('with %i people everywhere', (count) => {
  test('preview, bar and report are what Slack can draw', () => {
    for (const view of [
      buildPreview('b1', audienceOf(count), 'personal'),
      buildBatchView(batchOf(count), resultsOf(count, Math.ceil(count / 3)), 60_000),
      buildBatchView(batchOf(count), resultsOf(count, Math.ceil(count / 3)), 60_000, { isPaused: true }),
      buildBatchView(batchOf(count), resultsOf(count, 0), 60_000),
    ]) {
      expect(checkView(view)).toEqual([]);
    }
    expect(checkMessage(buildReportMessage(batchOf(count), resultsOf(count, 0)))).toEqual([]);
  });
});

test('a long list is cut, says how many more there are, and where everybody is', () => {
  const report = read(buildBatchView(batchOf(1_000), { sent: people(1_000), owed: [], connected: [], failed: [] }, 0));
  expect(report).toContain('*1,000 people invited*');
  expect(report).toContain('and 900 more');
  expect(report).toMatch(/Long lists are cut here[\s\S]*Everybody and how they are: `\/gong-setup`, \*Roster\*/);
});

describe('what does not fit is offered as a file', () => {
  const few: Audience = {
    ...audienceOf(0),
    invitees: [{ slackUserId: 'U1', timeZone: null }],
  };
  const none: BatchResults = { sent: [], owed: [], connected: [], failed: [] };
  const refused = (count: number, error: (index: number) => string) =>
    people(count).map((slackUserId, index) => ({ slackUserId, error: error(index) }));
  const report = (results: Partial<BatchResults>, skipped: Partial<Audience['skipped']> = {}): string => {
    const batch = { ...batchOf(0), audience: { ...few, skipped: { ...few.skipped, ...skipped } } };
    return read(buildBatchView(batch, { ...none, ...results }, 0));
  };

  test('for whichever list is cut, and for no other', () => {
    const offer = 'Send me all as CSV';
    expect(report({ sent: people(100), failed: refused(100, () => 'user_disabled') })).not.toContain(offer);
    expect(report({ sent: people(101) })).toContain(offer);
    expect(report({ failed: refused(101, () => 'user_disabled') })).toContain(offer);
    expect(report({ connected: people(60) }, { connected: people(40) })).not.toContain(offer);
    expect(report({ connected: people(60) }, { connected: people(41) })).toContain(offer);
    expect(report({ failed: refused(11, (index) => `error_${index}`) })).toContain(offer);
    expect(read(buildPreview('b1', audienceOf(100), 'personal'))).not.toContain(offer);
    expect(read(buildPreview('b1', audienceOf(101), 'personal'))).toContain(offer);
    expect(read(buildPreview('b1', { ...few, skipped: { ...few.skipped, bot: people(101) } }, 'personal'))).toContain(
      offer,
    );
  });

  test('and everybody is counted, whatever the reasons', () => {
    const told = report({ failed: refused(25, (index) => `error_${index}`) });
    const counts = [...told.matchAll(/Could not be invited\* \((\d+)\)/g)].map(([, count]) => Number(count));
    expect(counts).toHaveLength(11);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
  });
});

test('the other screens are what Slack can draw', () => {
  for (const mode of ['personal', 'company'] as const) {
    for (const without of [null, 'None.']) expect(checkView(buildForm(mode, without))).toEqual([]);
  }
  for (const view of [buildLookingView(), buildSendingView(), buildNotice('Something.')]) {
    expect(checkView(view)).toEqual([]);
  }
});

describe('the bar', () => {
  test('fills with what is done, and is full only when all is', () => {
    expect(progressBar(40, 120)).toBe('▓▓▓▓▓▓░░░░░░░░░░░░░░ 40 of 120');
    expect(progressBar(1_999, 2_000)).toMatch(/^▓{19}░ 1,999 of 2,000$/);
    expect(progressBar(2_000, 2_000)).toMatch(/^▓{20} /);
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (one, other) => {
        const [done, all] = one < other ? [one, other] : [other, one];
        expect(progressBar(done, all)).toMatch(/^[▓]*[░]* /);
        expect(progressBar(done, all).split(' ')[0]).toHaveLength(20);
      }),
    );
  });

  test('says how long the rest takes once the pace is known', () => {
    const bar = (elapsedMs: number): string =>
      read(buildBatchView(batchOf(120), { ...resultsOf(120, 90), failed: [] }, elapsedMs));
    expect(bar(5_000)).not.toContain('left.');
    expect(bar(60_000)).toContain('About 3 minutes left.');
    expect(bar(15_000)).toContain('About a minute left.');
  });
});

describe('messages', () => {
  const texts = (message: SlackMessage): string => `${message.text} ${read(message)}`;

  test('are drawn by Slack, offer one main button, and nothing once connected', () => {
    for (const build of [buildInvitation, buildNudge]) {
      for (const mode of ['personal', 'company'] as const) {
        for (const state of ['invited', 'quiet', 'connected'] as const) {
          const message = build('U1', state, mode);
          expect(checkMessage(message)).toEqual([]);
          expect(read(message).match(/"primary"/g)?.length ?? 0).toBe(state === 'connected' ? 0 : 1);
          expect(read(message).includes('stop_reminders')).toBe(state === 'invited');
        }
      }
    }
  });

  test('ask for no Technical Admin where the company connection is there already', () => {
    for (const build of [buildInvitation, buildNudge]) {
      expect(texts(build('U1', 'invited', 'personal'))).toContain('Technical Admin');
      expect(texts(build('U1', 'invited', 'company'))).not.toContain('Technical Admin');
      expect(texts(build('U1', 'invited', 'company'))).toContain('one press');
    }
  });
});

describe('what Slack says is put in words', () => {
  test.each(['channel_not_found', 'not_in_channel', 'no_such_subteam', 'plan_upgrade_required', 'ratelimited'])(
    'a source that cannot be read: %s',
    (slackError) => {
      expect(unreadInWords('channel', new SlackError(slackError, { isOutcomeUnknown: false }))).not.toContain(
        slackError,
      );
    },
  );

  test('a missing scope is named', () => {
    const error = new SlackError('missing_scope', { isOutcomeUnknown: false, neededScopes: ['groups:read'] });
    expect(unreadInWords('channel', error)).toContain('without the scope groups:read');
  });

  test('a refusal nobody foresaw is told by Slack’s own name', () => {
    expect(unreadInWords('user_group', new SlackError('odd_error', { isOutcomeUnknown: false }))).toContain(
      'odd_error',
    );
    expect(undeliveredInWords('odd_error')).toContain('odd_error');
    expect(undeliveredInWords('user_disabled')).toBe('Deactivated in Slack.');
  });
});

test('whoever invites is not sent to a Technical Admin of their own company in a rep’s words', () => {
  const preview = JSON.stringify(buildPreview('b1', audienceOf(2), 'personal'));
  expect(preview).not.toMatch(/ask a Technical Admin of your company/);
  expect(preview).toMatch(/How people connect/);
  expect(preview).toMatch(/Those who do not connect are reminded/);
  expect(buildInvitation('U1', 'invited', 'personal').text).toMatch(
    /For a Gong Technical Admin it takes less than a minute/,
  );
});
