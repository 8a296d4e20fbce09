import { beforeEach, describe, expect, it } from 'vitest';
import { callMethod } from '../sandbox/slack/raw-bot.ts';
import { everyInput, modalOf } from './every-element.ts';
import { useStage } from './stage.ts';

const stage = useStage();

const more = { type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } };

describe('a modal', () => {
  beforeEach(() => stage.goTo('#/ben.baker/general'));

  it('sends what was typed and picked in every kind of field', async () => {
    const { slack } = stage.sandbox;
    const modal = await stage.openModal(modalOf(everyInput()));
    await modal.getByLabel('Line', { exact: true }).fill('a line');
    await modal.getByLabel('Lines').fill('two\nlines');
    await modal.getByLabel('Menu').selectOption('two');
    await modal.getByLabel('Grouped').selectOption('g2');
    await modal.getByLabel('Person').selectOption(slack.people.chloe);
    await modal.getByRole('button', { name: 'Many: 1 chosen' }).click();
    await modal.getByLabel('Search the options').fill('thr');
    await modal.getByLabel('Three').check();
    await stage.page.keyboard.press('Escape');
    await modal.getByRole('button', { name: 'Remove One' }).click();
    await modal.getByLabel('Tick B').check();
    await modal.getByLabel('Radio A').check();
    await modal.getByRole('button', { name: 'Go' }).click();
    await expect.poll(() => stage.bot.newest('type')).toBe('view_submission');
    const { state } = stage.bot.newest('view') as { state: { values: Record<string, Record<string, object>> } };
    const given = Object.fromEntries(Object.entries(state.values).map(([block, values]) => [block, values.value]));
    expect(given).toMatchObject({
      line: { value: 'a line' },
      lines: { value: 'two\nlines' },
      menu: { selected_option: { value: 'two' } },
      grouped: { selected_option: { value: 'g2' } },
      person: { selected_user: slack.people.chloe },
      many: { selected_options: [{ value: 'm3' }] },
      ticks: { selected_options: [{ value: 'b' }] },
      radio: { selected_option: { value: 'a' } },
    });
    await modal.waitFor({ state: 'detached' });
  });

  it('keeps the focus inside, and gives it back when Escape closes it', async () => {
    const modal = await stage.openModal(modalOf(everyInput().slice(0, 1)));
    expect(await stage.focused()).toContain('/line/value');
    const stops = [await stage.focused()];
    for (let step = 0; step < 5; step += 1) {
      await stage.page.keyboard.press('Tab');
      stops.push(await stage.focused());
    }
    expect(stops.slice(1, 4)).toEqual(['modal-close', 'modal-submit', 'modal-x']);
    expect(stops[4]).toBe(stops[0]);
    await stage.page.keyboard.press('Shift+Tab');
    expect(await stage.focused()).toBe(stops[0]);
    await stage.page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await expect.poll(stage.focused).toBe('line');
  });

  it('submits on Enter in a line, shows errors under their fields, and goes to the first', async () => {
    stage.bot.answer = (request) =>
      request.form().has('payload')
        ? {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ response_action: 'errors', errors: { line: 'Not this one' } }),
          }
        : { status: 200, headers: {}, body: '' };
    const modal = await stage.openModal(modalOf(everyInput().slice(0, 2)));
    await modal.getByLabel('Line', { exact: true }).press('Enter');
    await modal.getByText('This is a required field').first().waitFor();
    await modal.getByLabel('Lines').fill('x');
    await modal.getByLabel('Line', { exact: true }).fill('y');
    await modal.getByLabel('Line', { exact: true }).press('Enter');
    await modal.getByText('Not this one').waitFor();
    expect(await stage.focused()).toContain('/line/value');
    expect(await modal.getByLabel('Lines').inputValue()).toBe('x');
    expect(await modal.getByLabel('Line', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  });

  it('keeps its place in the stack: the one above is closed alone, the cross closes all', async () => {
    const { slack } = stage.sandbox;
    const modal = await stage.openModal(modalOf([{ type: 'actions', block_id: 'a', elements: [more] }]));
    await modal.getByRole('button', { name: 'More' }).click();
    await expect.poll(() => stage.bot.newest('type')).toBe('block_actions');
    const pushed = { ...modalOf(everyInput().slice(0, 1)), title: { type: 'plain_text', text: 'Above' } };
    await callMethod(slack, 'views.push', { trigger_id: stage.bot.newest('trigger_id'), view: pushed });
    await stage.page.getByRole('dialog', { name: 'Above' }).waitFor();
    await stage.page.keyboard.press('Escape');
    await stage.page.getByRole('dialog', { name: 'Everything' }).waitFor();
    await stage.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    await stage.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('says so when the bot cannot be reached, and lets one try again', async () => {
    const modal = await stage.openModal(modalOf(everyInput().slice(0, 1)));
    stage.bot.answer = () => ({ status: 500, headers: {}, body: '' });
    await modal.getByLabel('Line', { exact: true }).fill('y');
    await modal.getByRole('button', { name: 'Go' }).click();
    await modal.getByText('We had some trouble connecting. Try again?').waitFor();
    stage.bot.answer = () => ({ status: 200, headers: {}, body: '' });
    await modal.getByRole('button', { name: 'Go' }).click();
    await modal.waitFor({ state: 'detached' });
  });

  it('begins at its top, however far down its first field is, and an update leaves one where one is', async () => {
    const { slack } = stage.sandbox;
    const text = (words: string) => ({ type: 'section', text: { type: 'plain_text', text: words } });
    const lines = Array.from({ length: 40 }, (_, line) => text(`Line ${line}`));
    const long = (...last: object[]) => modalOf([...lines, ...everyInput().slice(0, 1), ...last]);
    const pusher = { type: 'actions', block_id: 'a', elements: [more] };
    const modal = await stage.openModal(long(pusher));
    const body = modal.locator('.modal-body');
    const scrolled = () => body.evaluate(({ scrollTop }) => scrollTop);
    expect([await scrolled(), await stage.focused()]).toEqual([0, 'modal']);

    await modal.getByRole('button', { name: 'More' }).scrollIntoViewIfNeeded();
    const before = await scrolled();
    expect(before).toBeGreaterThan(100);
    const viewId = slack.person(slack.people.ben).modal()?.id;
    const update = { view_id: viewId, view: long(pusher, text('Updated')) };
    expect((await callMethod(slack, 'views.update', update)).body.ok).toBe(true);
    await modal.getByText('Updated').waitFor();
    expect(await scrolled()).toBe(before);

    await modal.getByRole('button', { name: 'More' }).click();
    await expect.poll(() => stage.bot.newest('type')).toBe('block_actions');
    const pushed = { trigger_id: stage.bot.newest('trigger_id'), view: long(text('Pushed')) };
    expect((await callMethod(slack, 'views.push', pushed)).body.ok).toBe(true);
    await modal.getByText('Pushed').waitFor();
    expect(await scrolled()).toBe(0);
  });
});
