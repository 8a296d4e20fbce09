/** What is different about making the company's link: who may use what comes of it, and Composio's refusal to share. */

import type { AccessList } from '../connections-port.ts';
import type { Attempt } from '../model.ts';
import type { Outside } from '../ports.ts';
import { accessListToGive } from './access-worker.ts';
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
      const outcome = await store.refuseSharing(teamId, attempt.id, endedMessages(identity, now), now);
      log.warn({ attemptId: attempt.id, outcome }, 'Composio refused to share a connection');
    },
  };
}
