/** `/metrics` after a story: the numbers are what happened. */

import { afterEach, expect, test } from 'vitest';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  await world.end();
  expect(world.slack.problems).toEqual([]);
});

async function scrape(): Promise<string> {
  const response = await fetch(`${world.bot.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

/** The value of one series, as Prometheus reads it; undefined: it is not there. */
function seriesIn(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('before anything happened every state is there at zero, and no sweep has an age', async () => {
  world = await startWorld();
  const text = await scrape();
  for (const state of ['active', 'broken', 'paused', 'unknown', 'left', 'none']) {
    expect(seriesIn(text, `gong_connect_connections{state="${state}"}`)).toBe(0);
  }
  expect(seriesIn(text, 'gong_connect_messages_owed{kind="alert"}')).toBe(0);
  expect(seriesIn(text, 'gong_connect_sweep_age_seconds')).toBeNaN();
});

test('connections, alerts, sweeps, calls and acknowledgements are counted', async () => {
  world = await startWorld();
  const { ben, chloe, composio, clock } = world;
  await setUp(world);
  const account = await connect(world, ben);
  await connect(world, chloe);
  composio.expire(account);
  await ben.waitForDm('stopped working');
  clock.advance(301_000);
  await expect.poll(async () => seriesIn(await scrape(), 'gong_connect_sweep_age_seconds')).toBeLessThan(60);
  composio.faults.add('GET /connected_accounts', { kind: 'http', status: 500 }, 4);
  clock.advance(301_000);
  await expect
    .poll(scrape, { timeout: 10_000 })
    .toMatch(/^gong_connect_composio_calls_total\{operation="[\w.]+",outcome="down"\} [1-9]/m);

  const text = await scrape();
  expect(seriesIn(text, 'gong_connect_connections{state="active"}')).toBe(1);
  expect(seriesIn(text, 'gong_connect_connections{state="broken"}')).toBe(1);
  expect(seriesIn(text, 'gong_connect_messages_sent_total{kind="alert"}')).toBe(1);
  expect(seriesIn(text, 'gong_connect_messages_owed{kind="alert"}')).toBe(0);
  expect(seriesIn(text, 'gong_connect_sweep_seconds_count{complete="true"}')).toBeGreaterThan(0);
  expect(seriesIn(text, 'gong_connect_slack_calls_total{method="chat.postMessage",outcome="ok"}')).toBeGreaterThan(2);
  const commands = world.slack.deliveries.filter(({ kind }) => kind === 'slash_commands').length;
  expect(seriesIn(text, 'gong_connect_ack_seconds_count{kind="command"}')).toBe(commands);
  expect(seriesIn(text, 'gong_connect_ack_seconds_bucket{le="3",kind="view_submission"}')).toBe(4);
});

test('an alert that Slack does not take yet is owed', async () => {
  world = await startWorld();
  await setUp(world);
  const account = await connect(world, world.ben);
  world.slack.faults.add('chat.postMessage', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  world.composio.expire(account);
  await expect.poll(async () => seriesIn(await scrape(), 'gong_connect_messages_owed{kind="alert"}')).toBe(1);
  expect(seriesIn(await scrape(), 'gong_connect_messages_sent_total{kind="alert"}')).toBe(0);
  expect(
    seriesIn(await scrape(), 'gong_connect_slack_calls_total{method="chat.postMessage",outcome="http_503"}'),
  ).toBeGreaterThan(0);
});

test('no label is the ID of a person, an account or a team', async () => {
  world = await startWorld();
  await setUp(world);
  const account = await connect(world, world.ben);
  const text = await scrape();
  for (const id of [world.ben.id, account, world.slack.team.id, world.ana.id]) expect(text).not.toContain(id);
});
