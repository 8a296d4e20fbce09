/** After a whole story, with the log at its loudest, no secret is anywhere but where it belongs. */

import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { chooseScopes, submitCredentials } from './setup-steps.ts';
import { askForLink, linkOf, setUp, type World } from './world.ts';

let sandbox: Sandbox;
let bot: BotProcess;
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  expect(sandbox.slack.problems).toEqual([]);
});

/** Everything that the database has on disk, as text. */
async function databaseText(): Promise<string> {
  const read = (suffix: string) => readFile(`${sandbox.databasePath}${suffix}`, 'latin1').catch(() => '');
  return (await Promise.all(['', '-wal', '-shm'].map(read))).join('');
}

function rows<Row>(sql: string): Row[] {
  const database = new Database(sandbox.databasePath, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

async function answers(nonce: string): Promise<string> {
  const paths = ['/metrics', '/readyz', '/healthz', `/composio/callback?nonce=${nonce}`, '/composio/callback'];
  const texts = paths.map(async (path) => (await fetch(`${sandbox.bot.url}${path}`)).text());
  return (await Promise.all(texts)).join('\n');
}

test.each([{ socket: false }, { socket: true }])(
  'nothing leaks over a whole story (socket: $socket)',
  async (wishes) => {
    sandbox = await startSandbox({
      slack: {
        botToken: 'xoxb-canary-bot-5e1f',
        appToken: 'xapp-canary-app-5e1f',
        signingSecret: 'canary-signing-5e1f',
      },
    });
    const { slack, composio } = sandbox;
    bot = startBotProcess(sandbox.settingsFor({ ...wishes, more: { LOG_LEVEL: 'trace' } }));
    await bot.ready();
    const ana = slack.person(slack.people.ana);
    const ben = slack.person(slack.people.ben);
    const world = { ...sandbox, ana, ben } as World;

    // A setup that Composio refuses, then one that works.
    const refusal = { error: { message: 'canary-refused-secret-5e1f is no client secret', request_id: 'req_1' } };
    composio.faults.add('POST /auth_configs', { kind: 'http', status: 400, body: refusal });
    const register = await chooseScopes(ana);
    await submitCredentials(register, { clientId: 'canary-client-id', clientSecret: 'canary-refused-secret-5e1f' });
    await ana.waitForModal('refused');
    await ana.modal()?.close(true);
    const integration = await setUp(world);

    const link = await askForLink(ben);
    await composio.follow(link, { as: 'technical-admin', decision: 'allow' });
    await ben.waitForDm('Gong is connected');
    const [connection] = rows<{ account_id: string }>('select account_id from connections');
    const [attempt] = rows<{ nonce: string }>('select nonce from attempts');
    const nonce = String(attempt?.nonce);

    // The connection dies, a look at it fails, and the repair is declined.
    composio.faults.add('GET /connected_accounts/:id', { kind: 'http', status: 500 });
    composio.expire(String(connection?.account_id));
    const alert = await ben.waitForDm('stopped working');
    await alert.press('Reconnect');
    const second = await linkOf(ben);
    await composio.follow(second, { as: 'technical-admin', decision: 'deny' });
    await ben.waitForDm((message) => !message.buttons().some(({ url }) => url === second));

    const secrets = {
      'bot token': slack.botToken,
      'app token': slack.appToken,
      'signing secret': slack.signingSecret,
      'API key': composio.apiKey,
      'webhook secret': composio.webhookSecret,
      'client secret': integration.clientSecret,
      'refused client secret': 'canary-refused-secret-5e1f',
      'connect link': link,
      'end of the connect link': String(link.split('/').at(-1)),
      'second connect link': second,
    };
    const places = { log: bot.logs(), database: await databaseText(), answers: await answers(nonce) };
    expect(places.log).toContain('"level":30');
    expect(places.database).toContain(integration.clientId);
    for (const [place, text] of Object.entries(places)) {
      for (const [name, secret] of Object.entries(secrets)) {
        expect(text.includes(secret), `the ${name} in the ${place}`).toBe(false);
      }
    }
    expect(places.log).not.toContain(nonce);
    expect(places.answers).not.toContain(nonce);
  },
);
