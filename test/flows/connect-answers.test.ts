/** `/gong-connect` and its words: the status card, help, disconnecting; and Gong not set up yet. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountsOf,
  attemptsOf,
  buttonTexts,
  connectUnhurried,
  eventually,
  newRep,
  nextLink,
  startReadyWorld,
} from './connect-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test.each(['help', 'HELP', 'please connect me', '<!channel> `x`'])(
  'the word "%s" is answered with help',
  async (word) => {
    const rep = newRep(world);
    await rep.types(`/gong-connect ${word}`);
    const answer = await rep.waitForEphemeral('Connect your Gong account');
    for (const known of ['status', 'disconnect', 'help']) expect(answer.rendered).toContain(`/gong-connect ${known}`);
    expect(rep.modal()).toBeNull();
  },
);

test('status without a connection offers to connect, and the button opens the form', async () => {
  const rep = newRep(world);
  await rep.types('/gong-connect status');
  const answer = await rep.waitForEphemeral('You are not connected to Gong.');
  await answer.press('Connect Gong');
  const form = await rep.waitForModal('Connect Gong');
  expect(form.values()['API base URL']).toBe('https://us-35894.api.gong.io');
});

describe('connected', () => {
  test('the command and its word status show the same card; Details adds what a developer needs', async () => {
    const rep = newRep(world);
    const account = await connectUnhurried(world, rep);
    await rep.modal()?.close(true);
    await rep.types('/gong-connect');
    const card = await rep.waitForEphemeral('Connected to Gong since');
    expect(rep.modal()).toBeNull();
    expect(card.rendered).toMatch(/Last checked: (?!not yet)[\s\S]*Gong answers\. Everything works\./);
    expect(card.rendered).toContain('Read call transcripts');
    expect(card.rendered).not.toContain(account);
    expect(buttonTexts(card)).toEqual(['Reconnect', 'Test it', 'Disconnect', 'Details']);
    expect(card.text).toBe('You are connected to Gong.');

    await card.press('Details');
    const details = await rep.waitForEphemeral('External user ID');
    const [person] = world.rows<{ external_user_id: string }>(
      'select external_user_id from people where slack_user_id = ?',
      rep.id,
    );
    const [setup] = world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");
    for (const fact of ['ACTIVE', account, person?.external_user_id, 'OAUTH2', 'GONG', setup?.auth_config_id]) {
      expect(details.rendered).toContain(fact);
    }
    expect(buttonTexts(details)).not.toContain('Details');

    rep.reloads();
    await rep.types('/gong-connect status');
    await rep.waitForEphemeral('Connected to Gong since');
  });

  test('Test it asks Gong once more and says what it answered', async () => {
    const rep = newRep(world);
    await connectUnhurried(world, rep);
    const before = world.gong.callsToday();
    await rep.types('/gong-connect status');
    const card = await rep.waitForEphemeral('Connected to Gong since');
    world.composio.faults.add('POST /tools/execute/:tool', { kind: 'http', status: 503 });
    await card.press('Test it');
    await rep.waitForEphemeral('Gong could not be asked just now');
    await (await rep.waitForEphemeral('could not be asked')).press('Test it');
    await (await rep.waitForEphemeral('Tested just now: Gong answers. Everything works.')).press('Test it');
    await rep.waitForEphemeral('Tested just now: Gong answers.');
    await eventually(() => world.gong.callsToday() === before + 2);
  });

  test('Reconnect asks nothing, and answers where it was pressed', async () => {
    const rep = newRep(world);
    await connectUnhurried(world, rep);
    await rep.modal()?.close(true);
    await rep.types('/gong-connect status');
    const card = await rep.waitForEphemeral('Connected to Gong since');
    await nextLink(world, rep, () => card.press('Reconnect'));
    await rep.waitForEphemeral('A new personal link is on its way');
    expect(rep.modal()).toBeNull();
    expect(attemptsOf(world, rep).map(({ base_url }) => base_url)).toEqual(
      Array(2).fill('https://us-35894.api.gong.io'),
    );
  });
});

describe('disconnect', () => {
  test('deletes the account at Composio with the grant withdrawn, and says so', async () => {
    const rep = newRep(world);
    const account = await connectUnhurried(world, rep);
    await rep.types('/gong-connect disconnect');
    await rep.waitForEphemeral('Disconnected. Your Gong connection is being deleted');
    await eventually(() => accountsOf(world, rep).length === 0);
    const [deletion] = requestsTo(world, `DELETE /connected_accounts/${account}`);
    expect(deletion?.query).toMatchObject({ revoke_on_delete: 'true' });
    expect(world.rows('select state, account_id from connections where owner = ?', rep.id)).toEqual([
      { state: 'none', account_id: null },
    ]);
    await rep.types('/gong-connect status');
    await rep.waitForEphemeral('You are not connected to Gong.');
  });

  test('its button asks first, and No leaves everything', async () => {
    const rep = newRep(world);
    await connectUnhurried(world, rep);
    await rep.types('/gong-connect status');
    const card = await rep.waitForEphemeral('Connected to Gong since');
    expect((await card.press('Disconnect', { confirm: false })).outcome).toBe('not confirmed');
    expect(accountsOf(world, rep)).toHaveLength(1);
    await card.press('Disconnect');
    await rep.waitForEphemeral('Disconnected.');
    await eventually(() => accountsOf(world, rep).length === 0);
  });

  test('a link that is out is cancelled, and its account deleted', async () => {
    const rep = newRep(world);
    const link = await askForLink(rep);
    await rep.types('/gong-connect disconnect');
    await rep.waitForEphemeral('Your link was cancelled');
    await rep.waitForDm((message) => /no longer works/.test(message.rendered));
    expect(JSON.stringify(rep.dm())).not.toContain(link);
    await eventually(() => accountsOf(world, rep).length === 0);
    expect(attemptsOf(world, rep).map(({ state }) => state)).toEqual(['superseded']);
  });

  test('with nothing there, says that there was nothing', async () => {
    const rep = newRep(world);
    await rep.types('/gong-connect disconnect');
    await rep.waitForEphemeral('There was nothing to disconnect');
  });

  test('is tried again until Composio has it', async () => {
    const rep = newRep(world);
    const account = await connectUnhurried(world, rep);
    world.composio.faults.add('DELETE /connected_accounts/:id', { kind: 'http', status: 503 }, 2);
    await rep.types('/gong-connect disconnect');
    await rep.waitForEphemeral('Disconnected.');
    await eventually(() => {
      world.clock.advance(500);
      return accountsOf(world, rep).length === 0;
    });
    expect(requestsTo(world, `DELETE /connected_accounts/${account}`)).toHaveLength(3);
  });
});
