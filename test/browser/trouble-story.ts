/** Stories of the demo's troubleshooting chapter: a row is broken with one press, and repaired as its words say. */

import { be, dialog, followLink, inNewTab, meetRefusal, message, open, openLink, type Story } from './acts.ts';

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

/** Breaks a row and gives whom it is about, as the guide's offers call them: none leads to where one is already. */
async function breakFor(story: Story, title: string): Promise<string> {
  await be(story, 'Ana');
  await open(story, '# general');
  await breakRow(story, title);
  const offer = story.window.page.getByRole('button', { name: /^Open .+’s messages$/ });
  return (await offer.textContent())?.match(/^Open (.+)’s messages$/)?.[1] ?? '';
}

/** Sends the form to connect with, which is open, and goes to the messages where the link arrives. */
async function sendForm(story: Story): Promise<void> {
  const { page } = story.window;
  await dialog(story, 'Connect Gong').getByLabel('API base URL').press('Enter');
  await dialog(story, 'Connect Gong').getByText('Your link is on its way.').waitFor();
  await page.keyboard.press('Escape');
}

/** Another company's API base URL: it connects, Gong does not answer, and the message leads to the right one. */
export async function repairBaseUrl(story: Story): Promise<void> {
  await takeOffer(story, `Open ${await breakFor(story, 'Wrong API base URL')}’s messages`);
  await message(story, 'Gong did not accept the connection').getByRole('button', { name: 'Change the URL' }).click();
  await dialog(story, 'Connect Gong').getByLabel('API base URL').fill('https://us-35894.api.gong.io');
  await sendForm(story);
  await followLink(story);
  await seeRepaired(story);
}

/** What is ticked in Gong is not what is asked for: refused with the scope's name, ticked in Gong, connected. */
export async function repairScopes(story: Story): Promise<void> {
  const { page } = story.window;
  const name = await breakFor(story, 'Scopes mismatch');
  await sendOffered(story, '/gong-connect', name);
  await sendForm(story);
  await takeOffer(story, `Open ${name}’s messages`);
  const refused = await openLink(story);
  await refused.getByText('Not registered for this integration: api:calls:create').waitFor();
  await refused.close();
  await page.bringToFront();
  const gong = await inNewTab(story, () => page.getByRole('link', { name: 'Open the list in Gong' }).click());
  await gong.getByRole('link', { name: 'Edit scopes' }).click();
  await gong.locator('input[value="api:calls:create"]').check();
  await gong.locator('input[value="api:library:read"]').uncheck();
  await gong.getByRole('button', { name: 'SAVE' }).click();
  await gong.getByText('api:calls:create', { exact: true }).waitFor();
  await gong.close();
  await page.bringToFront();
  await followLink(story);
  await seeRepaired(story);
}

/** Ana sees no Admin centre: she hands the step to Dirk, who does. `register` creates in Gong what the form asks for. */
export async function repairAdminCentre(
  story: Story,
  register: (asked: { scopes: string[]; redirectUri: string }) => { clientId: string; clientSecret: string },
): Promise<void> {
  const { page } = story.window;
  await breakRow(story, 'Admin centre not visible');
  await sendOffered(story, '/gong-setup', 'Ana');
  await dialog(story, 'Set up Gong').getByText('5 chosen').waitFor();
  await dialog(story, 'Set up Gong').getByRole('button', { name: 'Next' }).click();
  const own = dialog(story, 'Register in Gong');
  await own.getByRole('button', { name: 'Hand this to a colleague' }).waitFor();
  const texts = (await own.locator('pre').allTextContents()).map((text) => text.trim());
  const gong = await inNewTab(story, () => own.getByRole('link', { name: 'Open Gong’s API page' }).click());
  await gong.getByText('Admin centre is not available to you').waitFor();
  await gong.close();
  await page.bringToFront();
  await own.getByRole('button', { name: 'Hand this to a colleague' }).click();
  const choose = dialog(story, 'Hand to a colleague');
  await choose.getByLabel('Colleague').selectOption({ label: 'Dirk de Boer' });
  await choose.getByRole('button', { name: 'Send' }).click();
  await choose.getByText('Handed to').waitFor();
  await page.keyboard.press('Escape');

  await be(story, 'Dirk');
  await open(story, 'Messages');
  await message(story, 'asks you to register Gong').getByRole('button', { name: 'Register Gong' }).click();
  const form = dialog(story, 'Register Gong');
  const scopes = texts.find((text) => text.startsWith('api:'))?.split('\n') ?? [];
  const redirectUri = texts.find((text) => text.startsWith('https://')) ?? '';
  const { clientId, clientSecret } = register({ scopes, redirectUri });
  await form.getByLabel('Client ID').fill(clientId);
  await form.getByLabel('Client secret').fill(clientSecret);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Gong is set up. Thank you.').waitFor();
  await page.keyboard.press('Escape');
  await seeRepaired(story);
}
