/** What somebody hears who is not an admin, or of whom Slack did not say. Pure. */

import { mentions } from '../block-kit.ts';

export const slackDidNotSay = 'Slack did not say in time whether you are an admin.';

/** @param admins who may; empty: nobody could be found */
export function refusal(admins: readonly string[]): string {
  const who = admins.length === 0 ? 'a workspace admin or owner' : mentions(admins);
  return `Only admins can set Gong up in this workspace. Ask ${who}.`;
}
