/** What the wizard's views carry from step to step in `private_metadata`. Never a secret. Pure. */

import { z } from 'zod';

const chooseShape = z.object({ formId: z.string(), replaces: z.string().nullable() });

const registerShape = chooseShape.extend({
  scopes: z.array(z.string()).min(1),
  redirectUri: z.string(),
  workspaceUrl: z.string().nullable(),
});

const adoptShape = chooseShape.extend({ authConfigId: z.string() });

/** Between the steps: the form's identity, and the setup in force that it is to replace. */
export type ChooseMemory = z.infer<typeof chooseShape>;
/** What was chosen, and exactly the redirect URI that the form shows. */
export type RegisterMemory = z.infer<typeof registerShape>;
export type AdoptMemory = z.infer<typeof adoptShape>;

/** Slack's limit for `private_metadata` is 3,000; what the form that hands it to a colleague adds fits in, too. */
const longest = 2_850;

export function writeMemory(memory: ChooseMemory | RegisterMemory | AdoptMemory): string {
  return JSON.stringify(memory);
}

/** Whether what was chosen fits into a view. */
export function fitsIntoView(memory: RegisterMemory): boolean {
  return writeMemory(memory).length <= longest;
}

/** @throws when it is not what this bot wrote */
export const readChooseMemory = (text: string): ChooseMemory => chooseShape.parse(JSON.parse(text));
export const readRegisterMemory = (text: string): RegisterMemory => registerShape.parse(JSON.parse(text));
export const readAdoptMemory = (text: string): AdoptMemory => adoptShape.parse(JSON.parse(text));
