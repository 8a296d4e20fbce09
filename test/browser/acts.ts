/** What a person with a browser does on the demo's page, for its stories. */

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
  | 'home'
  | 'troubleshooting'
  | 'hub'
  | 'invite-preview'
  | 'invite-report'
  | 'roster'
  | 'rotation'
  | 'scope-changes'
  | 'checkup'
  | 'audit'
  | 'notices'
  | 'company'
  | 'company-granted'
  | 'incident'
  | 'rotation-progress'
  | 'pause'
  | 'remove'
  | 'home-admin';

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
export async function inNewTab({ window }: Story, act: () => Promise<void>): Promise<Page> {
  const opened = window.context.waitForEvent('page');
  await act();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
}

/** Becomes somebody. */
export async function be({ window: { page } }: Story, name: string): Promise<void> {
  const button = page.getByRole('navigation', { name: 'Who you are' }).getByRole('button', { name });
  await button.click();
  // Drawn with the first scene that is theirs.
  await button.and(page.locator('[aria-current="true"]')).waitFor();
}

/** Goes to a channel, to the bot's messages or to its Home tab. */
export async function open({ window: { page } }: Story, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: place }).click();
}

/** Where chat and controls share the room, brings one to the front. */
export async function show({ window: { page } }: Story, part: 'Chat' | 'Controls'): Promise<void> {
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
export function message({ window: { page } }: Story, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).last();
}

/** The modal with this title. */
export const dialog = ({ window: { page } }: Story, title: string): Locator =>
  page.getByRole('dialog', { name: title });

/** Opens the link in the open DM, up to where Gong answers, in a tab of its own. */
export async function openLink(story: Story, button = 'Connect Gong'): Promise<Page> {
  const link = story.window.page.getByRole('article').getByRole('link', { name: button }).last();
  const tab = await inNewTab(story, () => link.click());
  await tab.getByRole('button', { name: 'Continue to Gong' }).click();
  return tab;
}

/** Follows the link in the open DM to a page of Gong's that refuses it, and comes back. */
export async function meetRefusal(story: Story, heading: string): Promise<void> {
  const tab = await openLink(story);
  await tab.getByRole('heading', { name: heading }).waitFor();
  await tab.close();
  await story.window.page.bringToFront();
}

/** Allows what Gong asks for in this tab, as its Technical Admin, up to where the browser lands. */
export async function allow(story: Story, tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Continue' }).click();
  await tab.getByRole('button', { name: 'Allow' }).waitFor();
  await story.onScene('consent', tab);
  await tab.getByRole('button', { name: 'Allow' }).click();
  await tab.getByRole('heading', { name: 'Gong is connected' }).waitFor();
}

/** Follows the link in the open DM to its end, and comes back. */
export async function followLink(story: Story): Promise<void> {
  const { page } = story.window;
  const tab = await openLink(story);
  await allow(story, tab);
  await tab.close();
  await page.bringToFront();
  // Older messages may say the same: the one with the link has to change.
  await page.getByRole('article').getByRole('link', { name: 'Connect Gong' }).waitFor({ state: 'detached' });
  await message(story, 'Gong answers. Everything works.').waitFor();
}
