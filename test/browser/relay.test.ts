import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { tell } from './acts.ts';
import { launchBrowser, openWindow, sizes } from './browser.ts';
import { connectCompany } from './company-story.ts';
import { handOver } from './relay-story.ts';

let browser: Browser;
let demo: DemoSession;
beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ say: () => undefined });
}, 60_000);
afterAll(async () => {
  await demo.stop();
  await browser.close();
});

it('an admin hands the registration over, and a colleague’s client secret is seen by nobody in Slack', async () => {
  const window = await openWindow(browser, sizes.wide);
  await handOver(tell(window, demo.url), demo.sandbox());
  const { slack, composio } = demo.sandbox();
  expect(composio.authConfigs()).toHaveLength(1);
  expect(slack.problems).toEqual([]);
  expect(window.errors).toEqual([]);
  await window.context.close();
}, 60_000);

it('one company connection is chosen and connected by an admin, and a rep is let in without a browser', async () => {
  const window = await openWindow(browser, sizes.wide);
  await window.page.goto(demo.url);
  const { told, mode } = await connectCompany(tell(window, demo.url), 'Chloe');
  expect(told).toContain('You can use the company’s Gong connection.');
  expect(mode).toMatch(/Let in: 1.*Connected since .*Gong answers/s);
  const { page } = window;
  const card = page.locator('.connection', { hasText: 'The company' });
  expect(await card.textContent()).toMatch(/Made by Ana\. Shared with 1 allowed/);
  await card.getByRole('button', { name: 'Expire the company’s connection' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'The admin’s side' }).click();
  await page.locator('.steps .done', { hasText: 'One connection' }).waitFor();
  const { slack, composio } = demo.sandbox();
  expect(composio.accounts().map(({ accountType, status }) => [accountType, status])).toEqual([['SHARED', 'ACTIVE']]);
  expect(slack.problems).toEqual([]);
  expect(window.errors).toEqual([]);
  await window.context.close();
}, 60_000);
