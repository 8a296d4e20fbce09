/** The Home tab for every state: a view that Slack takes, with one button for a rep, and all of it for an admin. */

import { describe, expect, test } from 'vitest';
import { actions, button, section } from '../../src/block-kit.ts';
import { type AdminFacts, buildHome, type HomeFacts } from '../../src/home/home-view.ts';
import type { CompanyStatus, Grant, PersonStatus } from '../../src/model.ts';
import { everybody, firstPage } from '../../src/roster/place-memory.ts';
import { type RosterEntry, rosterStates } from '../../src/stores/roster.ts';
import { attempt, connection, everyCause, everyState, pause, savedSetup, status } from '../connect/people.ts';
import { checkView } from '../sandbox/slack/block-kit/checker.ts';

const at = Date.UTC(2026, 10, 24, 9);
const verifications = [null, 'works', 'skipped', 'wrong_base_url', 'not_allowed', 'credentials_refused', 'gong_busy'];

const personal: CompanyStatus = {
  mode: 'personal',
  connection: null,
  attempt: null,
  outage: null,
  approver: null,
  access: null,
  accessOwed: { waiting: 0, leaving: 0 },
  accessTrouble: null,
  lastCheckedAt: null,
};
const shared = (given: Partial<CompanyStatus> = {}): CompanyStatus => ({
  ...personal,
  mode: 'company',
  connection: connection({ owner: 'company' }),
  lastCheckedAt: at,
  ...given,
});

const history = [
  'connection.active',
  'connection.broken',
  'person.nudged',
  'connection.verified',
  'connection.disconnected',
  'company_connection.requested',
  'connection.paused',
].map((action, index) => ({ at: at - index * 60_000, action, actor: 'U0', subject: 'U1' }));

function home(shown: PersonStatus, more: Partial<HomeFacts> = {}) {
  return buildHome({
    slackUserId: 'U1',
    status: shown,
    setup: savedSetup,
    company: personal,
    pause: null,
    history,
    admin: null,
    ...more,
  });
}

const granted = (state: Grant['state'], company: CompanyStatus) =>
  home(
    { ...status(null), grant: { teamId: 'T1', slackUserId: 'U1', state, since: at, askedAt: at, blockedAt: null } },
    { company },
  );

const homes = [
  ['nobody knows them', home({ ...status(null), person: null })],
  ['not set up', home(status(null), { setup: null })],
  ['a link is out', home(status(null, attempt({})))],
  ['a link is asked for', home(status(null, attempt({ state: 'requested' })))],
  ['a link lapsed', home(status(null, attempt({ state: 'lapsed' })))],
  ['the company shares one, and they are not let in', home(status(null), { company: shared() })],
  ['the company shares one that is not there yet', home(status(null), { company: shared({ connection: null }) })],
  ['they wait for one that is not there yet', granted('wanted', shared({ connection: null }))],
  ['they are being let in', granted('wanted', shared())],
  ['they may use the company’s', granted('granted', shared())],
  ...(['broken', 'paused', 'unknown'] as const).map(
    (state) =>
      [`the company’s is ${state}`, granted('granted', shared({ connection: connection({ state }) }))] as const,
  ),
  ...everyState.map((state) => [`state ${state}`, home(status(connection({ state })))] as const),
  ...everyCause.map((cause) => [`cause ${cause}`, home(status(connection({ state: 'broken', cause })))] as const),
  ...verifications.map(
    (verification) => [`verification ${verification}`, home(status(connection({ verification }), null, null))] as const,
  ),
] as const;

const buttonsOf = (view: ReturnType<typeof buildHome>) =>
  view.blocks.flatMap((block) => ('elements' in block && block.type === 'actions' ? block.elements : []));

describe.each(homes)('%s', (_name, view) => {
  test('is a view that Slack takes', () => {
    expect(checkView(view)).toEqual([]);
  });

  test('has one button', () => {
    expect(buttonsOf(view)).toHaveLength(1);
  });

  test('speaks of no service that a rep does not know', () => {
    expect(JSON.stringify(view)).not.toMatch(/composio/i);
  });
});

