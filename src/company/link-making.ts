/** What is different about making the company's link: who may use what comes of it, and Composio's refusal to share. */

import type { AccessList } from '../connections-port.ts';
import type { Attempt, NewMessage } from '../model.ts';
import type { Outside } from '../ports.ts';
import { accessListToGive } from './access-worker.ts';
import { notSharedKind } from './compose.ts';
import { endedMessages } from './ended.ts';

export function companyLinks(
  outside: Outside,
  { teamId }: { teamId: string },
): { accessList(): Promise<AccessList>; onRefused(attempt: Attempt): Promise<void> } {
  const { store, identity, clock, log } = outside;
  return {
    accessList: () => accessListToGive(outside, teamId),
    onRefused: async (attempt) => {
      const now = clock.now();
      const senders = (admins: readonly string[]): NewMessage[] =>
        admins.map((recipient) => ({
          id: identity.uuid(),
          recipient,
          kind: notSharedKind,
          subject: attempt.id,
          dedupeKey: `${notSharedKind}:${attempt.id}:${recipient}`,
        }));
      const tell = { users: endedMessages(identity, now), senders };
      const outcome = await store.refuseSharing(teamId, attempt.id, tell, now);
      log.warn({ attemptId: attempt.id, outcome }, 'Composio refused to share a connection');
    },
  };
}
