/** A button works for whoever presses it, and for nobody else, whatever message it stood in. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedHeaders } from '../sandbox/slack/delivery/http-transport.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { attemptBecomes, attemptsOf, connectUnhurried, newRep, startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { linkOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Somebody presses a button of a message that was not sent to them, as Slack would tell of it. */
async function pressesElsewhere(person: PersonDriver, message: ShownMessage, text: string): Promise<number> {
  const button = message.buttons().find((one) => one.text === text);
  const team = { id: world.slack.team.id, domain: 'acme' };
  const payload = {
    type: 'block_actions',
    team,
    user: { id: person.id, team_id: team.id, username: 'somebody', name: 'somebody' },
    api_app_id: world.slack.bot.appId,
    token: 'x',
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    channel: { id: message.channel, name: 'directmessage' },
    actions: [
      {
        type: 'button',
        action_id: button?.actionId,
        block_id: button?.blockId,
        value: button?.value,
        action_ts: '1.2',
      },
    ],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const { 'content-length': _, ...headers } = signedHeaders(
    world.slack.signingSecret,
    body,
    'application/x-www-form-urlencoded',
  );
  return (await fetch(`${world.bot.url}/slack/events`, { method: 'POST', body, headers })).status;
}

test('Reconnect, Snooze and Disconnect of somebody else’s alert leave that person’s connection alone', async () => {
  const rep = newRep(world);
  const other = newRep(world);
  const account = await connectUnhurried(world, rep);
  world.composio.expire(account);
  const alert = await rep.waitForDm(/stopped working/);
  const known = () => [
    world.rows('select state, account_id from connections where owner = ?', rep.id),
    world.rows('select ended_at, snoozed_until from outages where owner = ?', rep.id),
    attemptsOf(world, rep),
  ];
  const before = known();

  expect(await pressesElsewhere(other, alert, 'Snooze for 7 days')).toBe(200);
  expect(await pressesElsewhere(other, alert, 'Disconnect')).toBe(200);
  expect(await pressesElsewhere(other, alert, 'Reconnect')).toBe(200);
  await linkOf(other);
  await attemptBecomes(world, other, 'pending');
  expect(known()).toEqual(before);
  expect(rep.dm()).toHaveLength(2);
  expect(alert.buttons().map(({ text }) => text)).toContain('Snooze for 7 days');
});
