import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../face/world.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import type { JsonObject } from '../slack/json.ts';
import { callMethod } from '../slack/raw-bot.ts';
import { createAdminSteps } from './admin-steps.ts';
import { type ControlAct, performControlAct } from './control-acts.ts';
import { readControlState } from './control-state.ts';
import { createJourney } from './journey.ts';
import { createOwners } from './owners.ts';
import { createTrouble, type Trouble, troubles } from './trouble.ts';
import { createTroubleMemory, createTroubleshooting } from './troubleshooting/troubleshooting.ts';

let sandbox: Sandbox;
let world: World;
let trouble: Trouble;
let resets: number;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 5 });
  trouble = createTrouble(sandbox);
  resets = 0;
  const reset = async (): Promise<void> => {
    resets += 1;
  };
  world = { epoch: 'one', sandbox, bot: null, mode: 'HTTP', reset };
});

afterEach(() => sandbox.stop());

const parts = () => {
  const owners = createOwners(sandbox.databasePath);
  const troubleshooting = createTroubleshooting(world, owners, createTroubleMemory());
  return {
    owners,
    trouble,
    journey: createJourney(sandbox, owners),
    adminSteps: createAdminSteps(sandbox),
    troubleshooting,
  };
};
const perform = (act: ControlAct): Promise<void> => performControlAct(act, world, parts());

function connectedAccount(userId = 'u1'): string {
  const { composio, gong } = sandbox;
  const integration = gong.registerIntegration({ name: 'Gong Connect', scopes: ['api:users:read'], redirectUris: [] });
  const config = composio.addAuthConfig({ clientId: integration.clientId, clientSecret: integration.clientSecret });
  return composio.addAccount({ authConfigId: config.id, userId }).id;
}

describe('a connection', () => {
  it.each([
    ['expire', 'EXPIRED'],
    ['revoke', 'REVOKED'],
    ['disable', 'INACTIVE'],
  ] as const)('after "%s" is %s', async (action, status) => {
    const id = connectedAccount();
    await perform({ do: 'connection', id, action });
    expect(sandbox.composio.account(id).status).toBe(status);
  });

  it('is ACTIVE again once enabled, and gone once deleted', async () => {
    const id = connectedAccount();
    await perform({ do: 'connection', id, action: 'disable' });
    await perform({ do: 'connection', id, action: 'enable' });
    expect(sandbox.composio.account(id).status).toBe('ACTIVE');
    await perform({ do: 'connection', id, action: 'delete' });
    expect(sandbox.composio.accounts()).toEqual([]);
    await expect(perform({ do: 'connection', id, action: 'expire' })).rejects.toThrow();
  });
});

it('manages the integration, the auth config and the people', async () => {
  connectedAccount();
  const { gong, composio, slack } = sandbox;
  const { id = '', clientSecret } = gong.integrations()[0] ?? {};
  await perform({ do: 'integration', id, action: 'disable' });
  expect(gong.integrations()[0]?.enabled).toBe(false);
  await perform({ do: 'integration', id, action: 'enable' });
  await perform({ do: 'integration', id, action: 'regenerate' });
  expect(gong.integrations()[0]).toMatchObject({ enabled: true });
  expect(gong.integrations()[0]?.clientSecret).not.toBe(clientSecret);
  await perform({ do: 'integration', id, action: 'delete' });
  expect(gong.integrations()).toEqual([]);
  const config = composio.authConfigs()[0]?.id ?? '';
  await perform({ do: 'auth-config', id: config, action: 'disable' });
  expect(composio.authConfigs()[0]?.enabled).toBe(false);
  await perform({ do: 'auth-config', id: config, action: 'enable' });
  expect(composio.authConfigs()[0]?.enabled).toBe(true);
  await perform({ do: 'auth-config', id: config, action: 'delete' });
  expect(composio.authConfigs()).toEqual([]);
  const { ben } = slack.people;
  const isGone = (): boolean | undefined => slack.snapshot(ben).people.find(({ id: each }) => each === ben)?.deleted;
  await perform({ do: 'person', id: ben, action: 'deactivate' });
  expect(isGone()).toBe(true);
  await perform({ do: 'person', id: ben, action: 'reactivate' });
  expect(isGone()).toBe(false);
});

it('gives and takes roles in Gong, and lets people leave', async () => {
  const roles = () => sandbox.gong.company.people.map(({ id, role }) => `${id} ${role}`);
  await perform({ do: 'gong-person', id: '5002', action: 'promote' });
  await perform({ do: 'gong-person', id: '5001', action: 'demote' });
  await perform({ do: 'gong-person', id: '5003', action: 'leave' });
  expect(roles()).toEqual(['5001 rep', '5002 technical-admin', '5004 rep']);
});

