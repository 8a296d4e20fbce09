/** The inputs in which scopes are chosen and typed, and what they hold. Pure. */

import type { InputBlock, PlainTextOption } from '@slack/types';
import { plain } from '../block-kit.ts';
import { findScope, parseScopes, type RefusedScope, type Scope, scopeCatalogue, scopeGroups } from '../gong/scopes.ts';
import { choicesOf, type FormValues, textOf } from '../routes.ts';

export const scopesBlock = 'scopes';
export const otherScopesBlock = 'other_scopes';

/** The rest shows once these are corrected. */
const mostRefusedNamed = 3;

/**
 * One grouped multi-select of the scopes that are known, and an input for others.
 * @param chosen what is chosen and typed beforehand
 */
export function scopeInputs(chosen: readonly string[], hint: string): InputBlock[] {
  const known = scopeCatalogue.filter(({ name }) => chosen.includes(name)).map(scopeOption);
  const others = chosen.filter((name) => findScope(name) === null);
  return [
    {
      type: 'input',
      block_id: scopesBlock,
      label: plain('Scopes'),
      hint: plain(hint),
      // Other scopes alone may do; whether there is any at all is checked when the form is submitted.
      optional: others.length > 0,
      element: {
        type: 'multi_static_select',
        action_id: 'value',
        placeholder: plain('Choose scopes'),
        option_groups: scopeGroups.map((group) => ({
          label: plain(group),
          options: scopeCatalogue.filter((scope) => scope.group === group).map(scopeOption),
        })),
        ...(known.length > 0 ? { initial_options: known } : {}),
      },
    },
    {
      type: 'input',
      block_id: otherScopesBlock,
      optional: true,
      label: plain('Other scopes'),
      hint: plain('Scopes that Gong offers and the list lacks, separated by commas or spaces.'),
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        placeholder: plain('api:something:read'),
        max_length: 1_500,
        ...(others.length > 0 ? { initial_value: others.join(' ').slice(0, 1_500) } : {}),
      },
    },
  ];
}

/** What was chosen and typed, or what is wrong by block ID. */
export function readScopes(
  values: FormValues,
): { ok: true; value: string[] } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const typed = parseScopes(textOf(values, otherScopesBlock));
  if (typed.refused.length > 0) errors[otherScopesBlock] = refusedInWords(typed.refused);
  const scopes = [...new Set([...choicesOf(values, scopesBlock), ...typed.scopes])];
  if (scopes.length === 0) errors[scopesBlock] = 'Choose at least one scope.';
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: scopes };
}

/** A scope as one choice of a select. */
export function scopeOption(scope: Pick<Scope, 'name' | 'sensitive' | 'description'>): PlainTextOption {
  const words = scope.sensitive ? `Sensitive: ${scope.description}` : scope.description;
  return { text: plain(scope.name), value: scope.name, description: plain(words.slice(0, 75)) };
}

function refusedInWords(refused: readonly RefusedScope[]): string {
  const named = refused.slice(0, mostRefusedNamed).map(({ text, why }) => `“${text}” ${why}.`);
  const more = refused.length - named.length;
  return `${named.join(' ')}${more > 0 ? ` And ${more} more.` : ''} A scope looks like api:calls:read:basic.`;
}
