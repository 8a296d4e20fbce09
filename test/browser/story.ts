/** The demo's story, as a person with a browser lives it: from an empty workspace to a repaired connection. */

import { be, dialog, followLink, inNewTab, message, open, type Story, show, type } from './acts.ts';

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
