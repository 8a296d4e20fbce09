/** What the forms that change scopes carry in `private_metadata`. Pure. */

import { z } from 'zod';

const comparisonShape = z.object({
  setupId: z.string(),
  /** Of the scopes, when the form was drawn. */
  revision: z.number(),
});
const tickedShape = comparisonShape.extend({ scopes: z.array(z.string()).min(1) });

export type ComparisonMemory = z.infer<typeof comparisonShape>;
/** With what was chosen. */
export type TickedMemory = z.infer<typeof tickedShape>;

/** Slack's limit for `private_metadata`. */
const longest = 3_000;
/** Slack's limit for the options of a select without groups. */
const mostScopes = 100;

export function writeMemory(memory: ComparisonMemory | TickedMemory): string {
  return JSON.stringify(memory);
}

/** Whether what was chosen fits into a view. */
export function fitsIntoView(memory: TickedMemory): boolean {
  return writeMemory(memory).length <= longest && memory.scopes.length <= mostScopes;
}

/** @throws when it is not what this bot wrote */
export const readComparisonMemory = (text: string): ComparisonMemory => comparisonShape.parse(JSON.parse(text));
export const readTickedMemory = (text: string): TickedMemory => tickedShape.parse(JSON.parse(text));
