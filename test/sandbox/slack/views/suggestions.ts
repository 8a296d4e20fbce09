/** What the bot offered in an external select, by the select: the client lets nobody pick anything else. */

import type { Option } from '../block-kit/types.ts';

export interface Suggestions {
  /** Keeps the options of one answer, beside those of earlier ones. */
  keep(select: string, options: readonly Option[]): void;
  of(select: string): readonly Option[];
}

/** The suggestions of one workspace. */
export function createSuggestions(): Suggestions {
  const kept = new Map<string, Option[]>();
  return {
    keep: (select, options) => {
      const others = (kept.get(select) ?? []).filter(({ value }) => options.every((option) => option.value !== value));
      kept.set(select, [...others, ...options]);
    },
    of: (select) => kept.get(select) ?? [],
  };
}
