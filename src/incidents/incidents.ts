/** What the buttons of an incident do, each for admins alone. */

import type { AdminGuard } from '../admins/guard.ts';
import { section } from '../block-kit.ts';
import type { Incident } from '../incident.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { incidentMessageKind } from '../stores/message-kinds.ts';
import { checkAgainAction, enableAuthConfigAction, showIncidentAction, tellPeopleAction } from './actions.ts';
import { enableAuthConfig } from './enable-auth-config.ts';
import type { IncidentWatch } from './incident-watch.ts';
import { isSwitchedOff } from './repair-seen.ts';

/** @param given `reminderDelayMs`: how long after people were told the first reminder is due; null: there are none */
export function incidentRoutes(
  outside: Outside,
  given: {
    guard: AdminGuard;
    watch: Pick<IncidentWatch, 'checkAgain'>;
    reminderDelayMs: number | null;
    nudge: () => void;
  },
): Routes {
  const { store, clock, identity } = outside;

  const say = async (request: ActionRequest, mrkdwn: string): Promise<void> => {
    await request.respond?.({ text: mrkdwn.replaceAll(/[`*]/g, ''), blocks: [section(mrkdwn)] }, false);
  };

  /** Lets admins through to an incident that is not over. */
  const onIncident =
    (act: (request: ActionRequest, incident: Incident) => Promise<void>) =>
    async (request: ActionRequest): Promise<void> => {
      if (!(await given.guard.allows(request))) return;
      const incident = await store.incident(request.teamId, request.value ?? '');
      if (!incident || incident.endedAt !== null) {
        return say(request, 'That is over already: there is nothing left to do.');
      }
      await act(request, incident);
      given.nudge();
    };

  const enable = async (request: ActionRequest, incident: Incident): Promise<void> => {
    const { teamId } = request;
    const { isEnabled, words } = await enableAuthConfig(outside, request, {
      authConfigId: incident.authConfigId ?? '',
      detail: { incidentId: incident.id },
    });
    if (isEnabled) {
      if (isSwitchedOff(incident)) await store.markRepaired(teamId, incident.id, 'enabled', clock.now());
      given.watch.checkAgain(incident.id);
    }
    await say(request, words);
  };

  const tellPeople = async (request: ActionRequest, incident: Incident): Promise<void> => {
    if ((await store.openPause(request.teamId))?.authConfigId === incident.authConfigId) {
      return say(
        request,
        ':double_vertical_bar: Gong is paused, so nobody can reconnect now and nobody was told. Type `/gong-setup`, press *Resume*, then press this again.',
      );
    }
    const release = { repair: 'admin', actor: request.slackUserId, reminderDelayMs: given.reminderDelayMs } as const;
    const told = await store.releaseIncident(request.teamId, incident.id, release, clock.now());
    if (told === null) return say(request, 'They were told already.');
    await say(
      request,
      told === 0
        ? ':incoming_envelope: Everybody had a direct message already. It now says that reconnecting works.'
        : `:incoming_envelope: ${told === 1 ? 'One person gets' : `${told} people get`} a direct message with a Reconnect button now, one after the other.`,
    );
  };

  const show = async (request: ActionRequest, incident: Incident): Promise<void> => {
    const message = {
      id: identity.uuid(),
      recipient: request.slackUserId,
      kind: incidentMessageKind,
      subject: incident.id,
      dedupeKey: `${incidentMessageKind}:${incident.id}:${request.slackUserId}`,
      isAwaited: true,
    };
    const isNew = await store.owe(request.teamId, message, clock.now());
    await say(
      request,
      isNew
        ? 'It is on its way to your direct messages with this app.'
        : 'You have it in your direct messages with this app, and it is kept up to date there.',
    );
  };

  return {
    actions: {
      [enableAuthConfigAction]: onIncident(enable),
      [tellPeopleAction]: onIncident(tellPeople),
      [showIncidentAction]: onIncident(show),
      [checkAgainAction]: onIncident(async (request, incident) => {
        given.watch.checkAgain(incident.id);
        await say(
          request,
          ':mag: Looking again: at Composio, at the connections, and at whether Gong answers. The message above is brought up to date in a moment.',
        );
      }),
    },
  };
}
