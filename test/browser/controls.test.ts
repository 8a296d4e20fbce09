import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { be, message, tell, type } from './acts.ts';
import { launchBrowser, openWindow, sizes, type Window } from './browser.ts';
import { connect, setUp } from './story.ts';

let browser: Browser;
let demo: DemoSession;
let window: Window;
let page: Page;
const said: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ say: (sentence) => said.push(sentence) });
  window = await openWindow(browser, sizes.wide);
  page = window.page;
}, 60_000);

afterAll(async () => {
  await window.context.close();
  await demo.stop();
  await browser.close();
});

const press = (name: string) => page.getByRole('complementary').getByRole('button', { name }).click();

it('the guide writes what to type, and leaves the sending to the newcomer', async () => {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Write /gong-setup for me' }).click();
  await expect.poll(() => page.getByLabel('Message #general').inputValue()).toBe('/gong-setup');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Set up Gong' }).waitFor();
  const step = () => page.locator('[aria-current="step"]').textContent();
  expect(await step()).toContain('Choose scopes');
  await page.keyboard.press('Escape');
  await expect.poll(step).toContain('Be the admin');
  // Neither somebody who may not nor somebody who asks for help has done it.
  const story = tell(window, demo.url);
  await type(story, '/gong-setup help');
  await message(story, 'shows this').waitFor();
  await be(story, 'Ben');
  await type(story, '/gong-setup');
  await message(story, 'Only admins can set Gong up').waitFor();
  expect(await step()).toContain('Be the admin');
});

it('what the world does to the bot reaches it: trouble, time, a kill, a person who leaves', async () => {
  const story = tell(window, demo.url);
  await setUp(story);
  await connect(story);
  const { slack, composio } = demo.sandbox();

  const asked = composio.requests.length;
  await page.getByLabel('Composio’s API is').selectOption('answering HTML');
  await press('Move time: +10 min');
  await page.getByText('The clock is 10 min ahead.').waitFor();
  await expect.poll(() => composio.requests.length).toBeGreaterThan(asked);
  await page.getByRole('list', { name: 'Requests to Composio' }).getByText('GET').first().waitFor();
  await page.getByLabel('Composio’s API is').selectOption('fine');

  await press('Kill it (kill -9)');
  await page.getByText('started again once').waitFor();
  await expect.poll(() => demo.bot().state(), { timeout: 10_000 }).toBe('running');
  expect(said[0]).toBe('The bot ended (signal SIGKILL) and is started again.');

  await press('Deactivate Ben Baker');
  await page.getByText('This account has been deactivated').waitFor();
  await expect.poll(() => composio.accounts(), { timeout: 10_000 }).toEqual([]);
  expect(slack.problems).toEqual([]);
}, 60_000);

it('a reset asks first, then begins the story again where the page is', async () => {
  await be(tell(window, demo.url), 'Ana');
  await press('Reset everything');
  await page.getByRole('dialog', { name: 'Start over?' }).getByRole('button', { name: 'Keep it' }).click();
  expect(demo.sandbox().gong.integrations()).toHaveLength(1);
  await press('Reset everything');
  await page.getByRole('dialog', { name: 'Start over?' }).getByRole('button', { name: 'Reset everything' }).click();
  await page.getByRole('button', { name: 'Write /gong-setup for me' }).waitFor({ timeout: 15_000 });
  await expect.poll(() => demo.sandbox().gong.integrations(), { timeout: 10_000 }).toEqual([]);
  await page.getByText('The clock runs as yours does').waitFor();
}, 30_000);
