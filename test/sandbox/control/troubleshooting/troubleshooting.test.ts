import { afterEach, beforeEach, expect, it } from 'vitest';
import type { World } from '../../face/world.ts';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import { createOwners } from '../owners.ts';
import { createTroubleMemory, createTroubleshooting, type TroubleMemory } from './troubleshooting.ts';

let sandbox: Sandbox;
let resets: number;
let memory: TroubleMemory;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 6 });
  resets = 0;
  memory = createTroubleMemory();
});
afterEach(() => sandbox.stop());

function begin() {
  const reset = async (): Promise<void> => {
    resets += 1;
  };
  const world: World = { epoch: 'one', sandbox, bot: null, mode: 'HTTP', reset };
  return createTroubleshooting(world, createOwners(sandbox.databasePath), memory);
}

it('the row that needs a fresh start breaks at once where there is one, and is about Ana’s role in Gong', async () => {
  const { ana, ben } = sandbox.slack.people;
  const troubleshooting = begin();
  await troubleshooting.begin('admin-centre');
  expect(troubleshooting.rows()[1]).toEqual({ id: 'admin-centre', state: 'broken', person: ana });
  const { people } = sandbox.gong.company;
  expect(people.find(({ id }) => id === troubleshooting.gongPersonOf(ana))?.role).toBe('business-admin');
  expect(troubleshooting.gongPersonOf(ben)).toBeNull();
  await expect(troubleshooting.begin('scopes')).rejects.toThrow('another row is still broken');
  sandbox.composio.addAuthConfig({ clientId: 'c', clientSecret: 's' });
  expect(troubleshooting.rows()[1]).toMatchObject({ state: 'repaired' });
  expect(troubleshooting.gongPersonOf(ana)).toBeNull();
});

it('where Gong is set up it resets everything first, and what was repaired stays so', async () => {
  const { id } = sandbox.composio.addAuthConfig({ clientId: 'c', clientSecret: 's' });
  await begin().begin('admin-centre');
  expect(resets).toBe(0);
  await new Promise(setImmediate);
  expect(resets).toBe(1);
  // The new world has no auth config; the old one stands in for it here.
  sandbox.composio.deleteAuthConfig(id);
  memory.repaired = ['scopes'];
  const next = begin();
  await expect
    .poll(() =>
      next
        .rows()
        .map(({ state }) => state)
        .slice(1, 4),
    )
    .toEqual(['broken', 'ready', 'repaired']);
  expect(begin().rows()[1]?.state).toBe('ready');
});

it('a row says why it cannot be played: an integration that is gone, a connection that is shared', async () => {
  const { id } = sandbox.composio.addAuthConfig({ clientId: 'c', clientSecret: 's' });
  await expect(begin().begin('scopes')).rejects.toThrow('the integration was deleted in Gong');
  sandbox.composio.addAccount({ authConfigId: id, userId: 'u', accountType: 'SHARED' });
  await expect(begin().begin('scopes')).rejects.toThrow('people use the company connection now');
});
