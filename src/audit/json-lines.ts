/** The audit as JSON Lines, for whoever keeps or checks it elsewhere. Pure. */

import type { AuditLine } from '../stores/audit.ts';

/** One line, with its hash and the one before: who has this file can tell later whether the audit still holds it. */
export function toJsonLine(line: AuditLine): string {
  return `${JSON.stringify({
    id: line.id,
    at: new Date(line.at).toISOString(),
    team_id: line.teamId,
    actor: line.actor,
    action: line.action,
    subject: line.subject,
    detail: line.detail,
    previous_hash: line.previousHash,
    hash: line.hash,
  })}\n`;
}
