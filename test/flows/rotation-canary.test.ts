/** The canary of a rotation: nobody else is asked before it works, and when it fails people read what to do. */

import { afterEach, expect, test } from 'vitest';
import { allow, attemptBecomes, connectUnhurried, eventually, nextLink } from './connect-steps.ts';
import { authConfigOf, crowd, sweepAfter, writing } from './crowd.ts';
import {
  afterWorking,
  askedOf,
  auditOf,
  openRotation,
  regenerate,
  rotationBecomes,
  rotationStates,
  submitSecret,
  toldByDm,
} from './rotation-steps.ts';
import { askForPage, pageUrl, typeOnPage } from './secret-page-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const failedButtons = ['Try the canary again', 'Type another secret', 'Stop here'];
const patched = (): unknown[] => requestsTo(world, `PATCH /auth_configs/${authConfigOf(world)}`);

test('a wrong secret, Deny and a lapsed link are each said in words, and the right secret ends it', async () => {
  world = await startWorld({ webhook: false });
  const { ana, composio } = world;
  const integration = await setUp(world);
  await connectUnhurried(world, ana);
  const [broken] = await crowd(world, 1);
  if (!broken) throw new Error('there is nobody');
  composio.expire(broken.accountId);
  await sweepAfter(world);
  await broken.person.waitForDm('stopped working');
  const secret = regenerate(world, integration);

  // The canary is refused by Gong, since the secret is not the one that it has.
  const form = await openRotation(ana);
  await form.fill('New client secret', integration.clientId);
  expect((await form.submit()).errors['New client secret']).toMatch(/This is the client ID/);
  await form.fill('New client secret', 'two words or more');
  expect((await form.submit()).errors['New client secret']).toMatch(/sentence/);
  const wrong = await nextLink(world, ana, () => submitSecret(world, ana, form, 'not-the-right-secret'));
  await allow(world, wrong);
  await rotationBecomes(world, 'canary_failed');
  const failed = await ana.waitForModal((shown) => {
    world.clock.advance(1_000);
    return /The canary failed/.test(shown.text());
  });
  for (const said of [
    'most likely the secret is not the one that Gong has now',
    'OAuth callback failed during token exchange',
    'Nobody else is asked to reconnect',
    'cannot be read back from Composio',
    'put the old secret in again by rotating once more',
  ]) {
    expect(failed.text()).toContain(said);
  }
  expect(failed.buttons().map(({ text }) => text)).toEqual(failedButtons);
  const dm = await ana.waitForDm('The canary failed');
  expect(dm.buttons().map(({ text }) => text)).toEqual(failedButtons);

  // Another secret, from the DM, typed on the page outside Slack.
  await ana.modal()?.close(true);
  await dm.press('Type another secret');
  const first = await askForPage(ana, await ana.waitForModal('What will happen'));
  // Said beside an input, which Slack brings into sight.
  expect((await ana.modal()?.submit())?.errors).toEqual({
    'Client ID': 'Type the client secret on the page first, then press Replace it.',
  });
  await typeOnPage(first, integration.clientId);
  await (await ana.waitForModal('New client secret: received')).submit();
  const url = pageUrl(await ana.waitForModal(/This is the client ID\..*\n.*New client secret: waiting/));
  expect((await typeOnPage(url, secret)).status).toBe(200);
  const received = await ana.waitForModal('New client secret: received');
  const link = await nextLink(world, ana, async () => {
    expect((await received.submit()).outcome).toBe('updated');
    await eventually(() => patched().length === 2);
    return afterWorking(world, ana);
  });
  expect(rotationStates(world)).toEqual(['canary']);
  expect(patched()).toMatchObject([
    { body: { credentials: { client_secret: 'not-the-right-secret' } } },
    { body: { credentials: { client_secret: secret } } },
  ]);

  // Deny, and a link that nobody finishes: the secret is not to blame.
  await composio.follow(link, { as: 'technical-admin', decision: 'deny' });
  await rotationBecomes(world, 'canary_failed');
  await ana.waitForDm(/The canary failed[\s\S]*Deny was pressed in Gong[\s\S]*says nothing yet about the secret/);
  await nextLink(world, ana, async () => (await ana.waitForDm('The canary failed')).press('Try the canary again'));
  await rotationBecomes(world, 'canary');
  world.clock.advance(10 * 60_000 + 1_000);
  await attemptBecomes(world, ana, 'lapsed');
  await rotationBecomes(world, 'canary_failed');
  await ana.waitForDm(/not finished within ten minutes[\s\S]*says nothing yet about the secret/);
  expect(askedOf([broken.person])).toEqual([]);

  // A link that she asks for herself is as good a canary.
  const own = await nextLink(world, ana, async () => {
    await ana.types('/gong-connect');
    await (await ana.waitForEphemeral('Connected to Gong')).press('Reconnect');
  });
  await rotationBecomes(world, 'canary');
  await allow(world, own);
  await rotationBecomes(world, 'waves');
  const request = await broken.person.waitForDm('Gong can be reconnected now');
  await allow(world, await nextLink(world, broken.person, () => request.press('Reconnect')));
  await ana.waitForDm(/The new client secret works[\s\S]*1 of 1/);
  world.clock.advance(15 * 60_000);
  await rotationBecomes(world, 'done');
  const done = await ana.waitForDm('The client secret is rotated');
  expect(done.buttons()).toEqual([]);
  expect(auditOf(world).filter((action) => action === 'rotation.canary_failed')).toHaveLength(3);
});

