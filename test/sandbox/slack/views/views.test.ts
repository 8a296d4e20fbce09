/** The life of modals and Home tabs. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { json } from '../../http.ts';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod, type RawBot, startRawBot } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let bot: RawBot;

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  bot = await startRawBot(slack);
});
afterEach(async () => {
  await bot.close();
  await slack.close();
  clock.stop();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const field = (blockId: string, label: string, fields: object = {}) => ({
  type: 'input',
  ...(blockId ? { block_id: blockId } : {}),
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'value', ...fields },
});
const modal = (...blocks: object[]): JsonObject => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: blocks.length > 0 ? blocks : [field('name', 'Name')],
});
const call = async (method: string, args: JsonObject): Promise<JsonObject> =>
  (await callMethod(slack, method, args)).body;
const trigger = async (): Promise<string> => {
  await slack.person(slack.people.ben).types('/order');
  return String(bot.newest('trigger_id'));
};
const open = async (view = modal()): Promise<JsonObject> =>
  (await call('views.open', { trigger_id: await trigger(), view })).view as JsonObject;
const ben = () => slack.person(slack.people.ben);

it('opens one view for a trigger, within three seconds', async () => {
  const used = await trigger();
  expect(await call('views.open', { trigger_id: used, view: modal() })).toMatchObject({ ok: true });
  expect(await call('views.open', { trigger_id: used, view: modal() })).toEqual({
    ok: false,
    error: 'exchanged_trigger_id',
  });
  const late = await trigger();
  clock.advance(3_100);
  expect(await call('views.open', { trigger_id: late, view: modal() })).toEqual({
    ok: false,
    error: 'expired_trigger_id',
  });
  expect(await call('views.open', { trigger_id: '1.2.f', view: modal() })).toEqual({
    ok: false,
    error: 'invalid_trigger_id',
  });
});

it('refuses a view that breaks a rule, saying where, and leaves the trigger unused', async () => {
  const id = await trigger();
  const bad = { ...modal(), title: plain('x'.repeat(25)) };
  expect(await call('views.open', { trigger_id: id, view: bad })).toEqual({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
  });
  expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
});

it('gives IDs to blocks and elements that have none', async () => {
  const view = await open(modal({ type: 'input', label: plain('Name'), element: { type: 'plain_text_input' } }));
  const [block] = view.blocks as { block_id: string; element: { action_id: string } }[];
  expect(block?.block_id).toMatch(/\w+/);
  expect(block?.element.action_id).toMatch(/\w+/);
});

it('keeps what was typed where both IDs stay, and drops it where they change', async () => {
  const view = await open(modal(field('name', 'Name'), field('secret', 'Secret')));
  const shown = await ben().waitForModal();
  await shown.fill('Name', 'Ben');
  await shown.fill('Secret', 'hush');
  const redrawn = modal(field('name', 'Full name'), field('secret-2', 'Secret'));
  await call('views.update', { view_id: String(view.id), view: redrawn });
  expect(ben().modal()?.values()).toEqual({ 'Full name': 'Ben', Secret: null });
});

it('updates by the current hash alone, by either ID, while the view is open', async () => {
  const view = await open({ ...modal(), external_id: 'form-1' });
  const by = { view_id: String(view.id), view: modal() };
  expect(await call('views.update', { ...by, hash: String(view.hash) })).toMatchObject({ ok: true });
  expect(await call('views.update', { ...by, hash: String(view.hash) })).toEqual({ ok: false, error: 'hash_conflict' });
  const again = await open({ ...modal(), external_id: 'form-2' });
  expect(await call('views.update', { external_id: 'form-2', view: modal() })).toMatchObject({ ok: true });
  await ben().modal()?.close();
  expect(await call('views.update', { view_id: String(again.id), view: modal() })).toEqual({
    ok: false,
    error: 'not_found',
  });
});

it('lets an external ID exist once', async () => {
  await open({ ...modal(), external_id: 'form' });
  await slack.person(slack.people.chloe).types('/order');
  const trigger_id = String(bot.newest('trigger_id'));
  const view = { ...modal(), external_id: 'form' };
  expect(await call('views.open', { trigger_id, view })).toEqual({ ok: false, error: 'duplicate_external_id' });
});

it('stacks three views, pushed from inside the modal', async () => {
  const button = { type: 'button', action_id: 'more', text: plain('More') };
  const view = modal(field('name', 'Name'), { type: 'actions', elements: [button] });
  await open(view);
  expect(await call('views.push', { trigger_id: await trigger(), view })).toEqual({
    ok: false,
    error: 'invalid_trigger_id',
  });
  const results: unknown[] = [];
  for (let count = 0; count < 3; count += 1) {
    await ben().modal()?.press('More');
    const result = await call('views.push', { trigger_id: String(bot.newest('trigger_id')), view });
    results.push(result.error ?? 'pushed');
  }
  expect(results).toEqual(['pushed', 'pushed', 'push_limit_reached']);
  expect(ben().modal()?.depth()).toBe(3);
  await ben().modal()?.close();
  expect(ben().modal()?.depth()).toBe(2);
  bot.answer = () => json({ response_action: 'clear' });
  await ben().modal()?.fill('Name', 'Ben');
  expect(await ben().modal()?.submit()).toEqual({ outcome: 'cleared', errors: {} });
  expect(ben().modal()).toBeNull();
});

it('sends what is chosen with the submission and closes on an empty answer', async () => {
  await open(modal(field('name', 'Name'), { ...field('note', 'Note'), optional: true }));
  const shown = await ben().waitForModal();
  await shown.fill('Name', 'Ben');
  expect(await shown.submit()).toEqual({ outcome: 'closed', errors: {} });
  expect(bot.newest('view')).toMatchObject({
    callback_id: 'form',
    state: {
      values: {
        name: { value: { type: 'plain_text_input', value: 'Ben' } },
        note: { value: { type: 'plain_text_input', value: null } },
      },
    },
  });
  await expect(shown.submit()).rejects.toThrow('not on top');
});

it('shows trouble and notes a problem when the answer makes no sense', async () => {
  await open();
  const shown = await ben().waitForModal();
  await shown.fill('Name', 'Ben');
  bot.answer = () => json({ response_action: 'errors', errors: { nonsense: 'x' } });
  expect(await shown.submit()).toEqual({ outcome: 'failed', errors: {} });
  bot.answer = () => json({ response_action: 'update', view: { type: 'modal' } });
  expect((await shown.submit()).outcome).toBe('failed');
  expect(shown.trouble()).toBe('We had some trouble connecting. Try again?');
  expect(slack.problems).toHaveLength(2);
});

it('tells of a closed view only when asked to', async () => {
  await open();
  await ben().modal()?.close();
  expect(bot.newest('type')).not.toBe('view_closed');
  const view = await open({ ...modal(), notify_on_close: true });
  await ben().modal()?.close(true);
  expect(bot.newest('type')).toBe('view_closed');
  expect(bot.newest('is_cleared')).toBe(true);
  expect(bot.newest('view')).toMatchObject({ id: view.id, state: { values: {} } });
});

it('sends a menu beside a section at once, an input only with the submission', async () => {
  const options = ['a', 'b'].map((value) => ({ text: plain(value.toUpperCase()), value }));
  const accessory = { type: 'static_select', action_id: 'pick', options };
  await open(modal(field('name', 'Name'), { type: 'section', text: plain('Letter'), accessory }));
  const shown = await ben().waitForModal();
  expect(await shown.fill('Name', 'Ben')).toBe('not sent');
  expect(await shown.fill('Letter', 'B')).toBe('acked');
  expect(bot.newest('actions')).toMatchObject([{ type: 'static_select', selected_option: { value: 'b' } }]);
  expect(bot.newest('view')).toMatchObject({ state: { values: { name: { value: { value: 'Ben' } } } } });
  await expect(shown.fill('Letter', 'C')).rejects.toThrow('offered are: A, B');
  await expect(shown.fill('Colour', 'red')).rejects.toThrow('there is: Name, Letter');
});

it('publishes a Home tab, by hash once there is one', async () => {
  const view = { type: 'home', blocks: [{ type: 'header', text: plain('Hello') }] };
  const publish = (args: JsonObject = {}) => call('views.publish', { user_id: slack.people.ben, view, ...args });
  const first = (await publish()).view as JsonObject;
  expect(first).toMatchObject({ type: 'home', close: null, submit: null });
  expect(await publish({ hash: String(first.hash) })).toMatchObject({ ok: true });
  expect(await publish({ hash: String(first.hash) })).toEqual({ ok: false, error: 'hash_conflict' });
  expect(ben().home()?.text()).toBe('Hello');
});
