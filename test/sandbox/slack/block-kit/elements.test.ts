/** Every limit of elements and composition objects, one step past it and right at it. */

import { describe, expect, it } from 'vitest';
import { checkView } from './checker.ts';
import {
  actions,
  button,
  confirm,
  input,
  many,
  mrkdwn,
  option,
  plain,
  select,
  typed,
  withBlock,
  x,
} from './sample-blocks.ts';

describe('an element', () => {
  const inActions = (element: object) => withBlock(actions(element));
  const inInput = (element: object) => withBlock(input(element));
  const grouped = {
    type: 'multi_static_select',
    option_groups: many(101, () => ({ label: plain('g'), options: [option('a')] })),
  };
  const bad: [string, object, string][] = [
    ['a button text of 76 characters', inActions(button({ text: plain(x(76)) })), 'elements/0/text/text'],
    ['a button value of 2001 characters', inActions(button({ value: x(2001) })), 'elements/0/value'],
    ['a button url of 3001 characters', inActions(button({ url: `https://a.example/${x(2983)}` })), 'elements/0/url'],
    ['a button url that is none', inActions(button({ url: 'a b' })), 'elements/0/url'],
    ['a button style', inActions(button({ style: 'default' })), 'elements/0/style'],
    [
      'an accessibility_label of 76 characters',
      inActions(button({ accessibility_label: x(76) })),
      'elements/0/accessibility_label',
    ],
    ['an action_id of 256 characters', inActions(button({ action_id: x(256) })), 'elements/0/action_id'],
    [
      'a confirm title of 101 characters',
      inActions(button({ confirm: confirm({ title: plain(x(101)) }) })),
      'confirm/title/text',
    ],
    [
      'a confirm text of 301 characters',
      inActions(button({ confirm: confirm({ text: plain(x(301)) }) })),
      'confirm/text/text',
    ],
    [
      'a confirm button of 31 characters',
      inActions(button({ confirm: confirm({ confirm: plain(x(31)) }) })),
      'confirm/confirm/text',
    ],
    [
      'a deny button of 31 characters',
      inActions(button({ confirm: confirm({ deny: plain(x(31)) }) })),
      'confirm/deny/text',
    ],
    [
      'six overflow options',
      inActions({ type: 'overflow', options: many(6, (i) => option(`${i}`)) }),
      'elements/0/options',
    ],
    ['11 checkboxes', inInput({ type: 'checkboxes', options: many(11, (i) => option(`${i}`)) }), 'element/options'],
    [
      '11 radio buttons',
      inInput({ type: 'radio_buttons', options: many(11, (i) => option(`${i}`)) }),
      'element/options',
    ],
    ['101 options', inInput(select({ options: many(101, (i) => option(`${i}`)) })), 'element/options'],
    ['no options', inInput(select({ options: [] })), 'element/options'],
    ['neither options nor groups', inInput({ type: 'static_select' }), 'element'],
    [
      'both options and groups',
      inInput(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] })),
      'element',
    ],
    ['101 groups', inInput(grouped), 'element/option_groups'],
    [
      'a group label of 76 characters',
      inInput({ type: 'static_select', option_groups: [{ label: plain(x(76)), options: [option('a')] }] }),
      'option_groups/0/label/text',
    ],
    ['an option text of 76 characters', inInput(select({ options: [option('a', x(76))] })), 'options/0/text/text'],
    ['an option value of 151 characters', inInput(select({ options: [option(x(151), 'a')] })), 'options/0/value'],
    [
      'a description of 76 characters',
      inInput(select({ options: [{ ...option('a'), description: plain(x(76)) }] })),
      'options/0/description/text',
    ],
    [
      'a mrkdwn option in a menu',
      inInput(select({ options: [{ text: mrkdwn('a'), value: 'a' }] })),
      'options/0/text/type',
    ],
    ['an initial option that is not offered', inInput(select({ initial_option: option('b') })), 'element'],
    ['a placeholder of 151 characters', inInput(typed({ placeholder: plain(x(151)) })), 'element/placeholder/text'],
    ['max_length 3001', inInput(typed({ max_length: 3001 })), 'element/max_length'],
    ['max_length 0', inInput(typed({ max_length: 0 })), 'element/max_length'],
    ['min_length above max_length', inInput(typed({ min_length: 5, max_length: 4 })), 'element'],
    ['initial_value of 3001 characters', inInput(typed({ initial_value: x(3001) })), 'element/initial_value'],
    ['a number_input without is_decimal_allowed', inInput({ type: 'number_input' }), 'element'],
    [
      'a number as a number',
      inInput({ type: 'number_input', is_decimal_allowed: true, min_value: 1 }),
      'element/min_value',
    ],
    [
      'max_selected_items 0',
      inInput({ type: 'multi_users_select', max_selected_items: 0 }),
      'element/max_selected_items',
    ],
    ['a date in another form', inInput({ type: 'datepicker', initial_date: '1.2.2026' }), 'element/initial_date'],
    ['a time in another form', inInput({ type: 'timepicker', initial_time: '9:00' }), 'element/initial_time'],
    ['11 files', inInput({ type: 'file_input', max_files: 11 }), 'element/max_files'],
    ['an unknown field', inInput(typed({ secret: true })), 'element'],
    ['an unknown type', inInput({ type: 'password_input' }), 'element/type'],
  ];
  it.each(bad)('with %s is refused', (_what, view, pointer) => {
    expect(checkView(view).join('\n')).toContain(`${pointer}]`);
  });

  const good: [string, object][] = [
    ['a button', inActions(button({ text: plain(x(75)), value: x(2000), style: 'danger', confirm: confirm({}) }))],
    ['a menu', inInput(select({ options: many(100, (i) => option(`${i}`)), initial_option: option('3') }))],
    ['checkboxes', inInput({ type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: x(150) }] })],
    ['a text input', inInput(typed({ min_length: 0, max_length: 3000, multiline: true, placeholder: plain(x(150)) }))],
    ['a users_select', inInput({ type: 'users_select', initial_user: 'U1' })],
    ['a url_text_input', inInput({ type: 'url_text_input' })],
  ];
  it.each(good)('that is %s within its limits is accepted', (_what, view) => {
    expect(checkView(view)).toEqual([]);
  });
});
