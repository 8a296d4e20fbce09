/** Makes Slack's identifiers. With a seed the same run gives the same ones; message timestamps follow the clock. */

import { randomInt } from 'node:crypto';
import type { Clock } from '../../../src/ports.ts';

export interface Ids {
  /** `U0K3J2001`: the prefix, then upper case letters and digits; never twice the same. */
  next(prefix: string): string;
  /** Lower case hexadecimal digits. */
  hex(length: number): string;
  /** `1503435956.000247`, later than every one before it. */
  ts(): string;
  /** `13345224609.738474920.8088930838d88f008e0`. */
  triggerId(): string;
  /** `1569262015.55b5e41b`. */
  hash(): string;
  uuid(): string;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Identifiers for one workspace; random when `seed` is undefined. */
export function createIds(clock: Clock, seed: number | undefined): Ids {
  const random = mulberry32(seed ?? randomInt(2 ** 32));
  let count = 0;
  let lastMicros = 0;
  const digits = (length: number, base: number): string => {
    let made = '';
    while (made.length < length) made += Math.floor(random() * base).toString(base);
    return made;
  };
  const hex = (length: number): string => digits(length, 16);
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}0${digits(4, 36)}${count.toString(36).padStart(4, '0')}`.toUpperCase();
    },
    hex,
    ts: () => {
      lastMicros = Math.max(clock.now() * 1000, lastMicros + 1);
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
    },
    triggerId: () => `${digits(11, 10)}.${digits(9, 10)}.${hex(32)}`,
    hash: () => `${Math.floor(clock.now() / 1000)}.${hex(8)}`,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}
