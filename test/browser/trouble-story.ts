/** Stories of the demo's troubleshooting chapter: a row is broken with one press, and repaired as its words say. */

import { be, dialog, followLink, inNewTab, meetRefusal, message, open, type Story } from './acts.ts';

/** Chooses a row and presses "Break it"; resolves once its words say what to do. */
export async function breakRow({ window: { page } }: Story, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Troubleshooting', exact: true }).click();
  await page.getByRole('button', { name: title }).click();
  await page.getByRole('button', { name: /^Break it/ }).click();
  await page.getByRole('list', { name: 'How to repair it' }).waitFor({ timeout: 30_000 });
}

/** The guide has noticed that the row is repaired. */
export async function seeRepaired({ window: { page } }: Story): Promise<void> {
  await page.getByText('Repaired. Choose another row').waitFor();
}

/** Presses one of the buttons that the guide offers. */
function takeOffer({ window: { page } }: Story, name: string): Promise<void> {
  return page.getByRole('region', { name: 'What to do next' }).getByRole('button', { name }).click();
}

/** Has the guide write a command for somebody, and sends it. */
async function sendOffered(story: Story, command: string, name: string): Promise<void> {
  const { page } = story.window;
  await takeOffer(story, `Write ${command} as ${name}`);
  // The box of whoever one was before has the same label.
  await page.getByRole('button', { name }).and(page.locator('[aria-current="true"]')).waitFor();
  await page.waitForFunction(
    (line) => document.querySelector<HTMLInputElement>('.composer .line')?.value === line,
    command,
  );
  await page.getByLabel('Message #general').press('Enter');
}

/** A slash too many in Gong: refused, looked up in the hub, corrected in Gong, connected. */
export async function repairRedirectUri(story: Story): Promise<void> {
  const { page } = story.window;
  await breakRow(story, 'Redirect URI mismatch');
  await sendOffered(story, '/gong-connect', 'Dirk');
  await dialog(story, 'Connect Gong').getByLabel('API base URL').press('Enter');
  await dialog(story, 'Connect Gong').getByText('Your link is on its way.').waitFor();
  await page.keyboard.press('Escape');
  await takeOffer(story, 'Open Dirk’s messages');
  await meetRefusal(story, 'Redirect URI mismatch');
  await story.onScene('troubleshooting', page);

  await sendOffered(story, '/gong-setup', 'Ana');
  const stored = message(story, 'Redirect URI, as Composio stored it').locator('code', { hasText: '/auth-apps/' });
  const right = (await stored.textContent()) ?? '';
  const gong = await inNewTab(story, () => page.getByRole('link', { name: 'Open the list in Gong' }).click());
  await gong.getByRole('link', { name: 'Edit redirect URIs' }).click();
  await gong.getByLabel('Redirect URIs').fill(right);
  await gong.getByRole('button', { name: 'SAVE' }).click();
  await gong.getByText(right, { exact: true }).waitFor();
  await gong.close();

  await takeOffer(story, 'Open Dirk’s messages');
  await followLink(story);
  await seeRepaired(story);
}

/** An INACTIVE connection, with the integration behind it disabled in Gong. */
export async function repairInactive(story: Story): Promise<void> {
  const { page } = story.window;
  await breakRow(story, 'Connection goes inactive');
  await be(story, 'Ben');
  await open(story, 'Messages');
  await message(story, 'Your Gong connection stopped working.').getByRole('button', { name: 'Reconnect' }).click();
  await meetRefusal(story, 'Integration disabled');
  const gong = await inNewTab(story, () => page.getByRole('link', { name: 'Open the list in Gong' }).click());
  await gong.getByRole('button', { name: 'Enable' }).click();
  await gong.getByRole('button', { name: 'Disable' }).waitFor();
  await gong.close();
  await followLink(story);
  await seeRepaired(story);
}
