/** What the bot has no words for is acknowledged all the same: an old button, a form of another version. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedHeaders } from '../sandbox/slack/delivery/http-transport.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.end();
  expect(world.slack.problems).toEqual([]);
});

async function deliver(fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams(fields).toString();
  const { 'content-length': _, ...headers } = signedHeaders(
    world.slack.signingSecret,
    body,
    'application/x-www-form-urlencoded',
  );
  const response = await fetch(`${world.bot.url}/slack/events`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}

const interactive = (payload: Record<string, unknown>) =>
  deliver({
    payload: JSON.stringify({
      team: { id: world.slack.team.id, domain: 'acme' },
      user: { id: world.ben.id, team_id: world.slack.team.id },
      api_app_id: 'A1',
      token: 'x',
      ...payload,
    }),
  });

test('a command that is not the bot’s is answered in words', async () => {
  const { status, text } = await deliver({
    command: '/gong-other',
    text: '',
    team_id: world.slack.team.id,
    user_id: world.ben.id,
    trigger_id: '1.2.x',
    response_url: `${world.slack.url}/commands/nowhere`,
  });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    response_type: 'ephemeral',
    text: 'This app does not know that command. Try `/gong-connect help`.',
  });
});

test('a command without what every command has is acknowledged and does nothing', async () => {
  expect(await deliver({ command: '/gong-connect', team_id: world.slack.team.id, user_id: world.ben.id })).toEqual({
    status: 200,
    text: '',
  });
});

test('a button that nobody knows any more is acknowledged', async () => {
  const actions = [{ type: 'button', action_id: 'connect:of_last_year', block_id: 'b', value: 'x', action_ts: '1.1' }];
  expect(await interactive({ type: 'block_actions', trigger_id: '1.2.x', actions })).toEqual({ status: 200, text: '' });
});

test('a form that nobody knows any more is acknowledged, and so is one that is closed', async () => {
  const view = { id: 'V1', callback_id: 'connect:of_last_year', private_metadata: '', state: { values: {} } };
  expect((await interactive({ type: 'view_submission', view })).status).toBe(200);
  expect((await interactive({ type: 'view_closed', view, is_cleared: false })).status).toBe(200);
});

test('known names stay known when a stranger contains them', async () => {
  const actions = [{ type: 'button', action_id: 'connect:reconnect_now', block_id: 'b', action_ts: '1.1' }];
  expect((await interactive({ type: 'block_actions', trigger_id: '1.2.x', actions })).status).toBe(200);
  expect(world.rows('select * from attempts')).toEqual([]);
});
