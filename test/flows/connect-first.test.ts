/** A rep connects: the form, the link by DM, what Composio is asked for, and what is read when it worked. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountsOf,
  attemptsOf,
  buttonTexts,
  connectUnhurried,
  linkRequests,
  linksIn,
  newRep,
  startReadyWorld,
} from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, linkOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('the form says what will be allowed and has the API base URL filled in', async () => {
  const rep = newRep(world);
  await rep.types('/gong-connect');
  const form = await rep.waitForModal('Connect Gong');
  expect(form.labels()).toEqual(['API base URL']);
  expect(form.values()).toEqual({ 'API base URL': 'https://us-35894.api.gong.io' });
  expect(form.submitText).toBe('Send me my link');
  expect(form.text()).toContain('Technical Admin');
  expect(form.text()).toContain('• Read call transcripts');
  await form.close();
  expect(attemptsOf(world, rep)).toEqual([]);
});

describe('an API base URL that cannot be right', () => {
  test.each([
    ['https://us-1.app.gong.io/home', /web app[\s\S]*Did you mean https:\/\/us-1\.api\.gong\.io\?/],
    ['http://us-1.api.gong.io', /must begin with https[\s\S]*Did you mean https:\/\/us-1\.api\.gong\.io\?/],
    ['https://us-1.api.gong.io:8443', /port[\s\S]*Did you mean/],
    ['https://us-1.api.gong.io/v2', /path[\s\S]*Did you mean/],
    ['https://evil.example', /not Gong's API/],
    ['https://api.gong.io.evil.example', /only looks like Gong/],
    ['https://me@api.gong.io', /an @ in front of the host/],
    ['https://127.0.0.1', /IP address/],
    ['nonsense', /./],
  ])('%s is refused at the field', async (typed, reason) => {
    const rep = newRep(world);
    const before = linkRequests(world).length;
    await rep.types('/gong-connect');
    const form = await rep.waitForModal('Connect Gong');
    await form.fill('API base URL', typed);
    const submitted = await form.submit();
    expect(submitted.outcome).toBe('errors');
    expect(submitted.errors['API base URL']).toMatch(reason);
    expect(attemptsOf(world, rep)).toEqual([]);
    expect(linkRequests(world)).toHaveLength(before);
    await rep.modal()?.close();
  });
});

test('the DM stands before the link is asked for, then shows it; one request, with everything the contract names', async () => {
  const rep = newRep(world);
  const before = { links: linkRequests(world).length, calls: world.slack.calls.length };
  await rep.types('/gong-connect', { channel: 'sales' });
  const form = await rep.waitForModal('Connect Gong');
  await form.fill('API base URL', ' HTTPS://EU-1.api.gong.io/ ');
  expect(await form.submit()).toEqual({ outcome: 'updated', errors: {} });
  expect(rep.modal()?.text()).toMatch(/Your link is on its way/);
  const link = await linkOf(rep);

  const [attempt] = attemptsOf(world, rep);
  const [person] = world.rows<{ external_user_id: string }>(
    'select external_user_id from people where slack_user_id = ?',
    rep.id,
  );
  const [setup] = world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");
  const requests = linkRequests(world).slice(before.links);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.body).toEqual({
    auth_config_id: setup?.auth_config_id,
    user_id: person?.external_user_id,
    connection_data: { base_url: 'https://eu-1.api.gong.io' },
    callback_url: `${world.bot.url}/composio/callback?nonce=${attempt?.nonce}`,
  });
  expect(person?.external_user_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

  const calls = world.slack.calls.slice(before.calls);
  const [posted] = calls.filter(({ method }) => method === 'chat.postMessage');
  expect(JSON.stringify(posted?.args)).not.toContain(link);
  expect(posted?.args).toMatchObject({
    unfurl_links: 'false',
    unfurl_media: 'false',
    metadata: { event_type: 'gong_connect_link', event_payload: { attempt_id: attempt?.id } },
  });
  expect(posted?.at).toBeLessThanOrEqual(requests[0]?.at ?? 0);
  const [edited] = calls.filter(({ method }) => method === 'chat.update');
  expect(JSON.stringify(edited?.args)).toContain(link);
  expect(edited?.args.metadata).toMatchObject({ event_payload: { attempt_id: attempt?.id } });

  const [dm] = rep.dm();
  expect(rep.dm()).toHaveLength(1);
  expect(dm?.rendered).toMatch(/Your personal link is ready/);
  expect(dm?.rendered).toMatch(/Technical Admin/);
  expect(buttonTexts(dm as NonNullable<typeof dm>)).toEqual(['Connect Gong', 'Ask an admin instead']);
  expect(JSON.stringify([...rep.messages('sales'), ...rep.messages('general'), ...rep.sees()])).not.toContain(link);
});

test('when Gong has agreed, the same DM says so, without the link, and proves that Gong answers', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  expect(rep.dm()).toHaveLength(1);
  const [dm] = rep.dm();
  expect(dm?.rendered).toMatch(/Gong is connected[\s\S]*Gong answers\. Everything works\./);
  expect(dm && linksIn(dm)).toEqual([]);
  expect(dm && buttonTexts(dm)).toEqual([]);
  expect(dm?.text).toMatch(/^Gong is connected\. Gong answers/);
  expect(accountsOf(world, rep)).toEqual([{ id: account, status: 'ACTIVE' }]);
  expect(world.rows('select state, verification, base_url from connections where owner = ?', rep.id)).toEqual([
    { state: 'active', verification: 'works', base_url: 'https://us-35894.api.gong.io' },
  ]);
  expect(attemptsOf(world, rep).map(({ state }) => state)).toEqual(['won']);
});

test('pressing the link button is answered and changes nothing', async () => {
  const rep = newRep(world);
  const link = await askForLink(rep);
  const [dm] = rep.dm();
  const pressed = await dm?.press('Connect Gong');
  expect(pressed?.url).toBe(link);
  expect(pressed?.outcome).toBe('acked');
  expect(rep.dm()).toHaveLength(1);
});

test('one person has one external user ID, whatever becomes of their links', async () => {
  const rep = newRep(world);
  await connectUnhurried(world, rep);
  await rep.types('/gong-connect disconnect');
  await rep.waitForEphemeral('Disconnected');
  await connectUnhurried(world, rep);
  const users = linkRequests(world)
    .slice(-2)
    .map(({ body }) => (body as { user_id: string }).user_id);
  expect(new Set(users).size).toBe(1);
});
