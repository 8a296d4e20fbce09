/** What the form that chooses a colleague carries in `private_metadata`. Never a secret. Pure. */

import { z } from 'zod';

const shape = z.object({
  kind: z.enum(['register', 'consent']),
  /** What the register form knew; empty for a consent. */
  known: z.record(z.string(), z.unknown()),
});

export type HandOverMemory = z.infer<typeof shape>;

/** @throws when it is not what this bot wrote */
export const readHandOverMemory = (text: string): HandOverMemory => shape.parse(JSON.parse(text));

const takenOnShape = z.object({ relayId: z.string() });

/** What the colleague's form carries. */
export const writeRelayId = (relayId: string): string => JSON.stringify({ relayId });

/** @throws when it is not what this bot wrote */
export const readRelayId = (text: string): string => takenOnShape.parse(JSON.parse(text)).relayId;
