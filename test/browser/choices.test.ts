import { beforeEach, expect, it } from 'vitest';
import { json, text } from '../sandbox/http.ts';
import { callMethod } from '../sandbox/slack/raw-bot.ts';
import { modalOf } from './every-element.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const plain = (words: string) => ({ type: 'plain_text', text: words });
const option = (words: string, value: string) => ({ text: plain(words), value });

beforeEach(() => stage.goTo('#/ben.baker/general'));

it('channels and what the bot suggests are picked in a modal, and stay picked while somebody searches on', async () => {
  const { slack } = stage.sandbox;
  const modal = await stage.openModal(
    modalOf([
      {
        type: 'input',
        block_id: 'channels',
        label: plain('Channels'),
        element: { type: 'multi_conversations_select', action_id: 'value' },
      },
      {
        type: 'input',
        block_id: 'groups',
        label: plain('Groups'),
        element: { type: 'multi_external_select', action_id: 'value', min_query_length: 0 },
      },
    ]),
  );
  const groups = [option('Sales team', 'S1'), option('Support', 'S2')];
  stage.bot.answer = () => {
    const query = String(stage.bot.newest('value') ?? '').toLowerCase();
    if (stage.bot.newest('type') !== 'block_suggestion') return text('');
    return json({ options: groups.filter((group) => group.text.text.toLowerCase().includes(query)) });
  };
  await modal.getByRole('button', { name: 'Channels: Choose' }).click();
  expect(await modal.getByLabel('# deal-desk').count()).toBe(0);
  await modal.getByLabel('# emea-reps').check();
  await stage.page.keyboard.press('Escape');
  await modal.getByRole('button', { name: 'Groups: Choose' }).click();
  await modal.getByLabel('Support').check();
  const search = modal.getByLabel('Search the options').last();
  await search.fill('nobody');
  await expect.poll(() => stage.bot.newest('value')).toBe('nobody');
  await search.fill('sales');
  await modal.getByLabel('Sales team').check();
  await modal.getByRole('button', { name: 'Go' }).click();
  await expect.poll(() => stage.bot.newest('type')).toBe('view_submission');
  expect(stage.bot.newest('view')).toMatchObject({
    state: {
      values: {
        channels: { value: { selected_conversations: [slack.channels.emeaReps] } },
        groups: { value: { selected_options: [{ value: 'S2' }, { value: 'S1' }] } },
      },
    },
  });
});

it('of buttons that are alike, the one that was pressed counts', async () => {
  const row = (id: string) => ({
    type: 'section',
    block_id: id,
    text: plain(id),
    accessory: { type: 'button', action_id: 'nudge', text: plain('Nudge') },
  });
  const { slack } = stage.sandbox;
  const view = { type: 'home', blocks: [row('one'), row('two')] };
  await callMethod(slack, 'views.publish', { user_id: slack.people.ben, view });
  await stage.page.getByRole('button', { name: 'Home', exact: true }).click();
  await stage.page.getByRole('button', { name: 'Nudge' }).last().click();
  await expect.poll(() => stage.bot.newest('actions')).toMatchObject([{ action_id: 'nudge', block_id: 'two' }]);
});

it('a file is shown by its name, and can be opened', async () => {
  const { slack } = stage.sandbox;
  const body = 'name\nBen\n';
  const { channel } = (await callMethod(slack, 'conversations.open', { users: slack.people.ben })).body;
  const place = (await callMethod(slack, 'files.getUploadURLExternal', { filename: 'people.csv', length: body.length }))
    .body;
  await fetch(String(place.upload_url), { method: 'POST', body });
  await callMethod(slack, 'files.completeUploadExternal', {
    files: [{ id: place.file_id, title: 'People' }],
    channel_id: (channel as { id: string }).id,
    initial_comment: 'Everybody',
  });
  await stage.page.getByRole('button', { name: /^Messages/ }).click();
  const link = stage.page.getByRole('link', { name: /people\.csv/ });
  await link.waitFor();
  const file = await fetch(new URL((await link.getAttribute('href')) ?? '', slack.url));
  expect(await file.text()).toBe(body);
});
