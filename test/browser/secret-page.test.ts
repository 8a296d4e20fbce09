/** The page for the client secret in a real browser: masked, within its own policy, and done with the keyboard alone. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askForPage } from '../flows/secret-page-steps.ts';
import { chooseScopes } from '../flows/setup-steps.ts';
import { startWorld, type World } from '../flows/world.ts';
import { launchBrowser, openWindow, sizes } from './browser.ts';

let browser: Browser;
let world: World;
beforeAll(async () => {
  browser = await launchBrowser();
  world = await startWorld();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.end();
});

it.each([['wide'], ['narrow']] as const)('a secret is typed masked and received (%s)', async (size) => {
  const form = await chooseScopes(world.ana);
  const url = await askForPage(world.ana, form);
  const window = await openWindow(browser, sizes[size]);
  const { page } = window;
  await page.goto(url);
  const field = page.getByLabel('Client secret');
  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.getAttribute('autocomplete')).toBe('off');
  // The policy lets the page's own style through: the card is laid out, and nothing sticks out of the window.
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).borderRadius)).toBe('12px');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toBe('This is too short for a client secret. Was all of it copied?');
  expect(await page.getByLabel('Client secret').inputValue()).toBe('');
  await page.getByLabel('Client secret').fill('canary-of-the-browser');
  await page.getByRole('button', { name: 'Hand it to the bot' }).click();
  await page.getByRole('heading', { name: 'Received' }).waitFor();
  expect(await page.content()).not.toContain('canary');
  expect(page.url()).toBe(url);
  await world.ana.waitForModal('Client secret: received');

  await page.goto(url);
  await page.getByRole('heading', { name: 'This page is over' }).waitFor();
  // The browser tells of the answers 422 and 410, and of nothing else.
  expect(window.errors.filter((error) => !/status of 4(?:22|10)/.test(error))).toEqual([]);
  await window.context.close();
});

it('a page of another site can neither frame it nor send to it', async () => {
  const url = await askForPage(world.ana, await chooseScopes(world.ana));
  const { context, page } = await openWindow(browser, sizes.wide);
  // Another origin on the same machine, with the page in a frame and a form that aims at it.
  await page.route('http://elsewhere.localhost/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${url}"></iframe><form method="post" action="${url}"><input name="secret" value="canary-forged"><button>Go</button></form>`,
    }),
  );
  await page.goto('http://elsewhere.localhost/');
  const frame = page.frames().find((one) => one !== page.mainFrame());
  expect(await frame?.evaluate(() => document.querySelector('input') === null).catch(() => true)).toBe(true);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Go' }).click();
  expect((await answer).status()).toBe(403);
  await context.close();
});

it('bold text has the typeface of the rest, here and on the pages of Gong and Composio', async () => {
  const { context, page } = await openWindow(browser, sizes.wide);
  const devtools = await context.newCDPSession(page);
  /** The families that are really drawn, each letter of them. */
  const families = async (selector: string): Promise<string[]> => {
    await devtools.send('DOM.enable');
    await devtools.send('CSS.enable');
    const { root } = await devtools.send('DOM.getDocument');
    const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
    return fonts.map(({ familyName }) => familyName);
  };
  const form = await chooseScopes(world.ana);
  await page.goto(await askForPage(world.ana, form));
  expect(await families('label')).toEqual(await families('.small'));
  await page.goto(`${world.gong.url}/company/api?tab=integrations`);
  expect(await families('nav a')).toEqual(await families('.path'));
  const { id } = world.composio.addAuthConfig({ clientId: 'c', clientSecret: 's' });
  const link = await fetch(`${world.composio.url}/api/v3/connected_accounts/link`, {
    method: 'POST',
    headers: { 'x-api-key': world.composio.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ auth_config_id: id, user_id: 'u1' }),
  });
  const { redirect_url: url } = (await link.json()) as { redirect_url: string };
  await page.goto(url);
  expect(await families('button')).toEqual(await families('footer'));
  await context.close();
});
