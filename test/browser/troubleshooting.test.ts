/**
 * The rows of the troubleshooting that no other story plays: broken with one press each, and repaired as they say. The
 * one that starts with an empty workspace comes first, where there is one.
 */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { type Story, tell } from './acts.ts';
import { launchBrowser, openWindow, sizes, type Window } from './browser.ts';
import { repairAdminCentre, repairBaseUrl, repairScopes } from './trouble-story.ts';

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
  // Gong’s own pages of refusal are answered with 400 and 403, which the console mentions.
  expect(window.errors.filter((error) => !/\/oauth2\/authorize|\/company\/api/.test(error))).toEqual([]);
  expect(demo.sandbox().slack.problems).toEqual([]);
  await demo.stop();
  await browser.close();
});

it('an admin who sees no Admin centre hands the step to a colleague', async () => {
  await repairAdminCentre(story, ({ scopes, redirectUri }) =>
    demo.sandbox().gong.registerIntegration({ name: 'Gong Connect', scopes, redirectUris: [redirectUri] }),
  );
}, 60_000);

it('a wrong API base URL is changed from the message that tells of it', async () => {
  await repairBaseUrl(story);
}, 60_000);

it('scopes that are not those of the setup are ticked in Gong', async () => {
  await repairScopes(story);
}, 60_000);
