/** External selects: the options that the bot offers become the element's own, so that they are picked like any other. */

import { type SelectPlace, selectName, suggestOptions } from '../actions/block-suggestions.ts';
import type { Block, Element, Option } from '../block-kit/types.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { Given } from './field-values.ts';

export function isExternal({ type }: Element): boolean {
  return type === 'external_select' || type === 'multi_external_select';
}

/** What is offered once `query` is typed. Throws when the bot does not say. */
export async function optionsFor(
  place: SelectPlace,
  block: Block,
  element: Element,
  query: string,
  person: Person,
  platform: Platform,
): Promise<Option[]> {
  if (!isExternal(element)) throw new Error('only an external select asks the bot');
  const options = await suggestOptions(place, block, element, query, person, platform);
  if (options === null) throw new Error('the options could not be loaded');
  return options;
}

/** The element with what can be picked in it; each name that was not offered yet is typed first. */
export async function withSuggestions(
  place: SelectPlace,
  block: Block,
  element: Element,
  given: Given,
  person: Person,
  platform: Platform,
): Promise<Element> {
  if (!isExternal(element)) return element;
  const initial = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])];
  const known = (): Option[] => [...initial, ...platform.suggestions.of(selectName(place, block, element))];
  const names = given === null ? [] : [given].flat().map(String);
  for (const name of names) {
    if (known().some(({ value, text }) => value === name || text.text === name)) continue;
    await optionsFor(place, block, element, name, person, platform);
  }
  return { ...element, options: known() };
}
