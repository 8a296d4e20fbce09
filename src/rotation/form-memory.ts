/** What the rotation form carries in `private_metadata`. Never a secret. Pure. */

import { z } from 'zod';

const shape = z.object({
  formId: z.string(),
  /** The rotation that this form goes on with; null: a new one. */
  continues: z.string().nullable(),
});

export type RotateMemory = z.infer<typeof shape>;

export function writeMemory(memory: RotateMemory): string {
  return JSON.stringify(memory);
}

/** @throws when it is not what this bot wrote */
export const readMemory = (text: string): RotateMemory => shape.parse(JSON.parse(text));