it('moves the clock of the sandbox, and with it what falls due', async () => {
  const before = sandbox.clock.now();
  let fired = 0;
  sandbox.clock.after(60_000, () => {
    fired += 1;
  });
  await perform({ do: 'time', ms: 600_000 });
  expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(600_000);
  expect(fired).toBe(1);
});

it('lets a crowd join, the same in each run, sixty at a time, until all are there', async () => {
  const { slack } = sandbox;
  const { ana } = slack.people;
  const names = (): string[] =>
    slack
      .members()
      .slice(7)
      .map(({ name }) => name);
  await perform({ do: 'crowd' });
  expect([names().length, names()[0], names().at(-1)]).toEqual([60, 'ada.abara', 'tess.costa']);
  for (let times = 0; times < 4; times += 1) await perform({ do: 'crowd' });
  expect(new Set(names()).size).toBe(300);
  await expect(perform({ do: 'crowd' })).rejects.toThrow('everybody is here already');
  const { conversations } = slack.snapshot(ana);
  expect(conversations.map(({ name }) => name)).toContain('sales');
});

it('begins a reset without waiting for it', async () => {
  await perform({ do: 'reset' });
  expect(resets).toBe(0);
  await new Promise(setImmediate);
  expect(resets).toBe(1);
});

describe('trouble', () => {
  const ask = async (): Promise<number> => {
    const { composio } = sandbox;
    const response = await fetch(`${composio.url}/api/v3/auth_configs`, { headers: { 'x-api-key': composio.apiKey } });
    return response.status;
  };

  it('with Composio lasts until it is taken back', async () => {
    await perform({ do: 'trouble', service: 'composio', name: 'failing' });
    expect([await ask(), await ask()]).toEqual([500, 500]);
    await perform({ do: 'trouble', service: 'composio', name: 'rate limited' });
    expect(await ask()).toBe(429);
    await perform({ do: 'trouble', service: 'composio', name: 'refusing the key' });
    expect(await ask()).toBe(401);
    await perform({ do: 'trouble', service: 'composio', name: 'none' });
    expect(await ask()).toBe(200);
  });

  it('with sharing leaves everything else alone', async () => {
    await perform({ do: 'trouble', service: 'composio', name: 'refusing shared connections' });
    expect([await ask(), sandbox.composio.switches.sharedConnections]).toEqual([200, 'refused']);
    await perform({ do: 'trouble', service: 'composio', name: 'none' });
    expect(sandbox.composio.switches.sharedConnections).toBe('offered');
  });

  it('with Slack lasts until it is taken back', async () => {
    const { slack } = sandbox;
    await perform({ do: 'trouble', service: 'slack', name: 'failing' });
    expect(await fetch(`${slack.apiUrl}auth.test`).then(({ status }) => status)).toBe(503);
    await perform({ do: 'trouble', service: 'slack', name: 'none' });
    expect((await callMethod(slack, 'auth.test')).body.ok).toBe(true);
  });

  it('is named on the panel, and an unknown name means none', async () => {
    for (const service of ['slack', 'composio'] as const) {
      for (const name of troubles[service]) {
        trouble.set(service, name);
        expect(trouble.now()[service]).toBe(name);
      }
      trouble.set(service, 'no such trouble');
      expect(trouble.now()[service]).toBe('none');
    }
  });
});

