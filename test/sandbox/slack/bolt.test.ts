/** A real Bolt app against the sandbox, over HTTP and over Socket Mode. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../movable-clock.ts';
import { type ExampleBot, exampleManifest, startExampleOverHttp, startExampleOverSocket } from './example-bot.ts';
import { createSlack, type Slack } from './slack.ts';

let clock: MovableClock;
let slack: Slack;
let bot: ExampleBot;

async function begin(start: (slack: Slack) => Promise<ExampleBot>): Promise<void> {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 1 });
  bot = await start(slack);
}

async function end(): Promise<void> {
  await bot.stop();
  await slack.close();
  clock.stop();
}

for (const [name, start] of [
  ['HTTP', startExampleOverHttp],
  ['Socket Mode', startExampleOverSocket],
] as const) {
  describe(`a Bolt app over ${name}`, () => {
    beforeEach(() => begin(start));
    afterEach(end);

    it('goes from a command through a modal to a DM and its button', async () => {
      const ben = slack.person(slack.people.ben);
      expect(await ben.types('/order')).toEqual({ outcome: 'acked' });
      const modal = await ben.waitForModal('Dish');
      await modal.fill('Dish', 'Soup');
      await modal.fill('Drink', 'Tea');
      expect(modal.values()).toEqual({ Dish: 'Soup', Drink: 'tea' });
      expect(await modal.submit()).toEqual({ outcome: 'updated', errors: {} });
      await ben.waitForModal('Ordered Soup');
      const dm = await ben.waitForDm('Soup is coming');
      expect(dm.text).toBe('Your *Soup* is coming');
      expect(dm.metadata).toEqual({ event_type: 'order', event_payload: { dish: 'Soup' } });
      expect(dm.rendered).toBe('Your Soup is coming\n[Cancel] [Open menu]');
      expect(await dm.press('Open menu')).toEqual({ outcome: 'acked', url: 'https://menu.example/' });
      expect(await dm.press('Cancel')).toEqual({ outcome: 'acked', url: null });
      const cancelled = await ben.waitForDm('Cancelled Soup');
      expect(cancelled.edited).toBe(true);
      expect(cancelled.buttons()).toEqual([]);
      expect(slack.problems).toEqual([]);
    });

    it('shows an answer to a command to the one who typed it', async () => {
      const ben = slack.person(slack.people.ben);
      await ben.types('/order help', { channel: '#sales' });
      expect(ben.sees().map(({ rendered, kind }) => ({ rendered, kind }))).toEqual([
        { rendered: 'Type /order & choose.', kind: 'ephemeral' },
      ]);
      expect(slack.person(slack.people.chloe).sees()).toEqual([]);
      expect(ben.messages('sales')).toEqual([]);
    });

    it('puts errors under the fields they are about', async () => {
      const ben = slack.person(slack.people.ben);
      await ben.types('/order');
      const modal = await ben.waitForModal('Dish');
      expect(await modal.submit()).toEqual({ outcome: 'invalid', errors: { Dish: 'This is a required field' } });
      await modal.fill('Dish', 'x'.repeat(21));
      expect((await modal.submit()).outcome).toBe('invalid');
      await modal.fill('Dish', 'Stone');
      expect(await modal.submit()).toEqual({ outcome: 'errors', errors: { Dish: 'Nobody eats that' } });
      expect(ben.modal()?.fieldErrors()).toEqual({ Dish: 'Nobody eats that' });
    });

    it('publishes a Home tab when it is opened', async () => {
      const ana = slack.person(slack.people.ana);
      expect(await ana.opensHome()).toBe(true);
      await ana.waitForHome(`Hello ${slack.people.ana}`);
    });
  });
}

describe('Socket Mode', () => {
  beforeEach(() => begin(startExampleOverSocket));
  afterEach(end);

  it('is used again after a disconnect', async () => {
    slack.socket.disconnect('refresh_requested');
    expect(slack.socket.connections()).toBe(0);
    const ben = slack.person(slack.people.ben);
    expect(await ben.types('/order')).toEqual({ outcome: 'dispatch_failed' });
    await slack.until(() => slack.socket.connections() === 1, 'the bot connects again');
    expect(await ben.types('/order')).toEqual({ outcome: 'acked' });
    await ben.waitForModal('Dish');
  });

  it('brings an event once the bot is back', async () => {
    slack.socket.drop();
    await slack.until(() => slack.socket.connections() === 0, 'the connection is gone');
    const ana = slack.person(slack.people.ana);
    expect(await ana.opensHome()).toBe(false);
    await slack.until(() => slack.deliveries.length === 2, 'two tries failed');
    await slack.until(() => slack.socket.connections() === 1, 'the bot connects again');
    clock.advance(60_000);
    await ana.waitForHome('Hello');
    expect(slack.deliveries.at(-1)).toMatchObject({ retry: 2, ack: { acked: true } });
  });
});
