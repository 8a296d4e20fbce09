/** One connection for the whole company, in the demo: chosen, connected by an admin, used by a rep without a browser. */

import type { Locator } from 'playwright-core';
import { allow, be, dialog, message, open, openLink, type Story, type } from './acts.ts';

/** Opens, from the hub, what says how people connect. */
async function openMode(story: Story, now: string): Promise<Locator> {
  await be(story, 'Ana');
  await type(story, '/gong-setup');
  await message(story, 'Gong is set up.').getByRole('button', { name: 'How people connect' }).click();
  const modal = dialog(story, 'How people connect');
  await modal.getByText(now).waitFor();
  return modal;
}

/** Gong is set up, and nobody is connected. Gives what the rep is told, and what the admin reads then. */
export async function connectCompany(story: Story, rep: string): Promise<{ told: string; mode: string }> {
  const { page } = story.window;
  const modal = await openMode(story, 'Now: Personal.');
  await modal.getByRole('button', { name: 'Use one company connection' }).click();
  await modal.getByRole('button', { name: 'I am a Technical Admin: get the link' }).click();
  await modal.getByText('The link is on its way').waitFor();
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  await open(story, 'Messages');
  const tab = await openLink(story, 'Connect Gong for the company');
  await allow(story, tab);
  await tab.close();
  await page.bringToFront();
  await message(story, 'Gong is connected for the whole company.').waitFor();

  await be(story, rep);
  await type(story, '/gong-connect');
  const granted = message(story, 'You can use the company’s Gong connection');
  await granted.waitFor();
  await story.onScene('company-granted', page);
  const told = (await granted.textContent()) ?? '';

  const connected = await openMode(story, 'Now: Company.');
  await story.onScene('company', page);
  return { told, mode: (await connected.textContent()) ?? '' };
}
