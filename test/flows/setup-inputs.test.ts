/** The wizard's fields: what cannot be right is said field by field, and a credential is never repeated. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { chooseScopes, creations, openWizard, slackRefusals } from './setup-steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  expect(creations(world)).toBe(0);
  expect(world.rows('select id from setups')).toEqual([]);
  await world.end();
});

describe('choosing', () => {
  test.each([
    ['https://evil.example/us-1', /not the address of Gong's web app/],
    ['us-35894.app.gong.io:8443', /not the address of Gong's web app/],
    ['https://ana:pw@us-1.app.gong.io', /not the address of Gong's web app/],
    ['us 1.app.gong.io', /Character 3 is a space/],
  ])('a workspace URL such as %s is refused with the reason', async (typed, reason) => {
    const choose = await openWizard(world.ana);
    await choose.fill('Gong workspace URL', typed);
    const { outcome, errors } = await choose.submit();
    expect(outcome).toBe('errors');
    expect(Object.keys(errors)).toEqual(['Gong workspace URL']);
    expect(errors['Gong workspace URL']).toMatch(reason);
  });

  test('scopes that cannot be scopes are named with what is wrong with them', async () => {
    const choose = await openWizard(world.ana);
    await choose.fill('Other scopes', 'api:ok:read calls:read, api:Calls:read api:calls;read api: api:x::y');
    const { errors } = await choose.submit();
    expect(errors).toEqual({
      'Other scopes':
        '“calls:read” does not begin with "api:". “api:Calls:read” has capital letters: Gong writes scopes in lower case. “api:calls;read” contains ";". And 2 more. A scope looks like api:calls:read:basic.',
    });
  });

  test('typed scopes alone are enough, and none at all are not', async () => {
    const choose = await openWizard(world.ana);
    await choose.fill('Scopes', []);
    expect((await choose.submit()).outcome).toBe('invalid');
  });

  test('more scopes than a form can carry on are refused before Slack would', async () => {
    const choose = await openWizard(world.ana);
    const all = choose.blocks.find((block) => block.block_id === 'scopes')?.element?.option_groups ?? [];
    await choose.fill(
      'Scopes',
      all.flatMap(({ options }) => options.map(({ value }) => value ?? '')),
    );
    const typed = Array.from({ length: 219 }, (_, index) => `api:${index.toString(36)}`).join(' ');
    await choose.fill('Other scopes', typed);
    const { errors } = await choose.submit();
    expect(errors).toEqual({ Scopes: 'These are more scopes than the form can hold. Choose fewer.' });
    await choose.fill('Other scopes', 'api:a1 api:a2');
    expect((await choose.submit()).outcome).toBe('updated');
    expect(world.ana.modal()?.text()).toContain('tick exactly these 39');
  });
});

describe('registering', () => {
  const clientId = 'GONGCLIENT1234567890';
  const clientSecret = 'canary-secret-0123456789';
  let register: ShownModal;
  beforeEach(async () => {
    register = await chooseScopes(world.ana);
    await register.fill('Client ID', clientId);
    await register.fill('Client secret', clientSecret);
  });

  test.each([
    ['Client ID', 'GONG CLIENT', /Character 5 is a space/],
    ['Client ID', 'GÖNGCLIENT12', /Character 2 is a letter outside A to Z \(U\+00D6\)/],
    ['Client ID', 'abc', /too short/],
    ['Client ID', 'https://us-1.app.gong.io/company/api', /web address/],
    ['Client ID', '••••••••••', /hidden form/],
    ['Client secret', 'canary-secret-“0123456789', /Character 15 is a curly double quote/],
    ['Client secret', 'canary-secret-\u200b0123456789', /Character 15 is an invisible zero-width space/],
    ['Client secret', 'canar', /too short/],
    ['Client secret', 'canary-secret Client ID and more', /several things copied at once/],
    ['Client secret', clientId, /client ID again/],
    [
      'API base URL',
      'https://us-35894.app.gong.io/home',
      /web app[\s\S]*Did you mean https:\/\/us-35894\.api\.gong\.io\?/,
    ],
    ['API base URL', 'http://api.gong.io', /https:[\s\S]*Did you mean https:\/\/api\.gong\.io\?/],
    ['API base URL', 'https://api.gong.io.evil.example', /only looks like Gong/],
    ['API base URL', 'https://user@api.gong.io', /@ in front of the host/],
    ['API base URL', 'https://10.0.0.1', /IP address/],
    ['API base URL', 'https://xn--gng-jna.api.gong.io', /only look like plain ones/],
    ['API base URL', 'https://a.b.api.gong.io', /exactly one name/],
  ])('%s that reads %j is judged, and not repeated', async (label, typed, reason) => {
    await register.fill(label, typed);
    const { outcome, errors } = await register.submit();
    expect(outcome).toBe('errors');
    expect(Object.keys(errors)).toEqual([label]);
    expect(errors[label]).toMatch(reason);
    if (label !== 'API base URL') expect(errors[label]).not.toContain(typed.slice(0, 6));
    expect(errors[label]).not.toContain(clientSecret.slice(0, 6));
    expect(register.values()).toMatchObject({ 'Client ID': label === 'Client ID' ? typed : clientId });
  });

  test('several wrong fields are all said at once', async () => {
    await register.fill('Client ID', 'a b');
    await register.fill('Client secret', 'x');
    await register.fill('API base URL', 'https://example.com');
    const { errors } = await register.submit();
    expect(Object.keys(errors)).toEqual(['Client ID', 'Client secret', 'API base URL']);
  });
});
