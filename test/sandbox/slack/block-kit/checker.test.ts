/** Every limit of views, blocks and messages, one step past it and right at it. */

import { describe, expect, it } from 'vitest';
import { checkFallbackText, checkMessage, checkView } from './checker.ts';
import { actions, button, input, many, modal, mrkdwn, plain, section, typed, withBlock, x } from './sample-blocks.ts';

describe('a view', () => {
  const bad: [string, object, string][] = [
    ['a title of 25 characters', modal({ title: plain(x(25)) }), '/view/title/text'],
    ['a submit of 25 characters', modal({ submit: plain(x(25)) }), '/view/submit/text'],
    ['a close of 25 characters', modal({ close: plain(x(25)) }), '/view/close/text'],
    ['an empty title', modal({ title: plain('') }), '/view/title/text'],
    ['a mrkdwn title', modal({ title: mrkdwn('T') }), '/view/title/type'],
    ['no title', { type: 'modal', blocks: [section()] }, '/view'],
    ['inputs without submit', { type: 'modal', title: plain('T'), blocks: [input(typed())] }, '/view'],
    ['101 blocks', modal({ blocks: many(101, () => section()) }), '/view/blocks'],
    ['no blocks', modal({ blocks: [] }), '/view/blocks'],
    ['private_metadata of 3001 characters', modal({ private_metadata: x(3001) }), '/view/private_metadata'],
    ['callback_id of 256 characters', modal({ callback_id: x(256) }), '/view/callback_id'],
    ['external_id of 256 characters', modal({ external_id: x(256) }), '/view/external_id'],
    ['an unknown field', modal({ hash: '1.a' }), '/view'],
    ['a Home tab with submit', { type: 'home', submit: plain('Go'), blocks: [section()] }, '/view'],
    ['an unknown type', { type: 'sheet', blocks: [section()] }, '/view/type'],
    [
      'one block_id twice',
      modal({ blocks: [section({ block_id: 'a' }), section({ block_id: 'a' })] }),
      '/view/blocks/1/block_id',
    ],
    [
      'one action_id twice in a block',
      withBlock(actions(button({ action_id: 'a' }), button({ action_id: 'a' }))),
      '/view/blocks/0/elements/1/action_id',
    ],
    [
      'two elements with focus_on_load',
      modal({ blocks: [input(typed({ focus_on_load: true })), input(typed({ focus_on_load: true }))] }),
      '/view/blocks/1/element/focus_on_load',
    ],
  ];
  it.each(bad)('with %s is refused', (_what, view, pointer) => {
    expect(checkView(view).join('\n')).toContain(`[json-pointer:${pointer}]`);
  });

  it('at every limit is accepted', () => {
    const view = modal({
      title: plain(x(24)),
      submit: plain(x(24)),
      close: plain(x(24)),
      private_metadata: x(3000),
      callback_id: x(255),
      external_id: x(255),
      blocks: many(100, () => section()),
    });
    expect(checkView(view)).toEqual([]);
    expect(checkView({ type: 'home', blocks: [section()] })).toEqual([]);
  });

  it('says what is wrong in the words of Slack', () => {
    expect(checkView(modal({ title: plain(x(25)) }))).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
  });
});

