/** Blocks and mrkdwn as plain text. */

import { expect, it } from 'vitest';
import { readBlocks, readMrkdwn } from './plain-text.ts';
import type { Block } from './types.ts';

const names = (id: string): string => ({ U1: 'Ben', C1: 'sales' })[id] ?? id;

it.each([
  ['*bold*, _italic_, ~gone~ and `code`', 'bold, italic, gone and code'],
  ['base_url_of and 2*3*4 stay', 'base_url_of and 2*3*4 stay'],
  ['<@U1> in <#C1|sales>', '@Ben in #sales'],
  ['<https://a.example/x_y_z|a page> or <https://a.example/>', 'a page or https://a.example/'],
  ['<!date^1392734382^{date_short}|Feb 18>', 'Feb 18'],
  ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
  ['*Status:* `api.gong.io`', 'Status: api.gong.io'],
  ['&gt; quoted', 'quoted'],
])('reads %s', (mrkdwn, read) => {
  expect(readMrkdwn(mrkdwn, names)).toBe(read);
});

it('reads every block as the lines on the screen', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const button = { type: 'button', action_id: 'b', text: plain('Go') };
  const blocks: Block[] = [
    { type: 'header', block_id: '1', text: plain('Title') },
    { type: 'section', block_id: '2', text: { type: 'mrkdwn', text: '*Hello*' }, accessory: button },
    { type: 'divider', block_id: '3' },
    { type: 'context', block_id: '4', elements: [plain('small'), { type: 'image', action_id: '', alt_text: 'a dot' }] },
    { type: 'actions', block_id: '5', elements: [button, { ...button, text: plain('Stop') }] },
    {
      type: 'input',
      block_id: '6',
      optional: true,
      label: plain('Name'),
      hint: plain('Your own'),
      element: { type: 'plain_text_input', action_id: 'n' },
    },
    {
      type: 'rich_text',
      block_id: '7',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Hi ' },
            { type: 'user', user_id: 'U1' },
          ],
        },
      ],
    },
  ];
  expect(readBlocks(blocks, names).split('\n')).toEqual([
    'Title',
    'Hello',
    '[Go]',
    'small (a dot)',
    '[Go] [Stop]',
    'Name (optional)',
    'Your own',
    'Hi @Ben',
  ]);
});
