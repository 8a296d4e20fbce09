/** Rows to the model's objects and back. We wrote every row, so JSON is parsed and trusted. */

import type { AttemptState } from '../../attempt.ts';
import type { Cause, ConnectionState } from '../../connection.ts';
import type { Attempt, Connection, Grant, Outage, OwedMessage, Setup, Sweep } from '../../model.ts';
import type { AttemptRow, ConnectionRow, GrantRow, MessageRow, OutageRow, SetupRow, SweepRow } from './schema.ts';

export function toSetup(row: SetupRow): Setup {
  return {
    id: row.id,
    teamId: row.team_id,
    formId: row.form_id,
    state: row.state as Setup['state'],
    name: row.name,
    authConfigId: row.auth_config_id,
    clientId: row.client_id,
    scopes: JSON.parse(row.scopes),
    redirectUri: row.redirect_uri,
    redirectUriReadBack: row.redirect_uri_read_back,
    apiBaseUrl: row.api_base_url,
    workspaceUrl: row.workspace_url,
    createdBy: row.created_by,
    createdAt: row.created_at,
    savedAt: row.saved_at,
  };
}

export function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    teamId: row.team_id,
    owner: row.owner,
    state: row.state as ConnectionState,
    accountId: row.account_id,
    authConfigId: row.auth_config_id,
    status: row.status,
    statusReason: row.status_reason,
    isDisabled: row.is_disabled === 1,
    isAuthConfigDisabled: row.is_auth_config_disabled === 1,
    cause: row.cause as Cause | null,
    since: row.since,
    baseUrl: row.base_url,
    scopes: JSON.parse(row.scopes),
    verifiedAt: row.verified_at,
    verification: row.verification,
  };
}

export function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    teamId: row.team_id,
    owner: row.owner,
    approver: row.approver ?? row.owner,
    authConfigId: row.auth_config_id,
    state: row.state as AttemptState,
    accountId: row.account_id,
    baseUrl: row.base_url,
    nonce: row.nonce,
    createdAt: row.created_at,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    reason: row.reason,
  };
}

export function toOutage(row: OutageRow): Outage {
  return {
    id: row.id,
    teamId: row.team_id,
    connectionId: row.connection_id,
    owner: row.owner,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    reopenedAt: row.reopened_at,
    cause: row.cause as Cause,
    reminders: row.reminders,
    nextReminderAt: row.next_reminder_at,
    snoozedUntil: row.snoozed_until,
    usersToldAt: row.users_told_at,
    endToldAt: row.end_told_at,
  };
}

export function toMessage(row: MessageRow): OwedMessage {
  return {
    id: row.id,
    teamId: row.team_id,
    recipient: row.recipient,
    kind: row.kind,
    subject: row.subject,
    data: JSON.parse(row.data),
    revision: row.revision,
    shownRevision: row.shown_revision,
    attempts: row.attempts,
    channel: row.channel,
    ts: row.ts,
    isSendUnknown: row.is_send_unknown === 1,
    createdAt: row.created_at,
  };
}

export function toSweep(row: SweepRow): Sweep {
  return {
    id: row.id,
    authConfigId: row.auth_config_id,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    isComplete: row.is_complete === 1,
  };
}

export function toGrant(row: GrantRow): Grant {
  return {
    teamId: row.team_id,
    slackUserId: row.slack_user_id,
    state: row.state as Grant['state'],
    since: row.since,
    askedAt: row.asked_at,
    blockedAt: row.blocked_at,
  };
}
