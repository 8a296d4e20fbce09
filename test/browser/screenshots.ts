/** `npm run screenshots`: lives the demo's story and writes its telling screens to `docs/screenshots`. */

import { mkdir } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { type SceneName, tell } from './acts.ts';
import {
  inviteSales,
  nudgeInRoster,
  pauseAndLookAtRemove,
  rotateFromIncident,
  seeAdminHome,
  seeHub,
  seeIncident,
  seeScreen,
} from './admin-story.ts';
import { launchBrowser, openWindow, type Size, sizes, type Window } from './browser.ts';
import { connectCompany } from './company-story.ts';
import { handOver, type RelayScene } from './relay-story.ts';
import { breakIt, connect, repair, setUp } from './story.ts';
import { breakRow, repairRedirectUri } from './trouble-story.ts';

const folder = new URL('../../docs/screenshots/', import.meta.url);
const tall = { width: 1280, height: 1000 };
/** Room for the longest message as a whole. */
const tallest = { width: 1280, height: 1240 };

/** What is cut out of a page, with some room around it in CSS pixels. */
interface Cut {
  of: (page: Page) => Locator;
  room: number;
}

const whole: Cut = { of: (page) => page.locator('body'), room: 0 };
const dialog: Cut = { of: (page) => page.getByRole('dialog'), room: 0 };
const newest: Cut = { of: (page) => page.getByRole('article').last(), room: 4 };

/** What is cut out of which scene, and what the file is called. */
const wide: Partial<Record<SceneName, Readonly<Record<string, Cut>>>> = {
  'setup-choose': { 'setup-choose': dialog },
  'setup-register': { 'setup-register': dialog },
  'setup-done': { 'setup-done': dialog },
  'connect-form': { 'connect-form': dialog },
  link: { link: newest },
  consent: { consent: { of: (page) => page.locator('.card'), room: 16 } },
  connected: { connected: newest },
  alert: { demo: whole, alert: newest },
  home: { home: { of: (page) => page.locator('.home .blocks'), room: 18 } },
  controls: { controls: { of: (page) => page.getByRole('complementary'), room: 0 } },
};
const narrow: typeof wide = { alert: { 'demo-narrow': whole } };

const adminSide: typeof wide = {
  troubleshooting: { troubleshooting: whole },
  hub: { hub: newest },
  'invite-preview': { 'invite-preview': dialog },
  'invite-report': { 'invite-report': dialog },
  roster: { roster: dialog },
  rotation: { rotation: dialog },
  'scope-changes': { 'scope-changes': dialog },
  checkup: { checkup: dialog },
  audit: { audit: dialog },
  notices: { notices: dialog },
  pause: { pause: dialog },
  remove: { remove: dialog },
  incident: { incident: newest },
  'rotation-progress': { 'rotation-progress': newest },
  'home-admin': { 'home-admin': { of: (page) => page.locator('#place'), room: 0 } },
};
const oneConnection: typeof wide = {
  company: { company: dialog },
  'company-granted': { 'company-granted': newest },
};

const handedOver: Partial<Record<RelayScene, Readonly<Record<string, Cut>>>> = {
  'relay-asked': { 'relay-asked': newest },
  'secret-page': { 'secret-page': { of: (page) => page.locator('main'), room: 16 } },
  'relay-received': { 'relay-form': dialog },
  'relay-done': { 'relay-done': newest },
};

/** A story to be lived in front of the camera: told of each scene with the tab that shows it. */
type Live<Scene extends string> = (
  window: Window,
  demo: DemoSession,
  onScene: (scene: Scene, page: Page) => Promise<void>,
) => Promise<void>;

const liveRollOut: Live<SceneName> = async (window, demo, onScene) => {
  const story = tell(window, demo.url, onScene);
  await setUp(story);
  await connect(story);
  await breakIt(story);
  await repair(story);
};

const liveAdminSide: Live<SceneName> = async (window, demo, onScene) => {
  const story = tell(window, demo.url, onScene);
  await window.page.goto(demo.url);
  await repairRedirectUri(story);
  await window.page.getByRole('button', { name: 'The admin’s side' }).click();
  await seeHub(story);
  await inviteSales(story);
  // Something to be seen in the roster, in the comparison of scopes and by the check.
  const { composio, gong, slack } = demo.sandbox();
  const [config] = composio.authConfigs();
  const chloes = composio.accounts().at(-2);
  if (!config || !chloes) throw new Error('there is nothing to break');
  composio.expire(chloes.id);
  await slack.person(slack.people.chloe).waitForDm('stopped working');
  const { scopes } = config;
  config.scopes = `${scopes.split(',').slice(1).join(',')},api:library:read`;
  await nudgeInRoster(story, 'Emi');
  for (const screen of ['scope-changes', 'checkup', 'rotation', 'audit', 'notices'] as const) {
    await seeScreen(story, screen);
  }
  await seeAdminHome(story);
  config.scopes = scopes;
  await seeHub(story);
  await pauseAndLookAtRemove(story);
  await breakRow(story, 'Lost client secret');
  await seeIncident(story);
  await rotateFromIncident(story, gong.integrations()[0]?.clientSecret ?? '');
};

const liveCompany: Live<SceneName> = async (window, demo, onScene) => {
  await handOver(tell(window, demo.url), demo.sandbox());
  await connectCompany(tell(window, demo.url, onScene), 'Chloe');
};

const liveRelay: Live<RelayScene> = (window, demo, onScene) =>
  handOver(tell(window, demo.url), demo.sandbox(), onScene);

async function cutOut(page: Page, { of, room }: Cut, path: string): Promise<void> {
  await of(page).evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
  // A list that keeps its end in sight scrolls once what is new in it is laid out.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const box = await of(page).boundingBox();
  if (!box) throw new Error(`there is nothing to see for ${path}`);
  const clip = { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
  await page.screenshot({ path, clip, caret: 'hide', animations: 'disabled' });
}

async function shoot<Scene extends string>(
  size: Size,
  cuts: Partial<Record<Scene, Readonly<Record<string, Cut>>>>,
  live: Live<Scene>,
): Promise<void> {
  const browser = await launchBrowser();
  const demo = await startDemo({ seed: 20, say: (sentence) => process.stdout.write(`${sentence}\n`) });
  const window = await openWindow(browser, size, 1.5);
  const taken = new Set<string>();
  const onScene = async (scene: Scene, page: Page): Promise<void> => {
    for (const [name, cut] of Object.entries(cuts[scene] ?? {})) {
      if (taken.has(name)) continue;
      taken.add(name);
      // The pointer is where the story left it; it does not belong into a picture.
      await page.mouse.move(0, 0);
      await cutOut(page, cut, new URL(`${name}.png`, folder).pathname);
      process.stdout.write(`${name}.png\n`);
    }
  };
  try {
    await live(window, demo, onScene);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await mkdir(folder, { recursive: true });
await shoot(tall, wide, liveRollOut);
await shoot(sizes.narrow, narrow, liveRollOut);
await shoot(tall, handedOver, liveRelay);
await shoot(tall, oneConnection, liveCompany);
await shoot(tallest, adminSide, liveAdminSide);
