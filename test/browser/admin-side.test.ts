import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { type Story, tell } from './acts.ts';
import {
  inviteSales,
  nudgeInRoster,
  pauseAndLookAtRemove,
  reconnectAfterRepair,
  rotateFromIncident,
  seeAdminHome,
  seeHub,
  seeIncident,
  seeScreen,
} from './admin-story.ts';
import { launchBrowser, openWindow, sizes, type Window } from './browser.ts';
import { breakRow, repairInactive, repairRedirectUri, seeRepaired } from './trouble-story.ts';

let browser: Browser;
let demo: DemoSession;
let window: Window;
let story: Story;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ say: () => undefined });
  window = await openWindow(browser, sizes.wide);
  story = tell(window, demo.url);
  await window.page.goto(demo.url);
}, 60_000);

afterAll(async () => {
  // Gong’s own pages of refusal are answered with 400, which the console mentions.
  expect(window.errors.filter((error) => !error.includes('/oauth2/authorize'))).toEqual([]);
  expect(demo.sandbox().slack.problems).toEqual([]);
  await demo.stop();
  await browser.close();
});

it('two rows of the troubleshooting are broken with one press each, and end repaired', async () => {
  await repairRedirectUri(story);
  await repairInactive(story);
}, 60_000);

it('an admin goes from the hub to its screens, and reads there how Gong is', async () => {
  await window.page.getByRole('button', { name: 'The admin’s side' }).click();
  expect(await seeHub(story)).toMatch(/All 4 connections work\. The auth config is enabled.*Connected: 4/s);
  const { preview, report } = await inviteSales(story);
  expect(preview).toMatch(/3 people will get a direct message.*Connected already \(4\)/s);
  expect(report).toMatch(/3 people invited/);
  const { before, after } = await nudgeInRoster(story, 'Emi');
  expect(before).toMatch(/Invited: 3 · Connected: 4.*1–7 of 7/s);
  expect(after).toMatch(/@Emi was invited or reminded in the last day/);
  expect(await seeScreen(story, 'rotation')).toMatch(/as the canary.*Type it on a private page instead/s);
  expect(await seeScreen(story, 'scope-changes')).toMatch(/api:users:read\s+Gong ✓ · auth config ✓ · granted ✓ 4 of 4/);
  expect(await seeScreen(story, 'checkup')).toMatch(/Everything is in order\.|Nothing is wrong/);
  expect(await seeScreen(story, 'audit')).toMatch(/@Ana · people invited/);
  expect(await seeScreen(story, 'notices')).toMatch(/Once a day, at nine/);
  const { paused, remove } = await pauseAndLookAtRemove(story);
  expect(paused).toMatch(/Composio lets nobody use a Gong connection now/);
  expect(remove).toMatch(/4 people are connected now.*Type remove to confirm/s);
  expect(await seeAdminHome(story)).toMatch(/Your Gong connection.*Gong in this workspace.*1–7 of 7/s);
  const current = window.page.locator('[aria-current="step"]');
  expect(await current.textContent()).toContain('Remind');
}, 60_000);

it('a lost secret is one message to the admins, who repair it from there, with a canary and a progress bar', async () => {
  await breakRow(story, 'Lost client secret');
  expect(await seeIncident(story)).toMatch(/7 Gong connections stopped working at once.*0 of 7 are back/s);
  const secret = demo.sandbox().gong.integrations()[0]?.clientSecret ?? '';
  expect(await rotateFromIncident(story, secret)).toMatch(/░ 0 of 6/);
  await reconnectAfterRepair(story, 'Ben');
  await seeRepaired(story);
}, 60_000);
