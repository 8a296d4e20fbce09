/**
 * Judges the client ID and the client secret of a Gong integration as they were pasted. Gong does not publish their
 * shape, so only what cannot be right is refused. A reason never repeats the value, but for one wrong character.
 */

import { findStrayCharacter, trimPasted } from './pasted-text.ts';

export type CredentialJudgement =
  | {
      ok: true;
      /** Without what copying left at the ends. */
      value: string;
    }
  | { ok: false; reason: string };

const shortest = 6;
const longest = 512;

/** Judges a pasted client ID. Positions in the reason count characters from 1, after trimming. Never throws. */
export function judgeClientId(text: string): CredentialJudgement {
  return judge(text, 'client ID');
}

/** Judges a pasted client secret. Positions in the reason count characters from 1, after trimming. Never throws. */
export function judgeClientSecret(text: string): CredentialJudgement {
  return judge(text, 'client secret');
}

function judge(text: string, what: string): CredentialJudgement {
  const value = trimPasted(text);
  const reason = findFault(value, what);
  return reason === null ? { ok: true, value } : { ok: false, reason };
}

function findFault(value: string, what: string): string | null {
  if (value === '') return `The ${what} is empty. Copy it from Gong's list of integrations.`;
  if (/^[*•●∙·.]+$/u.test(value))
    return `This is the hidden form of the ${what}. Press Show secret in Gong, then Copy.`;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return `This is a web address, not a ${what}.`;
  if (value.split(/\s+/u).length > 2) return 'This reads like a sentence, or like several things copied at once.';

  const stray = findStrayCharacter(value);
  if (stray !== null) {
    const { position, name } = stray;
    return `Character ${position} is ${name}, which does not belong in a ${what}. Copy it again with Gong's Copy button.`;
  }
  if (value.length < shortest) return `This is too short for a ${what}. Was all of it copied?`;
  if (value.length > longest) return `This is too long for a ${what}. Was something else copied with it?`;
  return null;
}
