/** The admin's side of the demo, screen by screen. Gong is set up, and Ana, Ben and Chloe are connected. */

import type { Locator } from 'playwright-core';
import { be, dialog, followLink, message, open, type Story, show, type } from './acts.ts';

async function textOf(part: Locator): Promise<string> {
  return (await part.textContent()) ?? '';
}

/** The hub, as `/gong-setup` answers Ana. */
export async function seeHub(story: Story): Promise<string> {
  const { page } = story.window;
  await be(story, 'Ana');
  await open(story, '# general');
  await page.getByLabel('Message #general').waitFor();
  const hubs = page.getByRole('article').filter({ hasText: 'Gong is set up.' });
  const hub = hubs.nth(await hubs.count());
  await type(story, '/gong-setup');
  await hub.getByRole('button', { name: 'Invite people' }).waitFor();
  await story.onScene('hub', page);
  return textOf(hub);
}

/** Presses a button of the hub, and gives the modal once it says something. */
async function pressInHub(story: Story, button: string, title: string, text: string | RegExp): Promise<Locator> {
  await message(story, 'Gong is set up.').getByRole('button', { name: button, exact: true }).click();
  const modal = dialog(story, title);
  await modal.getByText(text).first().waitFor();
  return modal;
}

async function closeModal({ window: { page } }: Story, modal: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
}

/** Everybody in #sales is invited: who will get a message, and who got it. */
export async function inviteSales(story: Story): Promise<{ preview: string; report: string }> {
  const { page } = story.window;
  const modal = await pressInHub(story, 'Invite people', 'Invite people', 'You see who, before anything is sent.');
  await modal.getByRole('button', { name: 'Channels: Choose channels' }).click();
  await modal.getByLabel('# sales').check();
  await page.keyboard.press('Escape');
  await modal.getByRole('button', { name: 'Preview' }).click();
  await modal.getByRole('button', { name: /^Send/ }).waitFor();
  await story.onScene('invite-preview', page);
  const preview = await textOf(modal);
  await modal.getByRole('button', { name: /^Send/ }).click();
  await modal.getByText('people invited').waitFor({ timeout: 20_000 });
  await story.onScene('invite-report', page);
  const report = await textOf(modal);
  await closeModal(story, modal);
  return { preview, report };
}

/** The roster, in which one person's own button is pressed. */
export async function nudgeInRoster(story: Story, name: string): Promise<{ before: string; after: string }> {
  const { page } = story.window;
  const modal = await pressInHub(story, 'Roster', 'Roster', /1–\d+ of \d+/);
  await story.onScene('roster', page);
  const before = await textOf(modal);
  const row = modal.locator('.section', { hasText: `@${name}` });
  await row.getByRole('button', { name: 'Nudge' }).click();
  await modal.getByText(`@${name} was`).waitFor();
  const after = await textOf(modal);
  await closeModal(story, modal);
  return { before, after };
}

const screens = {
  rotation: ['Rotate client secret', 'Rotate client secret', 'What will happen'],
  'scope-changes': ['Change scopes', 'Change scopes', 'Ticked in Gong'],
  checkup: ['Check setup', 'Check setup', 'Nothing was changed'],
  audit: ['Audit', 'Audit', 'people invited'],
  notices: ['Notices', 'Notices', 'Quiet'],
} as const;

/** Opens one of the hub's screens, and gives what is read on it. */
export async function seeScreen(story: Story, name: keyof typeof screens): Promise<string> {
  const [button, title, text] = screens[name];
  const modal = await pressInHub(story, button, title, text);
  await story.onScene(name, story.window.page);
  const read = await textOf(modal);
  await closeModal(story, modal);
  return read;
}

/** What Ana is told when everybody's connection breaks at once. */
export async function seeIncident(story: Story): Promise<string> {
  await be(story, 'Ana');
  await show(story, 'Chat');
  await open(story, 'Messages');
  const incident = message(story, 'connections stopped working');
  await incident.getByRole('button', { name: 'Rotate client secret' }).waitFor();
  await story.onScene('incident', story.window.page);
  return textOf(incident);
}

/** Ana puts the new secret in and connects first; gives what the message about it says then. */
export async function rotateFromIncident(story: Story, secret: string): Promise<string> {
  const { page } = story.window;
  await message(story, 'connections stopped working').getByRole('button', { name: 'Rotate client secret' }).click();
  const modal = dialog(story, 'Rotate client secret');
  await modal.getByLabel('New client secret').fill(secret);
  await modal.getByRole('button', { name: 'Replace it' }).click();
  await modal.getByText('the canary is next').waitFor();
  await closeModal(story, modal);
  await followLink(story);
  const progress = message(story, 'The new client secret works');
  await progress.getByText('Still to go: 6').waitFor();
  await story.onScene('rotation-progress', page);
  return textOf(progress);
}

/** Somebody who was held back until a repair works reconnects. */
export async function reconnectAfterRepair(story: Story, name: string): Promise<void> {
  await be(story, name);
  await open(story, 'Messages');
  const asked = message(story, 'reconnecting works now');
  await asked.getByRole('button', { name: 'Reconnect' }).click({ timeout: 20_000 });
  await followLink(story);
}

/** Gong is paused and goes on again; then what removing it would do. */
export async function pauseAndLookAtRemove(story: Story): Promise<{ paused: string; remove: string }> {
  const { page } = story.window;
  const confirm = (title: string, press: string) =>
    dialog(story, title).getByRole('button', { name: press, exact: true }).click();
  await message(story, 'Gong is set up.').getByRole('button', { name: 'Pause', exact: true }).click();
  await confirm('Pause Gong?', 'Pause');
  const modal = dialog(story, 'Pause Gong');
  await modal.getByText('Gong is paused.').waitFor();
  await story.onScene('pause', page);
  const paused = await textOf(modal);
  await closeModal(story, modal);
  await seeHub(story);
  await message(story, 'Gong is set up.').getByRole('button', { name: 'Resume' }).click();
  await modal.getByText('Gong goes on.').waitFor();
  await closeModal(story, modal);
  const removal = await pressInHub(story, 'Remove', 'Remove Gong', /type/i);
  await story.onScene('remove', page);
  const remove = await textOf(removal);
  await closeModal(story, removal);
  return { paused, remove };
}

/** Ana's Home tab, with hub and roster. */
export async function seeAdminHome(story: Story): Promise<string> {
  const { page } = story.window;
  await be(story, 'Ana');
  await open(story, 'Home');
  await page.locator('.home').getByText('Roster').first().waitFor();
  await story.onScene('home-admin', page);
  return textOf(page.locator('.home'));
}