test('a secret that no canary has proved is no harmless one: the hub says so until one has', async () => {
  world = await startWorld({ webhook: false });
  const { ana } = world;
  const integration = await setUp(world);
  await connectUnhurried(world, ana);
  const secret = regenerate(world, integration);
  const hub = async (): Promise<string> => {
    await ana.modal()?.close(true);
    ana.reloads();
    await ana.types('/gong-setup');
    return (await ana.waitForEphemeral('Gong is set up.')).rendered;
  };
  const notProven =
    /The one connection works[\s\S]*is not proven[\s\S]*break one after the other[\s\S]*Rotate client secret/;
  expect(await hub()).not.toMatch(notProven);

  const form = await openRotation(ana);
  await allow(world, await nextLink(world, ana, () => submitSecret(world, ana, form, 'not-the-right-secret')));
  await rotationBecomes(world, 'canary_failed');
  expect(await hub()).toMatch(notProven);
  const dm = await ana.waitForDm(/^:no_entry_sign: Gong did not connect/);
  expect(dm.rendered).toMatch(/works for now, and may stop when it is renewed next/);
  expect(dm.rendered).not.toMatch(/works as before/);

  await (await ana.waitForDm('The canary failed')).press('Stop here');
  await rotationBecomes(world, 'given_up');
  expect(await hub()).toMatch(notProven);

  const again = await openRotation(ana);
  await allow(world, await nextLink(world, ana, () => submitSecret(world, ana, again, secret)));
  await eventually(() => rotationStates(world).includes('waves'));
  expect(await hub()).not.toMatch(/not proven/);
});

test('two admins, lost answers, restarts and somebody who is no admin any more', async () => {
  world = await startWorld({ webhook: false });
  const { ana, olga, composio, slack } = world;
  const integration = await setUp(world);

  // The answer is lost: said honestly, and sent again without harm.
  const secret = regenerate(world, integration);
  const form = await openRotation(ana);
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'reset' });
  await form.fill('New client secret', secret);
  await form.submit();
  await eventually(() => rotationStates(world).join() === 'given_up');
  const again = await afterWorking(world, ana);
  expect(again.text()).toMatch(
    /Composio’s answer was lost[\s\S]*not known\. Submit it again: doing so twice is harmless/,
  );
  expect(again.values()['New client secret']).toBeNull();

  // Olga has a form open as well: one rotation goes on at a time.
  const olgas = await openRotation(olga);
  await submitSecret(world, ana, again, secret);
  expect(patched()).toHaveLength(2);
  await olgas.fill('New client secret', 'another-secret-altogether');
  await olgas.submit();
  expect((await afterWorking(world, olga)).text()).toMatch(/@Ana is rotating the client secret at this moment/);
  expect(patched()).toHaveLength(2);
  expect((await openRotation(olga)).text()).toMatch(/the canary is next[\s\S]*Begun by @Ana/);

  // Whoever is an admin no longer can neither press nor submit.
  const canary = await ana.waitForModal('the canary is next');
  await slack.changePerson(ana.id, { isAdmin: false });
  await canary.press('Stop here');
  await ana.waitForModal('Only admins');
  expect(rotationStates(world)).toEqual(['given_up', 'canary']);
  await slack.changePerson(ana.id, { isAdmin: true });
  const shown = await openRotation(ana);
  await shown.press('Stop here');
  await ana.waitForModal(/The rotation has ended[\s\S]*Composio keeps the secret that was typed last/);
  const late = await openRotation(ana);
  await slack.changePerson(ana.id, { isAdmin: false });
  await late.fill('New client secret', 'typed-by-nobody-who-may');
  await late.submit();
  expect((await afterWorking(world, ana)).text()).toMatch(/Only admins/);
  expect(patched()).toHaveLength(2);
  await slack.changePerson(ana.id, { isAdmin: true });

  // The bot is killed while Composio is told: what is not known is said, and the next rotation begins anew.
  await world.current.bot.stop();
  writing(world, (insert) =>
    insert('rotations', {
      id: 'killed',
      team_id: slack.team.id,
      auth_config_id: authConfigOf(world),
      state: 'patching',
      created_by: olga.id,
      canary: olga.id,
      began_at: world.clock.now(),
    }),
  );
  await world.restart();
  await olga.waitForDm(/The rotation has ended[\s\S]*restarted while Composio was being told[\s\S]*not known/);
  expect(rotationStates(world)).toEqual(['given_up', 'given_up', 'given_up']);

  // Killed once Composio has it: the next start asks for the canary's link.
  await world.current.bot.stop();
  world.clock.advance(1_000);
  const now = world.clock.now();
  writing(world, (insert) =>
    insert('rotations', {
      id: 'half-done',
      team_id: slack.team.id,
      auth_config_id: authConfigOf(world),
      state: 'patched',
      created_by: olga.id,
      canary: olga.id,
      began_at: now,
      patched_at: now,
    }),
  );
  await nextLink(world, olga, () => world.restart());
  expect(rotationStates(world).at(-1)).toBe('canary');

  // Composio says no, or knows the auth config no more: nothing has changed.
  await (await openRotation(olga)).press('Stop here');
  await olga.waitForModal('The rotation has ended');
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400 });
  const refused = await submitSecret(world, olga, await openRotation(olga), secret);
  expect(refused.text()).toMatch(/Composio refused the new secret, so the one before is still in force/);
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 404 });
  await refused.fill('New client secret', secret);
  await refused.submit();
  await olga.modal()?.close(true);
  // The view is closed meanwhile: a message says how it went.
  await toldByDm(world, olga, /no longer has the auth config/);
});
