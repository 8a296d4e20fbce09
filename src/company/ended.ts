/** The messages that are owed to those who used a company connection that is no more. */

import type { NewMessage } from '../model.ts';
import type { Identity } from '../ports.ts';
import type { Tell } from '../stores/company.ts';

export const companyEndedKind = 'company_ended';

/** @param now when it ended: who comes back and loses it once more is told once more */
export function endedMessages(identity: Pick<Identity, 'uuid'>, now: number): Tell {
  return (people) =>
    people.map(
      (slackUserId): NewMessage => ({
        id: identity.uuid(),
        recipient: slackUserId,
        kind: companyEndedKind,
        subject: slackUserId,
        dedupeKey: `${companyEndedKind}:${slackUserId}:${now}`,
      }),
    );
}
