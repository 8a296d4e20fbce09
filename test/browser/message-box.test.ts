import { beforeEach, describe, expect, it } from 'vitest';
import { useStage } from './stage.ts';

const stage = useStage();

describe('the message box', () => {
  beforeEach(() => stage.goTo('#/ben.baker/general'));

  it('completes commands and their words from the keyboard alone', async () => {
    await stage.line().focus();
    await stage.page.keyboard.type('/g');
    const offers = stage.page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
    expect(await offers.allTextContents()).toHaveLength(2);
    await stage.page.keyboard.press('ArrowDown');
    expect(await stage.page.locator('[role="option"][aria-selected="true"]').textContent()).toContain('/gong-connect');
    await stage.page.keyboard.press('Enter');
    expect(await stage.line().inputValue()).toBe('/gong-connect ');
    await stage.page.keyboard.type('st');
    await stage.page.keyboard.press('Tab');
    expect(await stage.line().inputValue()).toBe('/gong-connect status');
    await stage.page.keyboard.press('Enter');
    await expect.poll(() => stage.bot.newest('text')).toBe('status');
    await expect.poll(() => stage.line().inputValue()).toBe('');
  });

  it('closes its offers on Escape, and keeps what was typed while one is elsewhere', async () => {
    await stage.line().fill('/gong');
    await stage.page.keyboard.press('Escape');
    expect(await stage.page.getByRole('listbox', { name: 'Commands' }).getByRole('option').count()).toBe(0);
    await stage.page.getByRole('button', { name: '# sales' }).click();
    await stage.page.getByRole('button', { name: '# general' }).click();
    expect(await stage.line().inputValue()).toBe('/gong');
  });

  it('says in Slack’s words what the client says when the bot does not answer, and keeps the line', async () => {
    stage.bot.answer = () => ({ status: 500, headers: {}, body: '' });
    await stage.line().fill('/gong-connect');
    await stage.line().press('Enter');
    await stage.page.getByText('/gong-connect failed with the error "dispatch_failed"').waitFor();
    expect(await stage.page.getByText('Only visible to you').count()).toBe(1);
    expect(await stage.line().inputValue()).toBe('/gong-connect');
    await stage.line().fill('/unknown');
    await stage.line().press('Enter');
    await stage.page.getByText('/unknown is not a valid command.').waitFor();
    await stage.line().fill('hello');
    await stage.line().press('Enter');
    await stage.page.getByText('Only slash commands can be sent here.').waitFor();
  });

  it('brings the app into a channel, which says so, and is empty again', async () => {
    const { slack } = stage.sandbox;
    await stage.line().fill('/inv');
    await stage.page.keyboard.press('Tab');
    await stage.page.keyboard.press('Tab');
    expect(await stage.line().inputValue()).toBe(`/invite @${slack.bot.name}`);
    await stage.page.keyboard.press('Enter');
    await stage.page.getByText('was added to #general by').waitFor();
    await expect.poll(() => stage.line().inputValue()).toBe('');
  });
});
