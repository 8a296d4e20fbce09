/** The kinds of values that settings have, as zod shapes. `expectation` says what a value should look like. */

import { z } from 'zod';

/** Text that may stand in an HTTP header, where tokens and keys are sent. */
export function key(pattern: RegExp, expectation: string) {
  return z.string(expectation).refine((text) => /^[!-~]+$/.test(text) && pattern.test(text), expectation);
}

/** A decimal number above 0, given back in milliseconds. */
export function duration(unitMs: number, expectation: string) {
  return z
    .string()
    .transform((text) => readDuration(text, unitMs))
    .refine((durationMs) => durationMs !== null, expectation)
    .transform((durationMs) => durationMs ?? 0);
}

/** Decimal numbers above 0, separated by commas, given back in milliseconds: each once, ascending. */
export function durations(unitMs: number, expectation: string) {
  return z
    .string()
    .transform((text) => readList(text).map((item) => readDuration(item, unitMs)))
    .refine((items) => items.length > 0 && !items.includes(null), expectation)
    .transform((items) => [...new Set(items.map((durationMs) => durationMs ?? 0))].sort((a, b) => a - b));
}

/** One or more items of a shape, separated by commas. */
export function list(pattern: RegExp, expectation: string) {
  return z
    .string()
    .transform(readList)
    .refine((items) => items.length > 0 && items.every((item) => pattern.test(item)), expectation);
}

/** An `http:` or `https:` address without user info that `accepts` agrees to, given back as it was written. */
export function webAddress(accepts: (url: URL) => boolean, expectation: string) {
  return z.string().refine((text) => isWebAddress(text, accepts), expectation);
}

/** Whether a path can be put behind the address. */
export function isPlainBase(url: URL): boolean {
  return !/[?#]/.test(url.href);
}

/** Whether what is sent there is encrypted, or never leaves the machine. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
}

export function withoutFinalSlash(text: string): string {
  return text.replace(/\/+$/, '');
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Milliseconds, at least one; null for anything but a plain decimal number above 0. */
function readDuration(text: string, unitMs: number): number | null {
  const amount = /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : 0;
  const durationMs = Math.ceil(amount * unitMs);
  return durationMs > 0 && Number.isSafeInteger(durationMs) ? durationMs : null;
}

function isWebAddress(text: string, accepts: (url: URL) => boolean): boolean {
  if (!/^https?:\/\/[!-~]+$/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && accepts(url);
}
