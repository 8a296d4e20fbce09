/** `npm run screenshots`: lives the demo's story and writes its telling screens to `docs/screenshots`. */

import { mkdir } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { startDemo } from '../sandbox/demo-session.ts';
import { launchBrowser, openWindow, type Size, sizes } from './browser.ts';
import { breakIt, connect, type OnScene, repair, type SceneName, setUp, tell } from './story.ts';

const folder = new URL('../../docs/screenshots/', import.meta.url);
const tall = { width: 1280, height: 1000 };

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

async function cutOut(page: Page, { of, room }: Cut, path: string): Promise<void> {
  const box = await of(page).boundingBox();
  if (!box) throw new Error(`there is nothing to see for ${path}`);
  const clip = { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
  await page.screenshot({ path, clip, caret: 'hide', animations: 'disabled' });
}

async function shoot(size: Size, cuts: typeof wide): Promise<void> {
  const browser = await launchBrowser();
  const demo = await startDemo({ seed: 20, say: (sentence) => process.stdout.write(`${sentence}\n`) });
  const window = await openWindow(browser, size, 1.5);
  const taken = new Set<string>();
  const onScene: OnScene = async (scene, page) => {
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
    const story = tell(window, demo.url, onScene);
    await setUp(story);
    await connect(story);
    await breakIt(story);
    await repair(story);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await mkdir(folder, { recursive: true });
await shoot(tall, wide);
await shoot(sizes.narrow, narrow);
