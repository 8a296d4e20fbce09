/** After a story with failures of every kind, the client secret is nowhere but where it was typed and where it went. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import type { JsonObject } from '../sandbox/slack/json.ts';
import { type Outpost, startOutpost } from './bot-on-its-own.ts';
import {
  chooseScopes,
  creations,
  eventually,
  registerInGong,
  requestsTo,
  slackRefusals,
  submitCredentials,
} from './setup-steps.ts';

const filesOf = (world: Outpost): Buffer[] => {
  const folder = dirname(world.databasePath);
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
};

const writes = (world: Outpost): number =>
  world.composio.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/auth_configs')).length;

test('the client secret is in no file, no line of the log, no call to Slack and no answer to it', async () => {
  const world = await startOutpost({ more: { LOG_LEVEL: 'debug' } });
  onTestFinished(() => world.end());
  const ana = world.slack.person(world.slack.people.ana);
  const ben = world.slack.person(world.slack.people.ben);
  const { faults } = world.composio;

  let register = await chooseScopes(ana);
  const { clientId, clientSecret } = registerInGong(world, register);
  const secrets = [clientSecret, 'first-wrong-canary-1', 'second/wrong+canary=2'] as const;
  const submit = async (secret: string): Promise<ShownModal> => {
    const before = writes(world);
    await submitCredentials(register, { clientId, clientSecret: secret });
    await eventually(() => writes(world) > before, 'Composio is asked');
    await expect
      .poll(
        async () => {
          if (/Working/.test(ana.modal()?.text() ?? '')) await world.advance(1_000);
          return ana.modal()?.text();
        },
        { timeout: 10_000 },
      )
      .not.toMatch(/Working/);
    return ana.waitForModal('Register in Gong');
  };

  // A wrong field beside it; a lost answer; Composio repeating it; a view that is closed; then it works.
  await submitCredentials(register, { clientId: 'a b', clientSecret: secrets[0] });
  await register.fill('Client secret', `${secrets[1]} ”`);
  await register.submit();
  faults.add('POST /auth_configs', { kind: 'reset' });
  faults.add('GET /auth_configs', { kind: 'http', status: 500 }, 6);
  register = await submit(secrets[1]);
  expect(register.text()).toMatch(/not known yet/);
  const message = `client_secret ${secrets[2]} is not good, nor ${encodeURIComponent(secrets[2])}`;
  const body = { error: { message, code: 1, slug: 'Bad', status: 400, request_id: 'req_1' } };
  faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400, body });
  register = await submit(secrets[2]);
  expect(register.text()).toMatch(/refused what was sent[\s\S]*client_secret … is not good, nor …[\s\S]*req_1/);
  await submitCredentials(register, { clientId, clientSecret: secrets[0] });
  await ana.modal()?.close();
  await ana.waitForDm('Gong is set up.');
  await ana.types('/gong-setup');
  await ana.waitForEphemeral('Gong is set up.');
  await ben.types('/gong-connect');
  await (await ben.waitForModal('Connect Gong')).submit();
  await ben.waitForDm((shown) => shown.buttons().some(({ url }) => url !== null));

  expect(slackRefusals(world)).toEqual([]);
  expect(creations(world)).toBe(1);
  await eventually(
    () => /a result could not|auth config that was lost/.test(world.process().logs()),
    'the log is written',
  );
  const deliveries = world.slack.deliveries.map(({ payload, ack }) => [withoutState(payload), ack]);
  const texts = {
    log: world.process().logs(),
    calls: JSON.stringify(world.slack.calls),
    answers: JSON.stringify(deliveries),
    links: JSON.stringify(requestsTo(world, 'POST /connected_accounts/link')),
    seen: JSON.stringify([ana.sees(), ana.dm(), ben.sees(), ben.dm()]),
    audit: JSON.stringify(world.rows('select * from audit')),
  };
  for (const secret of secrets) {
    for (const [where, text] of Object.entries(texts))
      expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
    for (const bytes of filesOf(world)) expect(bytes.includes(secret)).toBe(false);
    expect(JSON.stringify(world.slack.deliveries).includes(secret)).toBe(true);
    const carriers = world.composio.requests.filter((request) => JSON.stringify(request).includes(secret));
    expect(new Set(carriers.map(({ path }) => path.replace(/ac_.*/, ':id')))).toEqual(
      new Set([secret === secrets[1] ? '/auth_configs' : '/auth_configs/:id']),
    );
  }
  expect(world.rows("select actor, action from audit where action like 'setup.%' order by rowid")).toEqual([
    { actor: ana.id, action: 'setup.submitted' },
    { actor: 'bot', action: 'setup.failed' },
    { actor: ana.id, action: 'setup.submitted' },
    { actor: 'bot', action: 'setup.failed' },
    { actor: ana.id, action: 'setup.submitted' },
    { actor: ana.id, action: 'setup.saved' },
  ]);
});

/** A payload without what was typed: that is the one place where Slack itself puts the secret. */
function withoutState(payload: JsonObject): JsonObject {
  const { view, ...rest } = payload as { view?: JsonObject };
  return { ...rest, ...(view ? { view: { ...view, state: null } } : {}) };
}

test('each time the form is drawn its secret has another block, and is empty while all else stays', async () => {
  const world = await startOutpost();
  onTestFinished(() => world.end());
  const ana = world.slack.person(world.slack.people.ana);
  const blockOf = (shown: ShownModal): string =>
    shown.blocks.find(({ label }) => label?.text === 'Client secret')?.block_id ?? '';
  let register = await chooseScopes(ana);
  const seen = new Set<string>();
  for (let drawing = 0; drawing < 3; drawing += 1) {
    seen.add(blockOf(register));
    expect(register.values()['Client secret']).toBeNull();
    world.composio.faults.add('POST /auth_configs', { kind: 'http', status: 422 });
    const credentials = {
      clientId: 'GONGCLIENT12',
      clientSecret: 'canary-9876543210',
      apiBaseUrl: 'https://api.gong.io',
    };
    await submitCredentials(register, credentials);
    register = await ana.waitForModal('refused what was sent');
    expect(register.values()).toEqual({
      'Client ID': 'GONGCLIENT12',
      'Client secret': null,
      'API base URL': 'https://api.gong.io',
    });
  }
  expect(seen.size).toBe(3);
});
