/** What the control panel shows, as JSON. */

import type { World } from '../face/world.ts';
import type { Journey, StepId } from './journey.ts';
import type { Owners } from './owners.ts';
import { type Service, type Trouble, troubles } from './trouble.ts';

export interface ConnectionState {
  id: string;
  /** Slack user ID; null: not made by the bot. */
  person: string | null;
  status: string;
  reason: string | null;
  updatedAt: number;
}

export interface RequestLine {
  at: number;
  method: string;
  path: string;
  /** 0: the answer was withheld; null: none yet. */
  status: number | null;
}

export interface ControlState {
  /** How far the clock was moved, in milliseconds. */
  movedMs: number;
  bot: { state: string; restarts: number; mode: string };
  connections: ConnectionState[];
  authConfigs: { id: string; name: string; enabled: boolean }[];
  integrations: { id: string; name: string; enabled: boolean }[];
  /** Gong's Admin centre, on the tab where integrations are. */
  adminCentreUrl: string;
  trouble: Record<Service, string>;
  troubles: Readonly<Record<Service, readonly string[]>>;
  /** The newest first. */
  requests: RequestLine[];
  journey: StepId[];
}

const shownRequests = 40;

/** The state as of now. */
export function readControlState(
  { sandbox, bot, mode }: World,
  { owners, trouble, journey }: { owners: Owners; trouble: Trouble; journey: Journey },
): ControlState {
  const { clock, composio, gong } = sandbox;
  return {
    // Whole seconds: reading two clocks takes a moment.
    movedMs: Math.round((clock.now() - Date.now()) / 1000) * 1000,
    bot: { state: bot?.state() ?? 'running', restarts: bot?.restarts() ?? 0, mode },
    connections: composio.accounts().map(({ id, userId, status, statusReason, updatedAt }) => ({
      id,
      person: owners.slackUserIdOf(userId),
      status,
      reason: statusReason,
      updatedAt,
    })),
    authConfigs: composio.authConfigs().map(({ id, name, enabled }) => ({ id, name, enabled })),
    integrations: gong.integrations().map(({ id, name, enabled }) => ({ id, name, enabled })),
    adminCentreUrl: `${gong.url}/company/api`,
    trouble: trouble.now(),
    troubles,
    requests: composio.requests
      .slice(-shownRequests)
      .reverse()
      .map(({ at, method, path, version, status }) => ({ at, method, path: `${version}${path}`, status })),
    journey: journey.done(),
  };
}
