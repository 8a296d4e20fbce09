/** The face in a browser, with a bot behind it that does only what a test says. */

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { faceRoutes } from '../sandbox/face/face.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { callMethod, type RawBot, startRawBot } from '../sandbox/slack/raw-bot.ts';
import { launchBrowser, openWindow, sizes, type Window } from './browser.ts';

export interface Stage {
  sandbox: Sandbox;
  bot: RawBot;
  window: Window;
  page: Page;
  /** Opens the page at a place such as `#/ben.baker/dm`. */
  goTo(where: string): Promise<unknown>;
  /** The message box of #general. */
  line(): Locator;
  /** What has the focus: its `data-focus`, or its tag. */
  focused(): Promise<string | null>;
  /** Types a command, opens a modal in answer, and gives it once it is drawn. */
  openModal(view: object): Promise<Locator>;
}

/** A new stage for each test of a file; after each, the console must be free of errors. */
export function useStage(): Stage {
  const stage = {} as Stage;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  beforeEach(async () => {
    const sandbox = await startSandbox({ seed: 9 });
    const bot = await startRawBot(sandbox.slack);
    const reset = (): Promise<void> => Promise.reject(new Error('there is nothing to reset here'));
    sandbox.slack.routes.push(...faceRoutes({ epoch: 'one', sandbox, bot: null, mode: 'HTTP', reset }));
    const window = await openWindow(browser, sizes.wide);
    const { page } = window;
    const line = (): Locator => page.getByLabel('Message #general');
    Object.assign(stage, {
      sandbox,
      bot,
      window,
      page,
      goTo: (where) => page.goto(`${sandbox.slack.url}/${where}`),
      line,
      focused: () =>
        page.evaluate(
          () => document.activeElement?.getAttribute('data-focus') ?? document.activeElement?.tagName ?? null,
        ),
      openModal: async (view) => {
        await line().fill('/gong-setup help');
        await line().press('Enter');
        await expect.poll(() => bot.newest('command')).toBe('/gong-setup');
        const answer = await callMethod(sandbox.slack, 'views.open', { trigger_id: bot.newest('trigger_id'), view });
        expect(answer.body).toMatchObject({ ok: true });
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        return dialog;
      },
    } satisfies Stage);
  });

  afterEach(async () => {
    const { window, bot, sandbox } = stage;
    await window.context.close();
    await bot.close();
    await sandbox.stop();
    expect(window.errors).toEqual([]);
  });

  return stage;
}