test.each([
  ...everyState.map((state) => [state, home(status(connection({ state }), attempt({})), { pause })] as const),
  ['nobody knows them', home({ ...status(null), person: null }, { pause })] as const,
])('%s, and Gong is paused: that is said, with nothing to press', (_state, view) => {
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).toMatch(/\*Gong is paused\* by <@U0> since/);
  expect(JSON.stringify(view)).not.toMatch(/Everything works|is waiting/);
  expect(buttonsOf(view)).toEqual([]);
});

test.each(['wrong_base_url', 'credentials_refused'])(
  'a connection tested as %s is not said to be well',
  (verification) => {
    const text = JSON.stringify(home(status(connection({ verification }))));
    expect(text).toMatch(/:warning: \*Connected, but Gong does not answer at this API base URL\*/);
    expect(text).toContain('Change the URL');
    expect(text).not.toContain(':white_check_mark:');
  },
);

test('somebody who left and is back is offered to connect', () => {
  expect(JSON.stringify(home(status(connection({ state: 'left' }))))).toContain('Not connected.');
});

test('the history has five lines, newest first, of what tells of the connection', () => {
  const text = JSON.stringify(home(status(connection({}))));
  const lines = text.match(/• <!date[^>]*>: [^\\"]*/g)?.map((line) => line.replace(/^.*>: /, ''));
  expect(lines).toEqual([
    'connected',
    'stopped working',
    '<@U0> reminded you',
    '<@U0> disconnected it',
    'you asked to use the company’s connection',
  ]);
});

describe('an admin’s', () => {
  const entries = Array.from({ length: 20 }, (_, index): RosterEntry => {
    const state = rosterStates[index % rosterStates.length] ?? 'left';
    return {
      slackUserId: `U${index}`,
      name: `=<b>*Name* ${'x'.repeat(80)}`,
      state,
      since: at,
      through: index % 2 === 0 ? 'personal' : 'company',
      cause: state === 'not_working' ? 'expired' : null,
      isUnanswered: false,
      lastCheckedAt: at,
      isBlocked: false,
      mark: { rank: 7, sortName: '¼'.repeat(200), since: at, slackUserId: `U${index}` },
    };
  });
  const counts = Object.fromEntries(rosterStates.map((state) => [state, 1_250])) as AdminFacts['roster']['counts'];
  const hub = [section('*Gong is set up.*'), actions(button('Invite people', 'x:invite', { style: 'primary' }))];
  const admin: AdminFacts = {
    hub,
    notice: ':white_check_mark: Done.',
    roster: {
      place: { query: { ...everybody, search: '<&>"\\'.repeat(20) }, at: null, skipped: 40 },
      page: { entries, hasMore: true, total: 10_000, isCut: false },
      counts,
      access: {
        access: { form: 'deny_list', leftOut: 0, confirmedAt: at },
        accessOwed: { waiting: 0, leaving: 0 },
        accessTrouble: null,
      },
    },
  };

  test('has the hub and a page of the roster, and Slack takes it', () => {
    const view = home(status(connection({})), { admin });
    expect(checkView(view)).toEqual([]);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    const text = JSON.stringify(view);
    expect(text).toMatch(/41–60 of 10,000/);
    expect(text).toMatch(/More than 1,000 people are let in/);
    expect(buttonsOf(view).filter((element) => 'style' in element && element.style === 'primary')).toEqual([]);
  });

  test('with nobody in it says so', () => {
    const nobody = Object.fromEntries(rosterStates.map((state) => [state, 0])) as AdminFacts['roster']['counts'];
    const roster = {
      place: firstPage(everybody),
      page: { entries: [], hasMore: false, total: 0, isCut: false },
      counts: nobody,
      access: null,
    };
    const view = home(status(null), { admin: { ...admin, roster } });
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('Nobody is here yet');
  });

  test('leads into the wizard while Gong is not set up', () => {
    const view = home(status(null), { setup: null, admin: { ...admin, hub: [] } });
    expect(checkView(view)).toEqual([]);
    expect(buttonsOf(view).map((element) => ('text' in element ? element.text.text : ''))).toEqual(['Set up Gong']);
  });
});