describe('a block', () => {
  const at = '/view/blocks/0';
  const bad: [string, object, string][] = [
    ['an unknown type', { type: 'poem' }, `${at}/type`],
    ['an unknown field', section({ colour: 'red' }), at],
    ['a block_id of 256 characters', section({ block_id: x(256) }), `${at}/block_id`],
    ['a section text of 3001 characters', section({ text: mrkdwn(x(3001)) }), `${at}/text/text`],
    ['an empty section', { type: 'section' }, at],
    ['11 fields', section({ fields: many(11, () => plain('f')) }), `${at}/fields`],
    ['a field of 2001 characters', section({ fields: [plain(x(2001))] }), `${at}/fields/0/text`],
    ['a header of 151 characters', { type: 'header', text: plain(x(151)) }, `${at}/text/text`],
    ['a mrkdwn header', { type: 'header', text: mrkdwn('h') }, `${at}/text/type`],
    ['11 context elements', { type: 'context', elements: many(11, () => mrkdwn('c')) }, `${at}/elements`],
    ['a button in a context', { type: 'context', elements: [button()] }, `${at}/elements/0/type`],
    ['26 actions', actions(...many(26, () => button())), `${at}/elements`],
    ['no actions', actions(), `${at}/elements`],
    ['a text input among actions', actions(typed()), `${at}/elements/0/type`],
    ['a button in an input', input(button()), `${at}/element/type`],
    ['a datetimepicker beside a section', section({ accessory: { type: 'datetimepicker' } }), `${at}/accessory/type`],
    ['a divider with text', { type: 'divider', text: plain('-') }, at],
    ['a label of 2001 characters', input(typed(), { label: plain(x(2001)) }), `${at}/label/text`],
    ['a mrkdwn label', input(typed(), { label: mrkdwn('l') }), `${at}/label/type`],
    ['a hint of 2001 characters', input(typed(), { hint: plain(x(2001)) }), `${at}/hint/text`],
    ['a file_input that dispatches', input({ type: 'file_input' }, { dispatch_action: true }), `${at}/element/type`],
    ['an image without alt_text', { type: 'image', image_url: 'https://a.example/b.png' }, at],
    ['an image without a source', { type: 'image', alt_text: 'a' }, at],
    ['an alert of 201 characters', { type: 'alert', text: plain(x(201)) }, `${at}/text/text`],
    ['an alert with an unknown level', { type: 'alert', text: plain('a'), level: 'red' }, `${at}/level`],
    ['markdown in a modal', { type: 'markdown', text: 'm' }, `${at}/type`],
    [
      'an unknown rich text part',
      { type: 'rich_text', elements: [{ type: 'text', text: 'a' }] },
      `${at}/elements/0/type`,
    ],
    [
      'a list indented nine times',
      { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', indent: 9, elements: [] }] },
      `${at}/elements/0/indent`,
    ],
    ['a text object with an unknown field', section({ text: { ...mrkdwn('a'), bold: true } }), `${at}/text`],
    ['emoji in mrkdwn', section({ text: { ...mrkdwn('a'), emoji: true } }), `${at}/text`],
  ];
  it.each(bad)('with %s is refused', (_what, block, pointer) => {
    expect(checkView(withBlock(block)).join('\n')).toContain(`[json-pointer:${pointer}]`);
  });

  const good: [string, object][] = [
    ['a section', section({ text: mrkdwn(x(3000)), fields: many(10, () => plain(x(2000))), accessory: button() })],
    ['a header', { type: 'header', text: plain(x(150)) }],
    ['a context', { type: 'context', elements: many(10, () => mrkdwn('c')) }],
    ['actions', actions(...many(25, () => button()))],
    ['a divider', { type: 'divider' }],
    ['an image', { type: 'image', image_url: 'https://a.example/b.png', alt_text: 'a', title: plain('t') }],
    ['an alert', { type: 'alert', text: mrkdwn(x(200)), level: 'warning' }],
    [
      'rich text',
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }] },
    ],
    ['an optional input', input(typed(), { optional: true, hint: plain('h'), dispatch_action: true })],
  ];
  it.each(good)('that is %s within its limits is accepted', (_what, block) => {
    expect(checkView(withBlock(block))).toEqual([]);
  });
});

describe('a message', () => {
  it('holds 50 blocks and no more', () => {
    expect(checkMessage({ text: 't', blocks: many(50, () => section()) })).toEqual([]);
    expect(checkMessage({ text: 't', blocks: many(51, () => section()) })).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  it('holds no alert', () => {
    expect(checkMessage({ blocks: [{ type: 'alert', text: plain('a') }] })).toEqual([
      '[ERROR] unsupported type: alert [json-pointer:/blocks/0/type]',
    ]);
  });

  it('counts the characters of all its markdown together', () => {
    const markdown = (length: number) => ({ type: 'markdown', text: x(length) });
    expect(checkMessage({ blocks: [markdown(6000), markdown(6000)] })).toEqual([]);
    expect(checkMessage({ blocks: [markdown(6000), markdown(6001)] })).toHaveLength(1);
  });

  it('needs a text for those who do not see blocks', () => {
    expect(checkFallbackText({ text: 'a', blocks: [section()] })).toEqual([]);
    expect(checkFallbackText({ text: ' ', blocks: [section()] })).toHaveLength(1);
  });
});
