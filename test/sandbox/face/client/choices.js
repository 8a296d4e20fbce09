/** What can be chosen in a menu, in groups: options of its own, people, channels, or what the bot suggests. */

/** @import { Option } from '../../slack/block-kit/types.ts' */
/** @import { Field } from './fields.js' */

/** @typedef {{ value: string, text: string, about: string }} Choice */

/** @type {Map<string, Choice[]>} by the menu's name: what the bot suggested last */
const suggested = new Map();
/** @type {Map<string, Map<string, Choice>>} by the menu's name: what was ever seen in it, by value */
const seen = new Map();

/**
 * @param {Option} option
 * @returns {Choice}
 */
function choiceOf({ text, value = '', description }) {
  return { value, text: text.text, about: description?.text ?? '' };
}

/** @param {string} type of an element */
export function isExternal(type) {
  return type === 'external_select' || type === 'multi_external_select';
}

/**
 * Keeps what the bot suggested, which a redraw must not lose.
 * @param {string} name
 * @param {Option[]} options
 */
export function keepSuggestions(name, options) {
  const choices = options.map(choiceOf);
  suggested.set(name, choices);
  const known = seen.get(name) ?? new Map();
  for (const choice of choices) known.set(choice.value, choice);
  seen.set(name, known);
}

/**
 * What was suggested last, after what is chosen already.
 * @param {Field} field
 * @param {string} name
 * @param {Set<string>} chosen
 * @returns {Choice[]}
 */
function suggestionsFor({ element }, name, chosen) {
  const latest = suggested.get(name) ?? [];
  const own = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])];
  const known = new Map([...own.map(choiceOf).map((choice) => /** @type {const} */ ([choice.value, choice]))]);
  const others = [...chosen].filter((value) => latest.every((choice) => choice.value !== value));
  const kept = others.map(
    (value) => seen.get(name)?.get(value) ?? known.get(value) ?? { value, text: value, about: '' },
  );
  return [...kept, ...latest];
}

/**
 * @param {Field} field
 * @param {string} name
 * @param {Set<string>} chosen
 * @returns {{ label: string, choices: Choice[] }[]}
 */
export function groupsOf(field, name, chosen) {
  const { element, surface } = field;
  /** @param {{ id: string, name: string }[]} entities */
  const those = (entities) => [
    { label: '', choices: entities.map((one) => ({ value: one.id, text: one.name, about: '' })) },
  ];
  if (element.type === 'multi_users_select') return those(surface.people);
  if (/^multi_(conversations|channels)_select$/.test(element.type)) return those(surface.channels);
  if (isExternal(element.type)) return [{ label: '', choices: suggestionsFor(field, name, chosen) }];
  const groups = element.option_groups ?? [{ label: { text: '' }, options: element.options ?? [] }];
  return groups.map(({ label, options }) => ({ label: label.text, choices: options.map(choiceOf) }));
}
