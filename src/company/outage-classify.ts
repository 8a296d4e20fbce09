/**
 * What is likely behind an outage of the company connection: judged by the same clues as an incident, of one connection
 * whose approver is known. Pure.
 */

import { code, mention } from '../block-kit.ts';
import type { Cause } from '../connection.ts';
import type { Diagnosis } from '../incident.ts';
import { type AttemptsSeen, type AuthConfigSeen, type Clue, clues } from '../incidents/clues.ts';
import { rank } from '../incidents/ranking-rule.ts';
import type { Rotation } from '../stores/rotations.ts';

export interface CompanyOutageSeen {
  /** What Composio says of the account. */
  cause: Cause;
  /** Composio's status reason, verbatim. */
  reason: string | null;
  authConfig: AuthConfigSeen;
  /** What became of links since it began. */
  attempts: AttemptsSeen;
  /** Who approved the account; `isHere`: still in Slack, null: Slack did not say. */
  approver: { slackUserId: string; isHere: boolean | null } | null;
  /** The newest rotation of the client secret; null: there never was one. */
  rotation: Pick<Rotation, 'state' | 'patchedAt'> | null;
}

const longestReason = 120;

/** @returns null: nothing is behind it but what Composio says of the account itself */
export function classifyCompanyOutage(seen: CompanyOutageSeen): Diagnosis | null {
  const { cause, authConfig, reason } = seen;
  const said = reason === null ? [] : [`Composio’s reason: ${code(reason.slice(0, longestReason))}.`];
  if (authConfig === 'gone') {
    const gone = 'Composio no longer has the auth config: somebody deleted it.';
    return certain('auth_config_gone', 'certain', [...said, gone]);
  }
  if (cause === 'auth_config_disabled') {
    return authConfig === 'disabled'
      ? certain('auth_config_disabled', 'certain', ['Composio says that the auth config is disabled.'])
      : certain('auth_config_disabled', 'likely', [
          'Composio says of the connection that its auth config is disabled.',
        ]);
  }
  if (cause !== 'expired' && cause !== 'failed') return null;

  const found = [...clues.filter((clue) => clue.isThere(asEvidence(seen))), ...ownClues(seen)];
  const { ranked, isAhead } = rank(found);
  return {
    cause: ranked[0],
    confidence: isAhead ? 'likely' : 'possible',
    candidates: ranked,
    evidence: [...said, ...found.map(({ says }) => says)],
  };
}

function certain(cause: Diagnosis['cause'], confidence: Diagnosis['confidence'], evidence: string[]): Diagnosis {
  return { cause, confidence, candidates: [cause], evidence };
}

/** As an incident of one connection; who approved it is told by name instead. */
function asEvidence({ cause, reason, authConfig, attempts }: CompanyOutageSeen): Parameters<Clue['isThere']>[0] {
  return {
    affected: 1,
    total: 1,
    spanMs: 0,
    causes: { [cause]: 1 },
    reasons: reason === null ? {} : { [reason]: 1 },
    authConfig,
    probe: null,
    attempts,
    approver: null,
  };
}

function ownClues({ approver, rotation }: CompanyOutageSeen): Pick<Clue, 'points' | 'says'>[] {
  const isUnproven =
    rotation?.patchedAt != null && (rotation.state === 'canary_failed' || rotation.state === 'given_up');
  return [
    ...(approver?.isHere === false
      ? [
          {
            points: { secret_changed: 0, integration_off: 0, approver_left: 4 },
            says: `${mention(approver.slackUserId)}, who approved it in Gong, is deactivated in Slack.`,
          },
        ]
      : []),
    ...(isUnproven
      ? [
          {
            points: { secret_changed: 4, integration_off: 0, approver_left: 0 },
            says: 'The client secret in Composio was replaced here last by one that no connection has proved.',
          },
        ]
      : []),
  ];
}
