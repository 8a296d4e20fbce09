import { expect, it } from 'vitest';
import { givenOf } from './values.js';

it('reads every kind of value as it was given', () => {
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
  expect(givenOf({ type: 'plain_text_input', value: 'x' })).toBe('x');
  expect(givenOf({ type: 'plain_text_input', value: null })).toBeNull();
  expect(givenOf({ type: 'static_select', selected_option: option('a') })).toBe('a');
  expect(givenOf({ type: 'multi_static_select', selected_options: [option('a'), option('b')] })).toEqual(['a', 'b']);
  expect(givenOf({ type: 'users_select', selected_user: 'U1' })).toBe('U1');
  expect(givenOf(undefined)).toBeNull();
});
