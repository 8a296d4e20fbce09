/** The roster's modal and messages for every state: Slack takes them, and each row has the buttons that fit. */

import { describe, expect, test } from 'vitest';
import { personOfRow, rowBlock } from '../../src/roster/actions.ts';
import { everybody, firstPage, readPlace, rowsAPage, writePlace } from '../../src/roster/place-memory.ts';
import { buildDisconnectedByAdmin, buildRepairAsked, buildRosterResult } from '../../src/roster/roster-message.ts';
import { buildRosterView, type RosterShown } from '../../src/roster/roster-view.ts';
import { type RosterEntry, type RosterPage, type RosterState, rosterStates } from '../../src/stores/roster.ts';
import { everyCause } from '../connect/people.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const at = Date.UTC(2026, 10, 24, 9);

function entry(given: Partial<RosterEntry>): RosterEntry {
  const state = given.state ?? 'connected';
  return {
    slackUserId: 'U1',
    name: 'Ben',
    state,
    since: at,
    through: null,
    cause: null,
    lastCheckedAt: at,
    isUnanswered: false,
    isBlocked: false,
    mark: { rank: rosterStates.indexOf(state), sortName: 'ben', since: at, slackUserId: given.slackUserId ?? 'U1' },
    ...given,
  };
}

const counts = Object.fromEntries(rosterStates.map((state) => [state, 1])) as Record<RosterState, number>;
const page = (entries: RosterEntry[], more: Partial<RosterPage> = {}): RosterPage => ({
  entries,
  hasMore: false,
  total: entries.length,
  isCut: false,
  ...more,
});
const shown = (entries: RosterEntry[], more: Partial<RosterShown> = {}): RosterShown => ({
  place: firstPage(everybody),
  page: page(entries),
  counts,
  access: null,
  ...more,
});

/** The texts of the buttons in a row's own block. */
function rowButtons(one: RosterEntry): string[] {
  const blocks = buildRosterView(shown([one])).blocks.filter(({ block_id }) => block_id === rowBlock(one.slackUserId));
  const texts = /"type":"button","text":\{"type":"plain_text","text":"([^"]+)"/g;
  return [...JSON.stringify(blocks).matchAll(texts)].map(([, text]) => String(text));
}

describe('a row', () => {
  test.each([
    ['not_working', 'personal', ['Nudge', 'Disconnect']],
    ['not_working', 'company', ['Disconnect']],
    ['paused', 'personal', ['Disconnect']],
    ['unknown', 'personal', ['Disconnect']],
    ['waiting', 'personal', ['Disconnect']],
    ['invited', null, ['Nudge']],
    ['not_connected', null, ['Nudge']],
    ['connected', 'company', ['Disconnect']],
    ['left', null, []],
  ] as const)('of somebody who is %s (%s) has the buttons %j', (state, through, buttons) => {
    expect(rowButtons(entry({ state, through }))).toEqual(buttons);
  });

  test('says why a connection does not work, for every cause', () => {
    for (const cause of everyCause) {
      const text = JSON.stringify(buildRosterView(shown([entry({ state: 'not_working', cause })])));
      expect(text).toMatch(/:warning: Not working: \w/);
    }
  });

  test('is found again by its block, and by nothing else', () => {
    expect(personOfRow(rowBlock('U0AB1'))).toBe('U0AB1');
    for (const other of [null, '', 'roster_row:', 'roster_row:u1; drop', 'roster_pager']) {
      expect(personOfRow(other)).toBeNull();
    }
  });
});

test('Slack takes a full page of whatever names, with and without a search', () => {
  const names = ['<!channel>', '*bold* `code`', '=1+1', 'x'.repeat(200), null];
  const entries = Array.from({ length: rowsAPage }, (_, index) =>
    entry({
      slackUserId: `U${index}`,
      name: names[index % names.length] ?? null,
      state: rosterStates[index % rosterStates.length] ?? 'left',
      through: index % 3 === 0 ? 'company' : 'personal',
    }),
  );
  for (const search of ['', '<!here> "*_%'.repeat(8)]) {
    const place = { query: { ...everybody, search, state: 'left' as const }, at: null, skipped: 20 };
    const view = buildRosterView(
      shown(entries, { place, page: page(entries, { hasMore: true, total: 10_000 }) }),
      'Done.',
    );
    expect(checkView(view)).toEqual([]);
    // A name is in plain text alone: rows mention people.
    expect(JSON.stringify(view)).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/);
  }
  expect(checkView(buildRosterView(shown([])))).toEqual([]);
});

test('its messages are messages that Slack takes', () => {
  const messages = [
    buildDisconnectedByAdmin('U1'),
    buildRepairAsked('U1', false),
    buildRepairAsked('U1', true),
    buildRosterResult(':warning: *The list was not sent.*'),
  ];
  expect(messages.flatMap((message) => checkMessage(message))).toEqual([]);
});

describe('the place that a view carries', () => {
  const entries = ['U1', 'U2', 'U3'].map((slackUserId) => entry({ slackUserId }));
  const query = { search: '"*<', state: 'left' as const, sort: 'newest' as const };

  test('leads on to the next page and back', () => {
    const memory = writePlace({ query, at: null, skipped: 40 }, page(entries));
    const { same, next, previous } = readPlace(memory);
    expect(next).toEqual({ query, at: { after: entries[2]?.mark }, skipped: 43 });
    expect(previous).toEqual({ query, at: { before: entries[0]?.mark }, skipped: 20 });
    expect(same).toEqual({ query, at: { from: entries[0]?.mark }, skipped: 40 });
  });

  test('is the first page where nothing is before it, nothing is shown, or somebody else wrote it', () => {
    expect(readPlace(writePlace({ query, at: null, skipped: 20 }, page(entries))).previous).toEqual(firstPage(query));
    expect(readPlace(writePlace(firstPage(query), page([]))).next).toEqual(firstPage(query));
    for (const foreign of ['', 'no json', '{"search":1}']) {
      expect(readPlace(foreign).same).toEqual(firstPage(everybody));
    }
  });

  test('fits into a view, whatever people are called', () => {
    const mark = { rank: 7, sortName: '\u0001'.repeat(100), since: at, slackUserId: 'U'.repeat(20) };
    const long = entry({ mark });
    const place = { query: { ...query, search: '"'.repeat(100) }, at: null, skipped: 1e6 };
    expect(writePlace(place, page([long, long])).length).toBeLessThan(3_000);
  });
});
