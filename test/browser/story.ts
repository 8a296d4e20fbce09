/** The demo's story, as a person with a browser lives it: from an empty workspace to a repaired connection. */

import type { Locator, Page } from 'playwright-core';
import type { Window } from './browser.ts';

/** Called at each scene of the story with the tab that shows it, when there is something to see. */
export type OnScene = (name: SceneName, page: Page) => Promise<void>;

export type SceneName =
  | 'demo'
  | 'setup-choose'
  | 'setup-register'
  | 'gong-integration'
  | 'setup-done'
  | 'connect-form'
  | 'link'
  | 'consent'
  | 'connected'
  | 'controls'
  | 'alert'
  | 'repaired'
  | 'home';

export interface Story {
  window: Window;
  /** Where the demo's page is. */
  url: string;
  onScene: OnScene;
}

const quietly: OnScene = async () => undefined;

/** A story that begins on the demo's page. */
export function tell(window: Window, url: string, onScene: OnScene = quietly): Story {
  return { window, url, onScene };
}

/** Does something that opens a new tab, and gives the tab. */
async function inNewTab({ window }: Story, act: () => Promise<void>): Promise<Page> {
  const opened = window.context.waitForEvent('page');
  await act();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
}

/** Becomes somebody. */
export async function be({ window: { page } }: Story, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Who you are' }).getByRole('button', { name }).click();
}

/** Goes to a channel, to the bot's messages or to its Home tab. */
export async function open({ window: { page } }: Story, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: place }).click();
}

/** Where chat and controls share the room, brings one to the front. */
async function show({ window: { page } }: Story, part: 'Chat' | 'Controls'): Promise<void> {
  const tab = page.getByRole('tab', { name: part });
  if (await tab.isVisible()) await tab.click();
}

/** Types a command in #general and sends it. */
export async function type(story: Story, line: string): Promise<void> {
  const { page } = story.window;
  await show(story, 'Chat');
  await open(story, '# general');
  await page.getByLabel('Message #general').fill(line);
  await page.getByLabel('Message #general').press('Enter');
}

/** The newest message of the open conversation with this text. */
function message({ window: { page } }: Story, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).last();
}

const dialog = ({ window: { page } }: Story, title: string): Locator => page.getByRole('dialog', { name: title });

/** What Gong's Admin centre shows of the integration that was made there. */
interface Credentials {
  clientId: string;
  clientSecret: string;
}

/** Creates the integration in Gong, in a tab of its own, as the form asks for it. */
async function registerInGong(story: Story, scopes: string[], redirectUri: string): Promise<Credentials> {
  const form = dialog(story, 'Register in Gong');
  const gong = await inNewTab(story, () => form.getByRole('link', { name: 'Open Gong’s API page' }).click());
  await gong.getByRole('link', { name: 'INTEGRATIONS' }).click();
  await gong.getByRole('link', { name: 'CREATE INTEGRATION' }).click();
  await gong.getByLabel('Integration name').fill('Gong Connect');
  for (const scope of scopes) await gong.locator(`input[name="scope"][value="${scope}"]`).check();
  await gong.getByLabel('Redirect URIs').fill(redirectUri);
  await gong.getByRole('button', { name: 'SAVE' }).click();
  await gong.getByText('Show secret').click();
  await story.onScene('gong-integration', gong);
  const copied = gong.locator('[data-copy]');
  const clientId = (await copied.nth(0).getAttribute('data-copy')) ?? '';
  const clientSecret = (await copied.nth(1).getAttribute('data-copy')) ?? '';
  await gong.close();
  return { clientId, clientSecret };
}

/** Ana sets Gong up. */
export async function setUp(story: Story): Promise<void> {
  const { page } = story.window;
  await page.goto(story.url);
  await be(story, 'Ana');
  await page.getByLabel('Message #general').fill('/g');
  await page.getByRole('option', { name: '/gong-setup' }).waitFor();
  await page.getByLabel('Message #general').press('Tab');
  await page.getByLabel('Message #general').press('Enter');
  const choose = dialog(story, 'Set up Gong');
  await choose.getByText('5 chosen').waitFor();
  await story.onScene('setup-choose', page);
  await choose.getByRole('button', { name: 'Next' }).click();

  const register = dialog(story, 'Register in Gong');
  await register.getByLabel('Client ID').waitFor();
  await story.onScene('setup-register', page);
  await register.getByRole('button', { name: 'Save' }).click();
  await register.getByText('This is a required field').first().waitFor();
  const texts = await register.locator('pre').allTextContents();
  const scopes = texts.find((text) => text.startsWith('api:'))?.split('\n') ?? [];
  const redirectUri = texts.find((text) => text.startsWith('https://')) ?? '';
  const { clientId, clientSecret } = await registerInGong(story, scopes, redirectUri);
  await register.getByLabel('Client ID').fill(clientId);
  await register.getByLabel('Client secret').fill(clientSecret);
  await register.getByLabel('Client secret').press('Enter');
  await choose.getByText('Gong is set up.').waitFor();
  await story.onScene('setup-done', page);
  await page.keyboard.press('Escape');
  await choose.waitFor({ state: 'detached' });
}

/** Follows the link in the open DM to its end, and comes back. */
async function followLink(story: Story): Promise<void> {
  const { page } = story.window;
  const link = message(story, 'Your personal link is ready').getByRole('link', { name: 'Connect Gong' });
  const tab = await inNewTab(story, () => link.click());
  await tab.getByRole('button', { name: 'Continue to Gong' }).click();
  await tab.getByRole('button', { name: 'Continue' }).click();
  await tab.getByRole('button', { name: 'Allow' }).waitFor();
  await story.onScene('consent', tab);
  await tab.getByRole('button', { name: 'Allow' }).click();
  await tab.getByRole('heading', { name: 'Gong is connected' }).waitFor();
  await tab.close();
  await page.bringToFront();
  await message(story, 'Gong answers. Everything works.').waitFor();
}

/** Ben connects. */
export async function connect(story: Story): Promise<void> {
  const { page } = story.window;
  await be(story, 'Ben');
  await type(story, '/gong-connect');
  const form = dialog(story, 'Connect Gong');
  await form.getByLabel('API base URL').waitFor();
  await story.onScene('connect-form', page);
  await form.getByLabel('API base URL').press('Enter');
  await form.getByText('Your link is on its way.').waitFor();
  await page.keyboard.press('Escape');
  await open(story, 'Messages');
  await message(story, 'Your personal link is ready').getByRole('link', { name: 'Connect Gong' }).waitFor();
  await story.onScene('link', page);
  await followLink(story);
  await story.onScene('connected', page);
}

/** Ben's connection expires at Composio, and Ben is told. */
export async function breakIt(story: Story): Promise<void> {
  const { page } = story.window;
  await show(story, 'Controls');
  await story.onScene('controls', page);
  await page.getByRole('button', { name: 'Expire Ben’s connection' }).first().click();
  await show(story, 'Chat');
  await message(story, 'Your Gong connection stopped working.').waitFor();
  await story.onScene('alert', page);
}

/** Ben repairs the connection with one press and one approval. */
export async function repair(story: Story): Promise<void> {
  const { page } = story.window;
  await message(story, 'Your Gong connection stopped working.').getByRole('button', { name: 'Reconnect' }).click();
  await message(story, 'Your personal link is ready').waitFor();
  await followLink(story);
  await message(story, 'Your Gong connection works again.').waitFor();
  await page.getByText('That was the whole story.').waitFor();
  await story.onScene('repaired', page);
  await open(story, 'Home');
  await page.getByText('Your Gong connection', { exact: true }).waitFor();
  await story.onScene('home', page);
}
