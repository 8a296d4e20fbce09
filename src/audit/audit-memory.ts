/** What an audit view remembers of itself between two presses. Pure. */

import { z } from 'zod';

const memory = z.object({
  /** Whose doing it was; null: anybody's. */
  actor: z.string().nullable(),
  /** Whom it was about; null: anybody and anything. */
  subject: z.string().nullable().default(null),
  topic: z.string().nullable(),
  /** The page shows lines older than this one; null: the newest. */
  before: z.number().int().nullable(),
});

export type AuditMemory = z.infer<typeof memory>;

export const newestLines: AuditMemory = { actor: null, subject: null, topic: null, before: null };

/** A view that carries nothing readable shows the newest lines of all. */
export function readAuditMemory(privateMetadata: string): AuditMemory {
  try {
    return memory.parse(JSON.parse(privateMetadata));
  } catch {
    return newestLines;
  }
}

export function writeAuditMemory(given: AuditMemory): string {
  return JSON.stringify(given);
}
