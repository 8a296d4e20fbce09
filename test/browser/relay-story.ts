/** Another story of the demo: Ana hands the register step to Ben, who types the client secret on the bot's own page. */

import type { Page } from 'playwright-core';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { be, open, type Story } from './acts.ts';

/** The scenes of this story that are worth a look. */
export type RelayScene = 'relay-choose' | 'relay-asked' | 'secret-page' | 'relay-received' | 'relay-done';
export type OnRelayScene = (name: RelayScene, page: Page) => Promise<void>;

/** From an empty workspace to a setup whose secret never was in Slack. */
export async function handOver(
  story: Story,
  sandbox: Pick<Sandbox, 'gong'>,
  onScene: OnRelayScene = async () => undefined,
): Promise<void> {
  const { page, context } = story.window;
  const dialog = (title: string) => page.getByRole('dialog', { name: title });
  const message = (text: string) => page.getByRole('article').filter({ hasText: text }).last();

  await page.goto(story.url);
  await be(story, 'Ana');
  await page.getByLabel('Message #general').fill('/gong-setup');
  await page.getByLabel('Message #general').press('Enter');
  await dialog('Set up Gong').getByText('5 chosen').waitFor();
  await dialog('Set up Gong').getByRole('button', { name: 'Next' }).click();
  const own = dialog('Register in Gong');
  const texts = async () => (await own.locator('pre').allTextContents()).map((text) => text.trim());
  await own.getByRole('button', { name: 'Hand this to a colleague' }).waitFor();
  const scopes = (await texts()).find((text) => text.startsWith('api:'))?.split('\n') ?? [];
  const redirectUri = (await texts()).find((text) => text.startsWith('https://')) ?? '';
  await own.getByRole('button', { name: 'Hand this to a colleague' }).click();
  const choose = dialog('Hand to a colleague');
  await choose.getByLabel('Colleague').selectOption({ label: 'Ben Baker' });
  await onScene('relay-choose', page);
  await choose.getByRole('button', { name: 'Send' }).click();
  await choose.getByText('Handed to').waitFor();
  await page.keyboard.press('Escape');
  await choose.waitFor({ state: 'detached' });

  await be(story, 'Ben');
  await open(story, 'Messages');
  await message('asks you to register Gong').getByRole('button', { name: 'Register Gong' }).waitFor();
  await onScene('relay-asked', page);
  await message('asks you to register Gong').getByRole('button', { name: 'Register Gong' }).click();
  const form = dialog('Register Gong');
  const { clientId, clientSecret } = sandbox.gong.registerIntegration({
    name: 'Gong Connect',
    scopes,
    redirectUris: [redirectUri],
  });
  await form.getByLabel('Client ID').fill(clientId);
  await form.getByRole('button', { name: 'Type it on a private page instead' }).click();
  const opened = context.waitForEvent('page');
  await form.getByRole('link', { name: 'Open the private page' }).click();
  const tab = await opened;
  await tab.getByLabel('Client secret').fill(clientSecret);
  await onScene('secret-page', tab);
  await tab.getByRole('button', { name: 'Hand it to the bot' }).click();
  await tab.getByRole('heading', { name: 'Received' }).waitFor();
  await tab.close();
  await form.getByText('received').waitFor();
  await onScene('relay-received', page);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Gong is set up. Thank you.').waitFor();
  await page.keyboard.press('Escape');

  await be(story, 'Ana');
  await open(story, 'Messages');
  await message('Done: Gong is set up.').waitFor();
  await onScene('relay-done', page);
}
