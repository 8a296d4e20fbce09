/**
 * Finds out what is behind an outage of the company connection, and keeps the admins' alert up to date with it. What was
 * seen is kept in this process alone: after a restart it is looked at afresh.
 */

import type { Diagnosis } from '../incident.ts';
import type { AuthConfigSeen } from '../incidents/clues.ts';
import { seenOfLinks } from '../incidents/links-rule.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { CompanyStatus } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { alertMessageKind } from '../stores/message-kinds.ts';
import { classifyCompanyOutage } from './outage-classify.ts';

const idleMs = 2_000;
/** The auth config and Slack are asked this often. */
const lookEveryMs = 60_000;

/** What only Composio and Slack can say. A failed question is no evidence. */
export interface CompanySighting {
  authConfig: AuthConfigSeen;
  /** Whether who approved it is still in Slack; null: Slack did not say. */
  isApproverHere: boolean | null;
}

/** @returns null: it is not down, or nothing is behind it but what Composio says of the account itself */
export async function diagnoseCompany(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  { connection, outage, approver }: Pick<CompanyStatus, 'connection' | 'outage' | 'approver'>,
  { authConfig, isApproverHere }: CompanySighting,
): Promise<Diagnosis | null> {
  if (connection?.authConfigId == null || outage === null || outage.endedAt !== null) return null;
  const links = await store.attemptsSince(teamId, connection.authConfigId, outage.beganAt);
  return classifyCompanyOutage({
    cause: outage.cause,
    reason: connection.statusReason,
    authConfig,
    attempts: seenOfLinks(links),
    approver: approver && { slackUserId: approver.slackUserId, isHere: isApproverHere },
    rotation: await store.latestRotation(teamId, connection.authConfigId),
  });
}

/** Whether who approved the company connection is still in Slack; null: nobody is known, or Slack did not say. */
export async function approverIsHere(
  { slack, log }: Pick<Outside, 'slack' | 'log'>,
  approver: CompanyStatus['approver'],
): Promise<boolean | null> {
  if (approver === null) return null;
  try {
    return !(await slack.member(approver.teamId, approver.slackUserId)).isDeactivated;
  } catch (error) {
    log.warn({ error }, 'could not ask Slack whether who approved the company connection is still there');
    return null;
  }
}

export interface CompanyDiagnosis extends Loop {
  /** Of the company connection as it is now; null: there is none to tell of. */
  current(): Promise<Diagnosis | null>;
}

export function createCompanyDiagnosis(
  outside: Outside,
  given: { teamId: string; lease: Lease; onChanged: () => void },
): CompanyDiagnosis {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;
  let seen: (CompanySighting & { of: string; at: number }) | null = null;
  /** What the alerts of an outage were last composed anew for. */
  let said: { of: string; what: string } | null = null;

  const authConfigOf = async (authConfigId: string): Promise<AuthConfigSeen> => {
    try {
      const config = await connections.authConfig(teamId, authConfigId);
      return config === null ? 'gone' : config.isEnabled ? 'enabled' : 'disabled';
    } catch (error) {
      log.warn({ error, authConfigId }, 'could not ask Composio about the auth config');
      return 'unasked';
    }
  };

  const look = async (outageId: string, authConfigId: string, approver: CompanyStatus['approver']) => {
    const now = clock.now();
    if (seen?.of === outageId && now - seen.at < lookEveryMs) return seen;
    const authConfig = await authConfigOf(authConfigId);
    seen = { of: outageId, at: now, authConfig, isApproverHere: await approverIsHere(outside, approver) };
    return seen;
  };

  const find = async (): Promise<{ outageId: string; diagnosis: Diagnosis | null } | null> => {
    const status = await store.companyStatus(teamId);
    const { connection, outage, approver } = status;
    if (outage === null || outage.endedAt !== null || connection?.authConfigId == null) return null;
    const sighting = await look(outage.id, connection.authConfigId, approver);
    return { outageId: outage.id, diagnosis: await diagnoseCompany(outside, teamId, status, sighting) };
  };

  const loop = createLoop(outside, 'company-diagnosis', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const found = await find();
    if (found === null) return undefined;
    const what = JSON.stringify(found.diagnosis);
    if (said?.of === found.outageId && said.what === what) return undefined;
    said = { of: found.outageId, what };
    await store.reviseMessages(teamId, alertMessageKind, found.outageId);
    given.onChanged();
    return undefined;
  });

  return {
    ...loop,
    current: async () => (await find())?.diagnosis ?? null,
  };
}
