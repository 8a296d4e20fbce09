/** One connection for the whole company, from choosing it after the setup to the last person who leaves. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExport } from '../../src/adapters/sqlite/export.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { companyAccount, externalUserIdOf, grantBecomes, grantOf, joinCompany } from './company-steps.ts';
import { allow, buttonTexts, nextLink } from './connect-steps.ts';
import { chooseScopes, eventually, registerInGong, requestsTo, saveWith } from './setup-steps.ts';
import { accountOf, connect, linkOf, startWorld, type World } from './world.ts';

let world: World;
let dora: PersonDriver;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const acl = () => world.composio.account(companyAccount(world)).acl;

describe('an admin', () => {
  test('is offered one company connection right after the setup, beside the Technical Admin fact', async () => {
    const register = await chooseScopes(world.ana);
    const done = await saveWith(world, world.ana, register, registerInGong(world, register));
    expect(done.text()).toMatch(/one connection for the whole company.*Technical Admin/s);
    // Ben and Dora have connected on their own before.
    await connect(world, world.ben);
    dora = world.slack.addPerson({ realName: 'Dora Rep' });
    world.clock.advance(3_000);
    await connect(world, dora);
    await done.press('Use one company connection');
    const chosen = await world.ana.waitForModal('Now: Company');
    expect(chosen.text()).toMatch(/Not connected yet.*Technical Admin/s);
    expect(world.rows("select actor, detail from audit where action = 'connection_mode.chosen'")).toEqual([
      { actor: world.ana.id, detail: JSON.stringify({ mode: 'company' }) },
    ]);
  });

  test('and people who come before it is connected are told to wait, and whom to ask', async () => {
    await world.chloe.types('/gong-connect');
    const answer = await world.chloe.waitForEphemeral('not connected for your company yet');
    expect(world.chloe.modal()).toBeNull();
    await answer.press('Ask the admins');
    await world.chloe.waitForEphemeral('let in as soon as');
    const asked = await world.ana.waitForDm('nobody has connected it yet');
    expect(buttonTexts(asked)).toEqual(['How people connect']);
    expect(grantOf(world, world.chloe)).toBe('wanted');
  });

  test('connects as Technical Admin: a shared account, and who waited is let in and told', async () => {
    await world.ana.modal()?.press('I am a Technical Admin: get the link');
    await world.ana.waitForModal('The link is on its way');
    const link = await linkOf(world.ana);
    const waiting = await world.ana.waitForDm('The link for the whole company is ready');
    expect(waiting.rendered).toContain('Technical Admin');
    await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
    await world.ana.waitForDm(/connected for the whole company.*Gong answers/s);
    const account = world.composio.account(companyAccount(world));
    expect(account).toMatchObject({
      accountType: 'SHARED',
      status: 'ACTIVE',
      userId: externalUserIdOf(world, world.ana),
    });
    await world.chloe.waitForDm('You can use the company’s Gong connection');
    expect(acl()).toEqual({
      allow_all_users: false,
      allowed_user_ids: [externalUserIdOf(world, world.chloe)],
      not_allowed_user_ids: [],
    });
  });
});

describe('a rep', () => {
  test('is granted use without a browser, and tests it', async () => {
    const before = world.composio.requests.filter(({ path }) => path === '/connected_accounts/link').length;
    await joinCompany(world, world.olga);
    expect(world.olga.modal()).toBeNull();
    const told = await world.olga.waitForDm('You can use the company’s Gong connection');
    expect(acl().allowed_user_ids).toContain(externalUserIdOf(world, world.olga));
    expect(world.composio.requests.filter(({ path }) => path === '/connected_accounts/link')).toHaveLength(before);
    await told.press('Test it');
    const card = await world.olga.waitForEphemeral('Gong answers');
    await card.press('Details');
    const details = await world.olga.waitForEphemeral('External user ID');
    expect(details.rendered).toContain(companyAccount(world));
    expect(details.rendered).toContain(externalUserIdOf(world, world.olga));
  });

  test('who has a working connection of their own keeps it, and hears that it is their own', async () => {
    await world.ben.types('/gong-connect');
    const card = await world.ben.waitForEphemeral('Connected to Gong');
    expect(card.rendered).toMatch(/your own and keeps working/);
    expect(world.composio.account(accountOf(world, world.ben)).status).toBe('ACTIVE');
    expect(grantOf(world, world.ben)).toBeNull();
  });

  test('whose own connection breaks is let in to the company’s by Reconnect, and not reminded of the old one', async () => {
    const own = accountOf(world, dora);
    world.composio.expire(own);
    const alert = await dora.waitForDm('Your Gong connection stopped working');
    await alert.press('Reconnect');
    await dora.waitForEphemeral('You can use the company’s Gong connection');
    await grantBecomes(world, dora, 'granted');
    expect(acl().allowed_user_ids).toContain(externalUserIdOf(world, dora));
    await eventually(() => !world.composio.accounts().some(({ id }) => id === own), 'the old account is deleted');
    // Gong knows one approval of the app: revoking it could end the company's.
    const [deletion] = requestsTo(world, `DELETE /connected_accounts/${own}`);
    expect(deletion?.query).not.toHaveProperty('revoke_on_delete');
    expect(world.rows('select ended_at is null as open from outages')).toEqual([{ open: 0 }]);
    await dora.waitForDm((one) => one.ts === alert.ts && buttonTexts(one).length === 0);
    await dora.types('/gong-connect disconnect');
    await grantBecomes(world, dora, 'withdrawn');
  });

  test('who disconnects is taken out of the list, and comes back with one command', async () => {
    await world.olga.types('/gong-connect disconnect');
    await world.olga.waitForEphemeral('stays for the others');
    await grantBecomes(world, world.olga, 'withdrawn');
    expect(acl().allowed_user_ids).toEqual([externalUserIdOf(world, world.chloe)]);
    await world.olga.waitForDm('You no longer use the company’s Gong connection');
    await world.olga.types('/gong-connect status');
    const out = await world.olga.waitForEphemeral('You are not using the company’s Gong connection');
    expect(buttonTexts(out)).toEqual(['Use the company’s connection']);
    world.clock.advance(2_000);
    await joinCompany(world, world.olga);
    expect(acl().allowed_user_ids).toHaveLength(2);
  });

  test('who is deactivated in Slack is taken out', async () => {
    await world.slack.deactivate(world.chloe.id);
    await grantBecomes(world, world.chloe, 'withdrawn');
    expect(acl().allowed_user_ids).toEqual([externalUserIdOf(world, world.olga)]);
  });
});

test('who approved hears that leaving does not end what they allowed', async () => {
  await joinCompany(world, world.ana);
  await world.ana.types('/gong-connect disconnect');
  await world.ana.waitForEphemeral(/stays for the others.*You approved it/s);
  await grantBecomes(world, world.ana, 'withdrawn');
});

test('the export and the metrics know who uses it', async () => {
  const rows = readExport(world.databasePath);
  const rowOf = (person: PersonDriver) => rows.find(({ slack_user_id }) => slack_user_id === person.id);
  expect(rowOf(world.olga)).toMatchObject({
    external_user_id: externalUserIdOf(world, world.olga),
    connection: 'active',
    connected_account_id: companyAccount(world),
    connected_through: 'company',
    company_grant: 'granted',
  });
  expect(rowOf(world.ben)).toMatchObject({
    connected_account_id: accountOf(world, world.ben),
    connected_through: 'personal',
    company_grant: null,
  });
  expect(rowOf(world.chloe)).toMatchObject({ connected_account_id: null, company_grant: 'withdrawn' });
  const text = await (await fetch(`${world.bot.url}/metrics`)).text();
  expect(text).toContain('gong_connect_grants{state="granted"} 1\n');
  expect(text).toContain('gong_connect_grants{state="withdrawn"} 3\n');
  expect(text).toContain('gong_connect_connections{state="active"} 1\n');
  expect(text).toContain('gong_connect_company_connection{state="active"} 1\n');
});

test('an API base URL at which Gong does not answer is changed with a new link, and nobody is let out', async () => {
  const account = companyAccount(world);
  world.composio.account(account).fields.base_url = 'https://api.gone.example';
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('it is connected')).press('How people connect');
  await (await world.ana.waitForModal('Now: Company')).press('Test it');
  const tested = await world.ana.waitForModal('Tested just now: Gong did not answer at this API base URL');
  await tested.press('Change the URL');
  const form = await world.ana.waitForModal('at the API base URL of the company');
  await form.fill('API base URL', 'app.gong.io');
  expect((await form.submit()).outcome).toBe('errors');
  await form.fill('API base URL', 'https://api.gong.io');
  const link = await nextLink(world, world.ana, () => form.submit());
  await allow(world, link);
  await world.ana.waitForDm(/connected for the whole company.*Gong answers.*api\.gong\.io/s);
  await eventually(() => !world.composio.accounts().some(({ id }) => id === account), 'the old account goes');
  expect(acl().allowed_user_ids).toEqual([externalUserIdOf(world, world.olga)]);
});

test('the hub and the modal say how it is; going over to personal cuts people off only when that is confirmed', async () => {
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  const hub = await world.ana.waitForEphemeral('one connection for everybody; it is connected');
  await hub.press('How people connect');
  const modal = await world.ana.waitForModal('Now: Company');
  expect(modal.text()).toMatch(/Let in: 1.*approved by @Ana/s);
  expect(modal.text()).toContain('One personal connection goes on beside it');
  const account = companyAccount(world);
  expect((await modal.press('Go over to personal', { confirm: false })).outcome).toBe('not confirmed');
  await modal.press('Go over to personal');
  await world.ana.waitForModal('Now: Personal');
  const told = await world.olga.waitForDm('no longer shares one Gong connection');
  expect(buttonTexts(told)).toEqual(['Connect Gong']);
  await eventually(
    () => world.composio.accounts().every(({ id }) => id !== account),
    'the company’s account is deleted',
  );
  expect(world.composio.account(accountOf(world, world.ben)).status).toBe('ACTIVE');
  await told.press('Connect Gong');
  await world.olga.waitForModal('Are you a Gong Technical Admin?');
});
