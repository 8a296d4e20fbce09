/** Who is where, and files, asked of the sandbox's Slack through the bot's own port. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMember, userAnswer } from '../../../src/adapters/slack/shapes.ts';
import { createSlack as connect } from '../../../src/adapters/slack/slack.ts';
import type { SlackError } from '../../../src/errors.ts';
import type { Slack as Port } from '../../../src/ports.ts';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { createSlack, type Slack } from '../../sandbox/slack/slack.ts';

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
let clock: MovableClock;
let slack: Slack;
let port: Port;
let pauses: number[];
/** Done whenever the bot waits. */
let onPause: () => void;
const team = () => slack.team.id;
const failure = (asking: Promise<unknown>): Promise<SlackError> =>
  asking.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: SlackError) => error,
  );

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, seed: 7 });
  pauses = [];
  onPause = quiet;
  const settings = { botToken: slack.botToken, apiUrl: slack.apiUrl };
  const patience = (ms: number, action: () => void): (() => void) => {
    pauses.push(ms);
    onPause();
    clock.advance(ms);
    action();
    return quiet;
  };
  port = connect(settings, { slackCalled: quiet } as never, log, { now: clock.now, after: patience });
});
afterEach(async () => {
  await slack.close();
  clock.stop();
});

it('people come with their names and time zones, deactivated ones without', async () => {
  const { emi, chloe } = slack.people;
  slack.addPerson({ id: 'U0MARS', realName: 'Marvin', displayName: '', tz: 'Mars/Olympus' });
  expect(await port.member(team(), emi)).toMatchObject({ name: 'Emi', timeZone: 'Asia/Tokyo' });
  expect(await port.member(team(), 'U0MARS')).toMatchObject({ name: 'Marvin', timeZone: null });
  await slack.deactivate(chloe);
  const members = await port.members(team());
  expect(members.find(({ slackUserId }) => slackUserId === chloe)).toMatchObject({ name: 'Chloe', timeZone: null });
});

describe('the member list', () => {
  it('is walked through once for all who ask at the same time, and again once it is old', async () => {
    for (let index = 0; index < 500; index += 1) slack.addPerson({ realName: `Rep ${index}` });
    const [one, other] = await Promise.all([port.members(team()), port.members(team())]);
    expect(other).toEqual(one);
    expect(one.length).toBeGreaterThan(500);
    const pages = slack.callsTo('users.list').length;
    expect(pages).toBe(3);
    await port.members(team());
    expect(slack.callsTo('users.list')).toHaveLength(pages);
    clock.advance(60_000);
    await port.members(team());
    expect(slack.callsTo('users.list')).toHaveLength(2 * pages);
  });

  it('is read anew for whoever needs it as it is now, once the walk before is over', async () => {
    for (let index = 0; index < 300; index += 1) slack.addPerson({ realName: `Rep ${index}` });
    const before = port.members(team());
    clock.advance(1);
    const joined = slack.addPerson({ realName: 'Jo Joined' }).id;
    const now = port.members(team(), clock.now());
    await Promise.all([before, now]);
    expect((await now).map(({ slackUserId }) => slackUserId)).toContain(joined);
    expect(slack.callsTo('users.list')).toHaveLength(4);
    expect(await port.members(team())).toEqual(await now);
  });

  it('that Slack pauses in the middle goes on where it was, no sooner than Slack said', async () => {
    for (let index = 0; index < 500; index += 1) slack.addPerson({ realName: `Rep ${index}` });
    onPause = () => {
      if (pauses.length === 1) slack.faults.add('users.list', { kind: 'rate_limited', retryAfterSeconds: 17 });
    };
    const members = await port.members(team());
    expect(new Set(members.map(({ slackUserId }) => slackUserId)).size).toBe(members.length);
    expect(members.length).toBeGreaterThan(500);
    expect(pauses).toEqual([3_100, 17_000, 3_100]);
    expect(slack.callsTo('users.list')).toHaveLength(4);
  });

  it('that Slack never gives out fails in the end, and is asked for anew', async () => {
    slack.faults.add('users.list', { kind: 'rate_limited', retryAfterSeconds: 5 }, 6);
    const failures = await Promise.all([failure(port.members(team())), failure(port.members(team()))]);
    expect(failures.map(({ slackError }) => slackError)).toEqual(['ratelimited', 'ratelimited']);
    expect(slack.callsTo('users.list')).toHaveLength(6);
    expect(await port.members(team())).toContainEqual(expect.objectContaining({ slackUserId: slack.people.emi }));
  });
});

