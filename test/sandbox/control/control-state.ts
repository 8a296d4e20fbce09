/** What the control panel shows, as JSON. */

import type { Acl } from '../composio/access-list.ts';
import type { World } from '../face/world.ts';
import type { GongRole } from '../gong/company.ts';
import type { AdminStepId, AdminSteps } from './admin-steps.ts';
import type { Journey, OpenWizard, StepId } from './journey.ts';
import type { Owners } from './owners.ts';
import { type Service, type Trouble, troubles } from './trouble.ts';
import type { RowShown } from './troubleshooting/rows.ts';
import type { Troubleshooting } from './troubleshooting/troubleshooting.ts';

export interface ConnectionState {
  id: string;
  /** Slack user ID; null: not made by the bot. */
  person: string | null;
  /** Of a shared account: who may use it beside its creator; null: a private one. */
  shared: { allowsAll: boolean; allowed: number; denied: number } | null;
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
  /** How many reads like it, with the same answer, it stands for. */
  times: number;
}

export interface ControlState {
  /** How far the clock was moved, in milliseconds. */
  movedMs: number;
  bot: { state: string; restarts: number; mode: string };
  connections: ConnectionState[];
  authConfigs: { id: string; name: string; enabled: boolean }[];
  integrations: { id: string; name: string; enabled: boolean }[];
  gongPeople: { id: string; name: string; role: GongRole }[];
  /** Gong's Admin centre, on the tab where integrations are. */
  adminCentreUrl: string;
  trouble: Record<Service, string>;
  troubles: Readonly<Record<Service, readonly string[]>>;
  /** The newest first. */
  requests: RequestLine[];
  journey: StepId[];
  /** Slack user ID of the rep whom the story is about by now; null: no rep has done anything yet. */
  rep: string | null;
  /** The setup wizard, while somebody has it open. */
  wizard: OpenWizard | null;
  adminSteps: AdminStepId[];
  /** The troubleshooting section of the guide. */
  rows: RowShown[];
}

/** What is remembered beside the sandbox itself. */
export interface ControlParts {
  owners: Owners;
  trouble: Trouble;
  journey: Journey;
  adminSteps: AdminSteps;
  troubleshooting: Troubleshooting;
}

const shownRequests = 40;
const lookedAtRequests = 400;

/** Polling folded: reads between two writes that are alike are one line, at the newest one's place. */
function foldRequests(newestFirst: readonly Omit<RequestLine, 'times'>[]): RequestLine[] {
  const lines: RequestLine[] = [];
  let reads = new Map<string, RequestLine>();
  for (const request of newestFirst) {
    const { method, path, status } = request;
    const key = `${path} ${status}`;
    const like = method === 'GET' ? reads.get(key) : undefined;
    if (like) {
      like.times += 1;
      continue;
    }
    if (lines.length === shownRequests) break;
    const line = { ...request, times: 1 };
    lines.push(line);
    if (method === 'GET') reads.set(key, line);
    else reads = new Map();
  }
  return lines;
}

function countAccess(acl: Acl): ConnectionState['shared'] {
  const { allow_all_users, allowed_user_ids, not_allowed_user_ids } = acl;
  return { allowsAll: allow_all_users, allowed: allowed_user_ids.length, denied: not_allowed_user_ids.length };
}

/** The state as of now. */
export function readControlState({ sandbox, bot, mode }: World, parts: ControlParts): ControlState {
  const { owners, trouble, journey, adminSteps, troubleshooting } = parts;
  const { clock, composio, gong } = sandbox;
  return {
    // Whole seconds: reading two clocks takes a moment.
    movedMs: Math.round((clock.now() - Date.now()) / 1000) * 1000,
    bot: { state: bot?.state() ?? 'running', restarts: bot?.restarts() ?? 0, mode },
    connections: composio.accounts().map(({ id, userId, accountType, acl, status, statusReason, updatedAt }) => ({
      id,
      person: owners.slackUserIdOf(userId),
      shared: accountType === 'SHARED' ? countAccess(acl) : null,
      status,
      reason: statusReason,
      updatedAt,
    })),
    authConfigs: composio.authConfigs().map(({ id, name, enabled }) => ({ id, name, enabled })),
    integrations: gong.integrations().map(({ id, name, enabled }) => ({ id, name, enabled })),
    gongPeople: gong.company.people.map(({ id, name, role }) => ({ id, name, role })),
    adminCentreUrl: `${gong.url}/company/api`,
    trouble: trouble.now(),
    troubles,
    requests: foldRequests(
      composio.requests
        .slice(-lookedAtRequests)
        .reverse()
        .map(({ at, method, path, version, status }) => ({ at, method, path: `${version}${path}`, status })),
    ),
    journey: journey.done(),
    rep: journey.rep(),
    wizard: journey.wizard(),
    adminSteps: adminSteps.done(),
    rows: troubleshooting.rows(),
  };
}
