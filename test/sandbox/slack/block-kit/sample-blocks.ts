/** Small valid blocks, elements and views that the tests spoil one field at a time. */

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const x = (length: number): string => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
export const option = (value: string, text = value) => ({ text: plain(text), value });
export const button = (fields: object = {}) => ({ type: 'button', text: plain('Go'), ...fields });
export const section = (fields: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...fields });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, fields: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...fields,
});
export const typed = (fields: object = {}) => ({ type: 'plain_text_input', ...fields });
export const select = (fields: object = {}) => ({ type: 'static_select', options: [option('a')], ...fields });
export const modal = (fields: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Go'),
  blocks: [section()],
  ...fields,
});
export const withBlock = (block: object) => modal({ blocks: [block] });
export const confirm = (fields: object) => ({
  title: plain('T'),
  text: plain('T'),
  confirm: plain('Y'),
  deny: plain('N'),
  ...fields,
});
