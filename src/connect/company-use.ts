/** What connecting asks of whatever lets people use a connection that their company shares. */

import type { SlackMessage } from '../ports.ts';
import type { Sender } from '../routes.ts';

/** Each gives null where the personal way is theirs: it is chosen here, or they have a connection that works. */
export interface CompanyUse {
  /** Lets somebody in, without a browser. @returns the answer */
  join(sender: Sender): Promise<SlackMessage | null>;
  /** How their use of it is. `isTested`: it was tested just now, which this is the answer to. */
  show(sender: Sender, withDetails: boolean, isTested?: boolean): Promise<SlackMessage | null>;
  /** What a test of it showed, to somebody who cannot change it. */
  testedInWords(verification: string): string;
  /** What a test of their use of it needs; null also while there is nothing to test. */
  toTest(
    sender: Sender,
  ): Promise<{ teamId: string; accountId: string; externalUserId: string; scopes: readonly string[] } | null>;
  /** Whether the company shares a connection that nobody has connected yet. */
  isAwaited(teamId: string): Promise<boolean>;
  /** Said to somebody who stops using it; null: nothing. */
  remarkOnLeaving(sender: Sender): Promise<string | null>;
  /** Said beside a connection of their own where the company shares one; null: nothing. `works`: whether it does. */
  remark(teamId: string, works: boolean): Promise<string | null>;
}
