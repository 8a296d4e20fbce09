/** The face where there is little room, and where there are many people. */

import { expect, it } from 'vitest';
import { sizes } from './browser.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('a narrow window is never wider than itself, shows the chosen row, and leaves the most to the chat', async () => {
  const { page } = stage;
  await page.setViewportSize(sizes.narrow);
  await stage.goTo('#/frank.fox/general');
  await page.getByRole('button', { name: 'Troubleshooting', exact: true }).click();
  await page.getByRole('button', { name: 'Wrong API base URL' }).click();
  await page.getByRole('button', { name: 'Break it' }).waitFor();
  const edges = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    });
  for (const chosen of ['#guide .rows [aria-pressed="true"]', '#people [aria-current]', '#places [aria-current]']) {
    const { left, right } = await edges(chosen);
    expect([chosen, left >= 0, right <= sizes.narrow.width]).toEqual([chosen, true, true]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(sizes.narrow.width);
  expect((await edges('#guide')).bottom).toBeLessThan(sizes.narrow.height / 3);

  await page.getByRole('button', { name: 'What to do' }).click();
  await page.getByRole('button', { name: 'Break it' }).waitFor({ state: 'hidden' });
  expect((await edges('#guide')).bottom).toBeLessThan(sizes.narrow.height / 6);
  await page.reload();
  await page.getByRole('button', { name: 'What to do', expanded: false }).click();
  await page.getByRole('button', { name: 'Break it' }).waitFor();
});

it.each(['wide', 'narrow'] as const)('what is said in passing does not cover Send (%s)', async (size) => {
  const { page } = stage;
  await page.setViewportSize(sizes[size]);
  await stage.goTo('#/ben.baker/general');
  await stage.line().fill('hello');
  await stage.line().press('Enter');
  await page.getByText('Only slash commands can be sent here.').waitFor();
  const notice = await page.locator('#notice').boundingBox();
  const send = await page.getByRole('button', { name: 'Send' }).boundingBox();
  expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThan(send?.y ?? 0);
});

it('a crowd joins, is kept out of the way, and one of it can be somebody to be', async () => {
  const { page } = stage;
  await stage.goTo('#/ana.admin/sales');
  await page.getByRole('button', { name: 'Add 60 people' }).click();
  await page.getByText('60 more people').waitFor();
  const people = page.getByRole('navigation', { name: 'Who you are' });
  expect(await people.getByRole('button').count()).toBe(7);
  await people.getByLabel('Somebody else').selectOption('Tess Costa');
  await page.waitForFunction(() => document.title.startsWith('Tess Costa'));
  await page.getByRole('button', { name: '# sales' }).and(page.locator('[aria-current="page"]')).waitFor();
  await people.getByRole('button', { name: 'Ana' }).click();
  await page.waitForFunction(() => document.title.startsWith('Ana'));
  expect(await people.getByLabel('Somebody else').inputValue()).toBe('');
});
