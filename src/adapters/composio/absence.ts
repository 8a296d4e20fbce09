/** What Composio does not know, where that is an answer and no failure. */

import { ComposioError } from '../../errors.ts';

/**
 * Gives what was asked for, or `otherwise` when Composio answered 404.
 * @throws every other failure
 */
export async function unlessAbsent<T, U>(asked: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ComposioError && error.failure === 'not_found') return otherwise;
    throw error;
  }
}

/** Whether Composio knew what was to be changed. */
export function isKnown(changed: Promise<unknown>): Promise<boolean> {
  return unlessAbsent(
    changed.then(() => true),
    false,
  );
}
