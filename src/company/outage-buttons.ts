/** What the buttons of the company's alert do that no other screen has. */

import type { AdminGuard } from '../admins/guard.ts';
import { section } from '../block-kit.ts';
import { enableAuthConfig } from '../incidents/enable-auth-config.ts';
import { companyOwner } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Routes } from '../routes.ts';
import { enableCompanyAction } from './actions.ts';

/** @param given `sweepSoon`: has everything looked at, so that what works again is known */
export function companyOutageRoutes(
  outside: Outside,
  given: { guard: AdminGuard; sweepSoon: () => void; nudge: () => void },
): Routes {
  return {
    actions: {
      [enableCompanyAction]: async (request) => {
        if (!(await given.guard.allows(request))) return;
        const outage = await outside.store.outage(request.teamId, request.value ?? '');
        const authConfigId = outage?.connection.authConfigId ?? null;
        const isOpen = outage?.owner === companyOwner && outage.endedAt === null;
        const { isEnabled, words } =
          isOpen && authConfigId !== null
            ? await enableAuthConfig(outside, request, { authConfigId, detail: { outageId: outage.id } })
            : { isEnabled: false, words: 'That is over already: there is nothing left to do.' };
        if (isEnabled) given.sweepSoon();
        given.nudge();
        await request.respond?.({ text: words.replaceAll(/[`*]/g, ''), blocks: [section(words)] }, false);
      },
    },
  };
}
