/** Reading JSON whose shape is not known yet, without trusting it. */

export type JsonObject = Record<string, unknown>;

/** True for a plain JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a string, an empty string otherwise. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A deep copy, so that what is recorded or handed out does not change later. */
export function copy<T>(value: T): T {
  return structuredClone(value);
}