describe('who belongs to the workspace:', () => {
  const T = 'T0HOME';
  const seen = (user: object): object => {
    const { isOutside, isGuest, isAdmin, isOwner } = toMember(userAnswer.parse({ user: { id: 'U1', ...user } }), T);
    return { isOutside, isGuest, isAdmin, isOwner };
  };
  const own = { isOutside: false, isGuest: false, isAdmin: false, isOwner: false };

  it.each([
    ['a member', { team_id: T, is_owner: true }, { ...own, isAdmin: true, isOwner: true }],
    ['somebody without a team', {}, own],
    ['a guest', { team_id: T, is_restricted: true }, { ...own, isGuest: true }],
    ['a guest of one channel', { team_id: T, is_ultra_restricted: true }, { ...own, isGuest: true }],
    ['an admin of another workspace', { team_id: 'T0OTHER', is_admin: true }, { ...own, isOutside: true }],
    ['the owner of another', { team_id: 'T0OTHER', is_primary_owner: true }, { ...own, isOutside: true }],
    ['a stranger', { team_id: T, is_stranger: true }, { ...own, isOutside: true }],
    ['a colleague in a Grid', { team_id: 'T0OTHER', enterprise_user: { teams: ['T0OTHER', T] } }, own],
    [
      'a Grid’s other workspace',
      { team_id: 'E0ORG', enterprise_user: { teams: ['T0OTHER'] } },
      { ...own, isOutside: true },
    ],
    ['somebody of the organization', { team_id: 'E0ORG' }, own],
  ])('%s', (_who, user, expected) => expect(seen(user)).toEqual(expected));
});

it('the token says which scopes it carries', async () => {
  expect((await port.identify()).scopes).toContain('usergroups:read');
  slack.grantScopes(['chat:write', 'commands']);
  expect((await port.identify()).scopes).toEqual(['chat:write', 'commands']);
});

describe('a channel', () => {
  it('is read to its last page, at the pace of its rate limit', async () => {
    const crowd = Array.from({ length: 1_100 }, (_, index) => `U1${index}`);
    const id = slack.addChannel('everybody', { members: crowd });
    expect(await port.channelMembers(team(), id)).toEqual(crowd);
    expect(slack.callsTo('conversations.members')).toHaveLength(3);
    expect(pauses).toEqual([650, 650]);
  });

  it('that is private is there once the bot is in it', async () => {
    const { dealDesk } = slack.channels;
    expect(await failure(port.channelMembers(team(), dealDesk))).toMatchObject({ slackError: 'channel_not_found' });
    slack.inviteTo(dealDesk, slack.bot.userId);
    expect(await port.channelMembers(team(), dealDesk)).toContain(slack.people.emi);
  });
});

describe('user groups', () => {
  it('are listed with their sizes, disabled ones left out', async () => {
    slack.addUserGroup({ name: 'Old', handle: 'old', users: [], isDisabled: true });
    const { salesTeam, salesLeads } = slack.userGroups;
    expect(await port.userGroups(team())).toEqual([
      { userGroupId: salesTeam, name: 'Sales team', handle: 'sales-team', size: 5 },
      { userGroupId: salesLeads, name: 'Sales leads', handle: 'sales-leads', size: 2 },
    ]);
    expect(await port.userGroupMembers(team(), salesLeads)).toEqual([slack.people.ana, slack.people.chloe]);
    expect(await failure(port.userGroupMembers(team(), 'S0NONE'))).toMatchObject({ slackError: 'no_such_subteam' });
  });

  it('are none where the plan has none', async () => {
    slack.offerUserGroups(false);
    expect(await port.userGroups(team())).toEqual([]);
  });
});

describe('a file', () => {
  const file = { name: 'people.csv', title: 'People', content: 'name\nÉmile\n', comment: 'Here it is' };

  it('arrives in the DM with its content', async () => {
    const { ana } = slack.people;
    await port.uploadFile(team(), await port.openDm(team(), ana), file);
    const message = await slack.person(ana).waitForDm('people.csv');
    expect(message.rendered).toBe('Here it is\npeople.csv');
    expect(message.files).toMatchObject([{ name: 'people.csv', title: 'People', content: 'name\nÉmile\n' }]);
  });

  it('is nowhere, for certain, when its content did not arrive', async () => {
    const dm = await port.openDm(team(), slack.people.ana);
    slack.faults.add('upload_url', { kind: 'http', status: 500 });
    const error = await failure(port.uploadFile(team(), dm, file));
    expect(error).toMatchObject({ slackError: 'upload_500', isOutcomeUnknown: false });
    expect(slack.person(slack.people.ana).dm()).toEqual([]);
  });
});

describe('a scope that is missing', () => {
  const withoutScope = async (scope: string, ask: () => Promise<unknown>): Promise<SlackError> => {
    slack.grantScopes(((await port.identify()).scopes ?? []).filter((each) => each !== scope));
    return failure(ask());
  };

  it.each([
    ['usergroups:read', () => port.userGroups(team())],
    ['channels:read', () => port.channelMembers(team(), slack.channels.sales)],
    ['groups:read', () => port.channelMembers(team(), slack.channels.dealDesk)],
    [
      'files:write',
      async () =>
        port.uploadFile(team(), await port.openDm(team(), slack.people.ana), {
          name: 'a.txt',
          title: 'A',
          content: 'a',
          comment: '',
        }),
    ],
  ])('(%s) is named, and is no reason to stop delivering', async (scope, ask) => {
    const error = await withoutScope(scope, ask);
    expect(error).toMatchObject({ slackError: 'missing_scope', neededScopes: [scope], isTokenRefused: false });
    expect(error.message).toContain(`without the scope ${scope}.`);
  });

  it('(chat:write) is: nothing can be delivered', async () => {
    const dm = await port.openDm(team(), slack.people.ana);
    const error = await withoutScope('chat:write', () => port.postMessage(team(), dm, { text: 'hi', blocks: [] }));
    expect(error).toMatchObject({ neededScopes: ['chat:write'], isTokenRefused: true });
  });
});
