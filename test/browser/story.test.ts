import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { type DemoSession, startDemo } from '../sandbox/demo-session.ts';
import { tell } from './acts.ts';
import { launchBrowser, openWindow, type Size, sizes } from './browser.ts';
import { breakIt, connect, repair, setUp } from './story.ts';

const results = new URL('../../test-results/', import.meta.url);

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(() => browser.close());

describe.each(Object.entries(sizes))('in a %s window', (name, size: Size) => {
  let demo: DemoSession;
  const said: string[] = [];

  beforeAll(async () => {
    demo = await startDemo({ say: (sentence) => said.push(sentence) });
  });

  afterAll(() => demo.stop());

  it('a newcomer gets from an empty workspace to a repaired connection, with no error on any page', async () => {
    const window = await openWindow(browser, size);
    onTestFailed(async () => {
      await mkdir(results, { recursive: true });
      await window.page.screenshot({ path: new URL(`story-${name}.png`, results).pathname });
    });
    const story = tell(window, demo.url);
    await setUp(story);
    await connect(story);
    await breakIt(story);
    await repair(story);
    const { slack, composio } = demo.sandbox();
    expect(composio.accounts().map(({ status }) => status)).toEqual(['ACTIVE']);
    expect(window.errors).toEqual([]);
    expect(slack.problems).toEqual([]);
    expect(said).toEqual([]);
  }, 60_000);
});