describe('the guide', () => {
  /** Whose account is whose, as the bot's database would say. */
  const known = new Map<string, string>();
  const owners = { slackUserIdOf: (externalUserId: string) => known.get(externalUserId) ?? null };
  const deleteByApi = (id: string) => {
    const { url, apiKey } = sandbox.composio;
    return fetch(`${url}/api/v3/connected_accounts/${id}`, { method: 'DELETE', headers: { 'x-api-key': apiKey } });
  };
  beforeEach(() => {
    const { ana, ben, chloe } = sandbox.slack.people;
    for (const [externalUserId, person] of [
      ['u1', ben],
      ['u2', chloe],
      ['admin', ana],
    ] as const) {
      known.set(externalUserId, person);
    }
  });

  it('ticks off what happened, once and for all, and what came before it', () => {
    const journey = createJourney(sandbox, owners);
    expect([journey.done(), journey.rep(), journey.wizard()]).toEqual([[], null, null]);
    const id = connectedAccount();
    expect(journey.done()).toEqual(['setup', 'choose', 'register', 'save', 'connect', 'allow']);
    expect(journey.rep()).toBe(sandbox.slack.people.ben);
    sandbox.composio.expire(id);
    expect(journey.done().at(-1)).toBe('break');
    const { authConfigId } = sandbox.composio.account(id);
    sandbox.composio.addAccount({ authConfigId, userId: 'u2' });
    expect(journey.done().at(-1)).toBe('break');
    expect(journey.rep()).toBe(sandbox.slack.people.ben);
    sandbox.composio.addAccount({ authConfigId, userId: 'u1' });
    expect(journey.done().at(-1)).toBe('repair');
    sandbox.composio.remove(id);
    expect(journey.done()).toHaveLength(8);
  });

  it('is about a rep: an admin’s own connection ticks off no step of theirs', () => {
    const journey = createJourney(sandbox, owners);
    const { composio } = sandbox;
    const { authConfigId, id } = composio.account(connectedAccount('admin'));
    composio.expire(id);
    expect(journey.done().at(-1)).toBe('save');
    composio.addAccount({ authConfigId, userId: 'u2', status: 'INITIATED' });
    expect(journey.done().at(-1)).toBe('connect');
    expect(journey.rep()).toBe(sandbox.slack.people.chloe);
  });

  it('does not call a connection broken that was replaced by a newer one, or given up', async () => {
    const journey = createJourney(sandbox, owners);
    const id = connectedAccount();
    journey.done();
    const { authConfigId } = sandbox.composio.account(id);
    const newer = sandbox.composio.addAccount({ authConfigId, userId: 'u1' });
    sandbox.composio.remove(id);
    expect(journey.done().at(-1)).toBe('allow');
    await deleteByApi(newer.id);
    expect(sandbox.composio.accounts()).toEqual([]);
    expect(journey.done().at(-1)).toBe('allow');
  });

  it('takes the company’s one connection for that of the rep whom it serves', () => {
    const journey = createJourney(sandbox, owners);
    const { composio } = sandbox;
    const { authConfigId, id } = composio.account(connectedAccount('admin'));
    composio.remove(id);
    const shared = composio.addAccount({ authConfigId, userId: 'admin', accountType: 'SHARED' });
    expect(journey.done().at(-1)).toBe('save');
    shared.acl.allowed_user_ids.push('u2');
    expect([journey.done().at(-1), journey.rep()]).toEqual(['allow', sandbox.slack.people.chloe]);
    composio.expire(shared.id);
    expect(journey.done().at(-1)).toBe('break');
  });

  it('ticks off the admin’s side once something was done there, and the one connection once it serves somebody', async () => {
    const { slack, composio } = sandbox;
    const steps = createAdminSteps(sandbox);
    const pressed = (payload: JsonObject): void => {
      const ack = { acked: true, body: null } as const;
      slack.deliveries.push({ kind: 'interactive', payload, retry: 0, ack, tookMs: 1 });
    };
    const press = (action_id: string) => pressed({ type: 'block_actions', actions: [{ action_id }] });
    press('roster:open');
    press('checkup:check');
    expect(steps.done()).toEqual([]);
    press('checkup:check');
    pressed({ type: 'view_submission', view: { callback_id: 'roster:search_form' } });
    expect(steps.done()).toEqual(['roster', 'checkup']);
    const { authConfigId } = composio.account(connectedAccount());
    const shared = composio.addAccount({ authConfigId, userId: 'admin', accountType: 'SHARED' });
    expect(steps.done()).toEqual(['roster', 'checkup']);
    shared.acl.allowed_user_ids.push('u2');
    expect(steps.done()).toEqual(['roster', 'checkup', 'company']);
  });
});

it('counts who may use a shared account', () => {
  const { composio } = sandbox;
  const { authConfigId } = composio.account(connectedAccount());
  const acl = { allowed_user_ids: ['u2', 'u3'], not_allowed_user_ids: ['u4'] };
  composio.addAccount({ authConfigId, userId: 'admin', accountType: 'SHARED', acl });
  const { connections } = readControlState(world, parts());
  expect(connections.map(({ shared }) => shared)).toEqual([null, { allowsAll: false, allowed: 2, denied: 1 }]);
});

it('shows requests with the newest first, repeated reads counted, and accounts of nobody known', async () => {
  connectedAccount();
  const { composio } = sandbox;
  const headers = { 'x-api-key': composio.apiKey };
  await fetch(`${composio.url}/api/v3/auth_configs?limit=1`, { headers });
  await fetch(`${composio.url}/api/v3/auth_configs?limit=1`, { headers });
  await fetch(`${composio.url}/api/v3.1/connected_accounts`, { headers });
  const state = readControlState(world, parts());
  expect(state.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'GET /api/v3.1/connected_accounts 200',
    'GET /api/v3/auth_configs 200',
  ]);
  expect(state.requests.map(({ times }) => times)).toEqual([1, 2]);
  expect(state.connections).toMatchObject([{ person: null, status: 'ACTIVE', shared: null }]);
  expect(state.movedMs).toBe(0);
});
