/** The integration in Gong and the setup here differ: what the person reads, and that mending it is enough. */

import { afterEach, expect, test } from 'vitest';
import { allow, attemptBecomes, attemptsOf, buttonTexts, nextLink, startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('a redirect URI that Gong does not know ends on a page of Gong’s: nobody comes back, and the link lapses', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  const right = config.oauthRedirectUri;
  config.oauthRedirectUri = 'https://backend.composio.dev/api/v3/toolkits/auth/callback';
  const landing = await allow(world, await askForLink(ben));
  expect(landing.text).toMatch(/redirect/i);
  await attemptBecomes(world, ben, 'pending');
  world.clock.advance(10 * 60_000 + 1_000);
  const lapsed = await ben.waitForDm('That link expired.');
  expect(lapsed.rendered).toMatch(
    /another error page, such as “Unknown client”: an admin can check the client ID, the redirect URI and the scopes/,
  );
  expect(attemptsOf(world, ben)).toMatchObject([{ state: 'lapsed' }]);

  config.oauthRedirectUri = right;
  await allow(world, await nextLink(world, ben, () => lapsed.press('Get a new link')));
  await ben.waitForDm('Gong is connected.');
});

test('a client ID that Gong does not know is named, to the rep as well as where it can be put right', async () => {
  world = await startReadyWorld();
  const { ana, ben } = world;
  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  [config.clientId, config.clientSecret] = [config.clientSecret, config.clientId];
  const landing = await allow(world, await askForLink(ben));
  expect(landing.text).toMatch(/Unknown client/i);
  world.clock.advance(10 * 60_000 + 1_000);
  expect((await ben.waitForDm('That link expired.')).rendered).toMatch(
    /“Unknown client”: an admin can check the client ID/,
  );
  await ana.types('/gong-setup');
  await ana.waitForEphemeral('If the client ID, the client secret or a scope was wrong, start over.');
});

test('a client secret that was regenerated in Gong is told as the setup’s fault, to the rep and to the admin they ask', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  const [integration] = world.gong.integrations();
  const secret = world.gong.regenerateSecret(integration?.id ?? '');
  const link = await askForLink(ben);
  const landing = await allow(world, link);
  expect(landing.text).toMatch(/Gong did not connect/);
  const declined = await ben.waitForDm('Gong did not connect.');
  expect(declined.rendered).toMatch(/token exchange[\s\S]*client secret[\s\S]*an admin needs to look at the setup/);
  expect(declined.rendered).not.toMatch(/Deny was pressed|Technical Admin/);
  expect(buttonTexts(declined)).toEqual(['Ask an admin instead', 'Get a new link']);
  expect(attemptsOf(world, ben)).toMatchObject([{ state: 'declined' }]);

  await declined.press('Ask an admin instead');
  const answer = await ben.waitForEphemeral('Asked @Ana');
  expect(answer.rendered).not.toMatch(/No link was sent|Technical Admin/);
  const asked = await world.ana.waitForDm('@Ben pressed Allow in Gong');
  expect(asked.rendered).toMatch(/OAuth callback failed during token exchange/);
  expect(asked.rendered).not.toMatch(/no Gong Technical Admin|may not approve/);
  expect(buttonTexts(asked)).toEqual(['Rotate client secret', 'Check setup']);
  await asked.press('Rotate client secret');
  await world.ana.waitForModal('Rotate client secret');
  await world.ana.modal()?.close(true);

  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  config.clientSecret = secret;
  await allow(world, await nextLink(world, ben, () => declined.press('Get a new link')));
  await ben.waitForDm('Gong is connected.');
  await world.ana.waitForDm('@Ben asked you about connecting Gong, and is connected now.');
});
