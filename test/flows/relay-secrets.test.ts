/** A relay and a page, with the bot killed half way: nothing is lost but the secret, which is nowhere. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonObject } from '../sandbox/slack/json.ts';
import { type Outpost, startOutpost } from './bot-on-its-own.ts';
import { handOver, progress, registerForRelay, relayRow, request } from './relay-steps.ts';
import { askForPage, csrfOf, openPage, post, typeOnPage } from './secret-page-steps.ts';
import { chooseScopes, creations, eventually, slackRefusals } from './setup-steps.ts';

/** A payload without what was typed: that is the one place where Slack itself puts it. */
function withoutState(payload: JsonObject): JsonObject {
  const { view, ...rest } = payload as { view?: JsonObject };
  return { ...rest, ...(view ? { view: { ...view, state: null } } : {}) };
}

function filesOf(world: Outpost): string {
  const folder = dirname(world.databasePath);
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
}

test('a colleague’s try that dies with the bot is given back, and no secret is left anywhere', async () => {
  const outpost = await startOutpost({ more: { LOG_LEVEL: 'trace' } });
  onTestFinished(() => outpost.end());
  const world = { ...outpost, clock: { advance: outpost.advance } };
  const ana = outpost.slack.person(outpost.slack.people.ana);
  const ben = outpost.slack.person(outpost.slack.people.ben);
  const logs: string[] = [];

  await handOver(world, ana, await chooseScopes(ana), ben);
  await ana.modal()?.close(true);
  await (await request(world, ben)).press('Register Gong');
  const form = await ben.waitForModal('Register Gong');
  const { clientId, clientSecret } = registerForRelay(outpost);
  const url = await askForPage(ben, form);
  const csrf = csrfOf(await openPage(url));
  await post(url, { csrf, secret: 'canary-refused 1 2 3' });
  await typeOnPage(url, clientSecret);
  const received = await ben.waitForModal('Client secret: received');
  await received.fill('Client ID', clientId);
  outpost.composio.faults.add('POST /auth_configs', { kind: 'hang' });
  await received.submit();
  await eventually(() => creations(outpost) === 1, 'Composio is asked');
  await progress(world, ana, /has submitted it, and Composio is being told/);
  const metrics = await (await fetch(`${outpost.bot.url}/metrics`)).text();
  logs.push(outpost.process().logs());
  await outpost.process().kill9();

  await outpost.start();
  await progress(world, ana, /The bot was restarted half way.*@Ben can try again/);
  await ben.waitForDm(/Setting Gong up was interrupted[\s\S]*press the button in the message above/);
  expect((await openPage(url)).status).toBe(404);
  expect(relayRow(outpost)).toMatchObject({ state: 'failed', failure: 'interrupted' });

  await ben.modal()?.close(true);
  await (await request(world, ben)).press('Register Gong');
  const again = await ben.waitForModal('Register Gong');
  await again.fill('Client ID', clientId);
  await again.fill('Client secret', clientSecret);
  await again.submit();
  await ben.modal()?.close(true);
  await progress(world, ana, /Done: Gong is set up/);
  await request(world, ben, /Done. Thank you/);
  await eventually(() => ben.dm().some(({ rendered }) => /Gong is set up. Thank you/.test(rendered)), 'Ben is told');
  expect(outpost.composio.authConfigs()).toHaveLength(1);
  expect(slackRefusals(outpost)).toEqual([]);

  const deliveries = outpost.slack.deliveries.map(({ payload, ack }) => [withoutState(payload), ack]);
  const token = String(url.split('/').at(-1));
  const places: Record<string, string> = {
    log: [...logs, outpost.process().logs()].join('\n'),
    database: filesOf(outpost),
    metrics: metrics + (await (await fetch(`${outpost.bot.url}/metrics`)).text()),
    'calls to Slack, private_metadata included': JSON.stringify(outpost.slack.calls),
    'answers to Slack': JSON.stringify(deliveries),
    'what the sender sees': JSON.stringify([ana.sees(), ana.dm(), ana.modal()]),
  };
  expect(places.log).toMatch(/"level":(?:10|20|30)/);
  expect(places.database).toContain(clientId);
  for (const [place, text] of Object.entries(places)) {
    for (const secret of [clientSecret, 'canary-refused', csrf]) expect(text.includes(secret), place).toBe(false);
    // Slack is shown the page's address, in the form of the one who is to open it; nobody else is.
    if (!place.includes('Slack')) expect(text.includes(token), `the page's token in the ${place}`).toBe(false);
  }
  const toAna = outpost.slack.calls.filter(({ args }) => JSON.stringify(args).includes(token));
  expect(toAna.every(({ method }) => method === 'views.update')).toBe(true);
}, 60_000);
