import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type ExampleBot, exampleManifest, startExampleOverHttp } from '../slack/example-bot.ts';
import { faceRoutes } from './face.ts';
import type { Scene } from './scene.ts';

let sandbox: Sandbox;
let bot: ExampleBot;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 3, slack: { manifest: exampleManifest } });
  bot = await startExampleOverHttp(sandbox.slack);
  const reset = (): Promise<void> => Promise.reject(new Error('there is nothing to reset here'));
  sandbox.slack.routes.push(...faceRoutes({ epoch: 'one', sandbox, bot: null, mode: 'HTTP', reset }));
});

afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
});

const at = (path: string): string => `${sandbox.slack.url}${path}`;

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  };
  return fetch(at(path), init);
}

async function outcome(path: string, body: unknown): Promise<unknown> {
  return (await post(path, body)).json();
}

/** Scenes of a stream, as they come. */
async function* scenes(person: string): AsyncGenerator<Scene> {
  const response = await fetch(at(`/face/stream?person=${person}`));
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (event.startsWith('data: ')) yield JSON.parse(event.slice(6));
    }
  }
}

describe('the page', () => {
  it('is served with its modules, its styles and its icon, and nothing else of the folder', async () => {
    const page = await fetch(at('/'));
    expect(page.headers.get('content-type')).toContain('text/html');
    const links = [...(await page.text()).matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(links.length).toBeGreaterThan(5);
    for (const path of [...links, '/favicon.ico']) expect([path, (await fetch(at(path))).status]).toEqual([path, 200]);
    for (const path of [
      '/face/client/..%2fface.ts',
      '/face/client/none.js',
      '/face/client/mrkdwn.test.ts',
      '/face/x',
    ]) {
      expect([path, (await fetch(at(path))).status]).toEqual([path, 404]);
    }
  });

  it('is told what changes for the person it is for, and of nothing else twice', async () => {
    const { slack } = sandbox;
    const seen = scenes('ben.baker');
    const first = (await seen.next()).value as Scene;
    expect(first.snapshot.me).toBe(slack.people.ben);
    await slack.person(slack.people.ben).types('/order help');
    const second = (await seen.next()).value as Scene;
    expect(JSON.stringify(second.snapshot)).toContain('choose.');
    await seen.return(undefined);
  });

  it('lets a person type, fill, submit and press', async () => {
    const { slack } = sandbox;
    const { ben } = slack.people;
    const path = `/face/people/${ben}`;
    expect(await outcome(path, { do: 'type', line: '/order', channel: slack.channels.general })).toEqual({
      outcome: 'acked',
    });
    await slack.person(ben).waitForModal('Dish');
    const viewId = slack.person(ben).modal()?.id;
    const empty = await outcome(path, { do: 'submit', viewId, values: [] });
    expect(empty).toEqual({ outcome: 'invalid', errors: { Dish: 'This is a required field' } });
    const values = [{ blockId: 'dish', actionId: 'value', given: 'Soup' }];
    expect(await outcome(path, { do: 'submit', viewId, values })).toMatchObject({ outcome: 'updated' });
    const dm = await slack.person(ben).waitForDm('Soup is coming');
    const press = { do: 'press-message', channel: dm.channel, ts: dm.ts, actionId: 'cancel' };
    expect(await outcome(path, press)).toMatchObject({ outcome: 'acked' });
    await slack.person(ben).waitForDm('Cancelled Soup');
    expect((await post(path, press)).status).not.toBe(200);
    expect(await outcome(path, { do: 'close', viewId, everything: false })).toEqual({ outcome: 'closed' });
    expect((await post(path, { do: 'submit', viewId, values })).status).toBe(409);
  });

  it('refuses what other sites send, and what it cannot read', async () => {
    const path = `/face/people/${sandbox.slack.people.ben}`;
    const act = { do: 'open-home' };
    expect((await post(path, act, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post(path, act, { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await post(path, act, { origin: sandbox.slack.url })).status).toBe(200);
    expect((await post(path, { do: 'fly' })).status).toBe(400);
    expect((await post('/face/control', { do: 'reset' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });
});

describe('links', () => {
  const leadsTo = async (path: string): Promise<string | null> =>
    (await fetch(at(path), { redirect: 'manual' })).headers.get('location');

  it('to a DM open it as the person whose DM it is', async () => {
    const { slack } = sandbox;
    const dm = slack.snapshot(slack.people.chloe).conversations.find(({ kind }) => kind === 'im')?.id;
    expect(await leadsTo(`/archives/${dm}`)).toBe('/#/chloe.carter/dm');
    expect(await leadsTo(`/archives/${dm}/p1700000000000100`)).toBe('/#/chloe.carter/dm');
    expect(await leadsTo(`/archives/${slack.channels.sales}`)).toBe('/#/ana.admin/sales');
    expect(await leadsTo('/archives/D0UNKNOWN')).toBe('/');
  });

  it('into Slack stay in the page', async () => {
    const { slack } = sandbox;
    const go = (to: string): Promise<string | null> =>
      leadsTo(`/face/go?person=${slack.people.ben}&to=${encodeURIComponent(to)}`);
    const dm = slack.snapshot(slack.people.ben).conversations.find(({ kind }) => kind === 'im')?.id;
    expect(await go(`slack://channel?team=${slack.team.id}&id=${dm}`)).toBe('/#/ben.baker/dm');
    expect(await go(`slack://app?team=${slack.team.id}&id=${slack.bot.appId}&tab=home`)).toBe('/#/ben.baker/home');
  });

  it('to Gong and Composio lead to those of the sandbox', async () => {
    const go = (to: string): Promise<string | null> => leadsTo(`/face/go?to=${encodeURIComponent(to)}`);
    const { gong, composio } = sandbox;
    expect(await go('https://us-35894.app.gong.io/company/api?x=1')).toBe(`${gong.url}/company/api?x=1`);
    expect(await go('https://backend.composio.dev/a')).toBe(`${composio.url}/a`);
    expect(await go(`${composio.url}/link/ln_1`)).toBe(`${composio.url}/link/ln_1`);
  });

  it('to the world outside ask first, and never run a script', async () => {
    const page = async (to: string): Promise<string> =>
      (await fetch(at(`/face/go?to=${encodeURIComponent(to)}`))).text();
    expect(await page('https://help.example/a?b=<c>')).toContain('href="https://help.example/a?b=&lt;c&gt;"');
    expect(await page('javascript:alert(1)')).not.toContain('href="javascript');
  });
});

it('whoever Gong does not let into its Admin centre is signed in there as that person', async () => {
  const { ana, ben } = sandbox.slack.people;
  const api = encodeURIComponent('https://app.gong.io/company/api');
  const read = async (person: string): Promise<string> =>
    (await fetch(at(`/face/go?person=${person}&to=${api}`))).text();
  expect(await read(ana)).toContain('INTEGRATIONS');
  expect(await outcome('/face/control', { do: 'break', row: 'admin-centre' })).toEqual({ outcome: 'done' });
  expect(await read(ana)).toContain('Admin centre is not available to you');
  expect(await read(ben)).not.toContain('not available');
});
