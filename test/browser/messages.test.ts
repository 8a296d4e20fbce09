import { describe, expect, it } from 'vitest';
import { callMethod } from '../sandbox/slack/raw-bot.ts';
import { everyMessageBlock, homeOf } from './every-element.ts';
import { useStage } from './stage.ts';

const stage = useStage();

describe('messages', () => {
  it('show every block, and press what is pressed', async () => {
    const { slack } = stage.sandbox;
    await stage.goTo('#/ben.baker/dm');
    const channel = slack.snapshot(slack.people.ben).conversations.find(({ kind }) => kind === 'im')?.id;
    await callMethod(slack, 'chat.postMessage', { channel, text: 'all', blocks: everyMessageBlock(slack.people.ben) });
    const message = stage.page.getByRole('article');
    await message.waitFor();
    expect(await message.getByRole('heading').textContent()).toBe('A header');
    expect(await message.locator('b').allTextContents()).toContain('bold');
    expect(await message.locator('.mention.me').textContent()).toBe('@Ben');
    expect(await message.getByRole('img', { name: 'warning' }).count()).toBe(1);
    expect(await message.locator('pre').textContent()).toBe('fenced <code>');
    expect(await message.locator('.item').allTextContents()).toEqual(['•one', '•two']);
    expect(await message.locator('time').last().textContent()).toMatch(/^today at \d\d:\d\d$/);

    await message.getByRole('button', { name: 'Press' }).click();
    await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ action_id: 'press', value: 'v' }]);
    await message.getByRole('button', { name: 'Danger' }).click();
    const question = stage.page.getByRole('dialog', { name: 'Really?' });
    await question.getByRole('button', { name: 'No' }).click();
    expect(stage.bot.newest('actions')).toMatchObject([{ action_id: 'press' }]);
    await message.getByRole('button', { name: 'Danger' }).click();
    await question.getByRole('button', { name: 'Yes' }).click();
    await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ action_id: 'danger' }]);
    await message.getByLabel('Pick one').selectOption('b');
    await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ selected_option: { value: 'b' } }]);
    const opened = stage.window.context.waitForEvent('page');
    await message.getByRole('link', { name: 'Leave' }).click();
    const tab = await opened;
    await tab.getByRole('heading', { name: 'This leads out of the sandbox' }).waitFor();
    await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ action_id: 'leave' }]);
  });

  it('count as unread until their reader sees them, also for those one is not', async () => {
    const { slack } = stage.sandbox;
    await stage.goTo('#/ana.admin/general');
    await stage.line().waitFor();
    const post = (text: string) => callMethod(slack, 'chat.postMessage', { channel: slack.people.ben, text });
    const ben = stage.page.getByRole('navigation', { name: 'Who you are' }).getByRole('button', { name: 'Ben' });
    await post('one');
    await ben.getByLabel('1 unread').waitFor();
    await post('two');
    await ben.getByLabel('2 unread').waitFor();
    await ben.click();
    await stage.page.getByRole('button', { name: 'Messages' }).click();
    await stage.page.getByText('two').waitFor();
    await expect.poll(() => stage.page.locator('.badge').count()).toBe(0);
    await stage.page.reload();
    await stage.page.getByText('two').waitFor();
    expect(await stage.page.locator('.badge').count()).toBe(0);
  });
});

it('the Home tab tells the bot that it is opened, and shows what the bot publishes', async () => {
  const { slack } = stage.sandbox;
  await stage.goTo('#/chloe.carter/general');
  await stage.page.getByRole('button', { name: 'Home' }).click();
  await expect.poll(() => stage.bot.received.at(-1)?.body).toContain('"app_home_opened"');
  await stage.page.getByText('The app has not shown anything here yet.').waitFor();
  await callMethod(slack, 'views.publish', { user_id: slack.people.chloe, view: homeOf('One') });
  await stage.page.getByRole('heading', { name: 'One' }).waitFor();
  await callMethod(slack, 'views.publish', { user_id: slack.people.chloe, view: homeOf('Two') });
  await stage.page.getByRole('heading', { name: 'Two' }).waitFor();
  await stage.page.getByRole('button', { name: 'Press' }).click();
  await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ action_id: 'press' }]);
});

it('a link to a DM opens it as its owner', async () => {
  const { slack } = stage.sandbox;
  const dm = slack.snapshot(slack.people.chloe).conversations.find(({ kind }) => kind === 'im')?.id;
  await callMethod(slack, 'chat.postMessage', { channel: dm, text: 'for Chloe' });
  await stage.goTo(`archives/${dm}`);
  await stage.page.getByText('for Chloe').waitFor();
  expect(stage.page.url()).toContain('/#/chloe.carter/dm');
});
