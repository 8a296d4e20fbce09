/** Identifiers and secrets of the sandbox's services: random, or the same in every run when given a seed. */

import { createHash, randomBytes } from 'node:crypto';

/** A new identifier: `prefix` and `length` letters and digits. */
export type NewId = (prefix: string, length?: number) => string;

/** A source of identifiers; with a seed it gives the same ones in the same order. */
export function createIds(seed?: string): NewId {
  let count = 0;
  const bytes = (): Buffer =>
    seed === undefined ? randomBytes(64) : createHash('sha512').update(`${seed}:${count}`).digest();
  return (prefix, length = 12) => {
    count += 1;
    const letters = bytes().toString('base64').replace(/[+/=]/g, '');
    return `${prefix}${letters.slice(0, length)}`;
  };
}

/** The same kind of identifier in the shape of a UUID. */
export function uuidFrom(newId: NewId): string {
  const hex = createHash('sha256').update(newId('', 40)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
