/** Composio does not make the link, or its answer is lost, or Slack does not take the DM: what is said and done. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/composio/faults.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import {
  accountsOf,
  allow,
  attemptBecomes,
  attemptsOf,
  buttonTexts,
  eventually,
  linkRequests,
  newRep,
  nextLink,
  startReadyWorld,
} from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, linkOf, type World } from './world.ts';

const endpoint = 'POST /connected_accounts/link';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function submitForm(rep: PersonDriver): Promise<void> {
  await rep.types('/gong-connect');
  const form = await rep.waitForModal('Connect Gong');
  await form.submit();
}

describe('refused: told in words, asked once, a new link in one press', () => {
  test.each<[string, Fault, RegExp, string[]]>([
    ['a refused key (401)', { kind: 'http', status: 401 }, /no longer works\. Ask an admin/, ['Ask the admins']],
    [
      'an unknown auth config (404)',
      { kind: 'http', status: 404 },
      /no longer works\. Ask an admin/,
      ['Ask the admins'],
    ],
    ['a bad request (400)', { kind: 'http', status: 400 }, /no longer works\. Ask an admin/, ['Ask the admins']],
    ['a rate limit (429)', { kind: 'rate_limited', retryAfterSeconds: 5 }, /Too many links/, []],
  ])('%s', async (_what, fault, words, more) => {
    const rep = newRep(world);
    const before = linkRequests(world).length;
    world.composio.faults.add(endpoint, fault);
    await submitForm(rep);
    const failed = await rep.waitForDm('Your link could not be made.');
    expect(failed.rendered).toMatch(words);
    expect(`${failed.rendered} ${failed.text}`).not.toMatch(/composio/i);
    expect(buttonTexts(failed)).toEqual(['Get a new link', ...more]);
    expect(linkRequests(world)).toHaveLength(before + 1);
    expect(rep.dm()).toHaveLength(1);

    const link = await nextLink(world, rep, () => failed.press('Get a new link'));
    await allow(world, link);
    await rep.waitForDm('Gong is connected.');
  });
});

test('a setup that Composio refuses can be told to who saved it', async () => {
  const rep = newRep(world);
  world.composio.faults.add(endpoint, { kind: 'http', status: 404 });
  await submitForm(rep);
  const failed = await rep.waitForDm('Your link could not be made.');
  await failed.press('Ask the admins');
  const asked = await rep.waitForEphemeral('Asked');
  expect(asked.rendered).toMatch(/Ana/);
  const told = await world.ana.waitForDm('could not connect Gong');
  expect(told.rendered).toMatch(/Composio refuses to make links[\s\S]*\/gong-setup/);
});

describe('lost: looked for, its account deleted, and asked at most once more', () => {
  test.each<[string, Fault]>([
    ['an error after the account was made (500)', { kind: 'http', status: 500, processed: true }],
    ['an HTML page after it', { kind: 'html', processed: true }],
    ['half an answer', { kind: 'truncated' }],
    ['a connection dropped after it', { kind: 'reset' }],
    ['a connection dropped before it', { kind: 'reset-before' }],
    ['an outage (503)', { kind: 'http', status: 503 }],
  ])('%s', async (_what, fault) => {
    const rep = newRep(world);
    const before = linkRequests(world).length;
    world.composio.faults.add(endpoint, fault);
    await submitForm(rep);
    await linkOf(rep);
    expect(linkRequests(world)).toHaveLength(before + 2);
    const { account_id } = await attemptBecomes(world, rep, 'pending');
    expect(accountsOf(world, rep).map(({ id }) => id)).toEqual([account_id]);
    expect(rep.dm()).toHaveLength(1);
  });

  test('a second loss is told', async () => {
    const rep = newRep(world);
    const before = linkRequests(world).length;
    world.composio.faults.add(endpoint, { kind: 'reset' }, 2);
    await submitForm(rep);
    const failed = await rep.waitForDm('Your link could not be made.');
    expect(failed.rendered).toMatch(/cannot be reached right now/);
    expect(linkRequests(world)).toHaveLength(before + 2);
    expect(attemptsOf(world, rep)).toMatchObject([{ state: 'failed', reason: 'down' }]);
  });

  test('a look for it that fails as well is told, and nothing is asked twice', async () => {
    const rep = newRep(world);
    const before = linkRequests(world).length;
    world.composio.faults.add(endpoint, { kind: 'reset' });
    const heal = world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 503 }, 1_000);
    await submitForm(rep);
    await rep.waitForDm('Your link could not be made.');
    heal();
    expect(linkRequests(world)).toHaveLength(before + 1);
  });
});

test('a person whom Slack lets nobody write to costs no link', async () => {
  const rep = newRep(world);
  const before = linkRequests(world).length;
  world.slack.faults.add('conversations.open', { kind: 'error', error: 'user_disabled' });
  await submitForm(rep);
  const failed = await attemptBecomes(world, rep, 'failed');
  expect(failed.reason).toBe('dm_refused');
  expect(linkRequests(world)).toHaveLength(before);
  expect(rep.dm()).toEqual([]);
});

test('superseded while Composio is being asked, the account that comes of it is deleted', async () => {
  const rep = newRep(world);
  world.composio.faults.add(endpoint, { kind: 'delay', ms: 2_000 });
  const before = linkRequests(world).length;
  await submitForm(rep);
  await eventually(() => linkRequests(world).length > before);
  await rep.types('/gong-connect disconnect');
  await rep.waitForEphemeral('Your link was cancelled');
  const link = await askForLink(rep);
  world.clock.advance(2_000);
  await eventually(() => attemptsOf(world, rep)[0]?.removal === 'done');
  const [, second] = attemptsOf(world, rep);
  expect(accountsOf(world, rep).map(({ id }) => id)).toEqual([second?.account_id]);
  await allow(world, link);
  await rep.waitForDm('Gong is connected.');
});
