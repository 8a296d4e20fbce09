/** What is kept of rotations of the client secret. The secret itself is not. */

import type { NewMessage } from '../model.ts';

/**
 * `patching`: Composio is being told; `patched`: it has the new secret; `canary`: one connection is being made anew to
 * prove it; `waves`: proved, people whose connection is broken are asked to reconnect; `done`: nobody is left to ask;
 * `given_up`: ended before that.
 */
export type RotationState = 'patching' | 'patched' | 'canary' | 'canary_failed' | 'waves' | 'done' | 'given_up';

export interface Rotation {
  id: string;
  teamId: string;
  authConfigId: string;
  state: RotationState;
  createdBy: string;
  /** The owner of the connection that proves the new secret: a Slack user ID, or the company. */
  canary: string;
  beganAt: number;
  patchedAt: number | null;
  endedAt: number | null;
  /** The canary's link; null: not asked for yet. */
  attemptId: string | null;
  /** Why the canary failed or the rotation was given up. */
  reason: string | null;
}

export interface RotationStore {
  /** The one under way; at most one is. */
  openRotation(teamId: string): Promise<Rotation | null>;
  rotation(teamId: string, rotationId: string): Promise<Rotation | null>;
  /** The newest one of an auth config, under way or not; null: there never was one. */
  latestRotation(teamId: string, authConfigId: string): Promise<Rotation | null>;
  /**
   * Whether the client secret that Composio has, or may have, since the newest rotation of this auth config was never
   * seen to work: no link has connected since.
   */
  isSecretUnproven(teamId: string, authConfigId: string): Promise<boolean>;
  /**
   * Before Composio is told: begins a rotation, or goes on with `continues`, whose canary failed. `taken`: another one
   * is under way.
   */
  claimRotation(
    draft: Pick<Rotation, 'id' | 'teamId' | 'authConfigId' | 'createdBy'>,
    continues: string | null,
    now: number,
  ): Promise<{ outcome: 'claimed' | 'taken'; rotation: Rotation }>;
  /** @param clientId the one that the setup goes on with; null: the one before */
  markSecretReplaced(teamId: string, rotationId: string, clientId: string | null, now: number): Promise<void>;
  /** The canary's link is asked for. `by` is who asked for it. */
  beginCanary(
    teamId: string,
    rotationId: string,
    canary: { owner: string; attemptId: string; by: string },
    now: number,
  ): Promise<void>;
  failCanary(teamId: string, rotationId: string, reason: string, notify: NewMessage, now: number): Promise<void>;
  /** The new secret works: whoever is broken now is to be asked to reconnect. */
  passCanary(teamId: string, rotationId: string, notify: NewMessage, now: number): Promise<void>;
  /** Ends a rotation that is under way. `by`: a Slack user ID, or `bot`. False: it was over already. */
  giveUpRotation(
    teamId: string,
    rotationId: string,
    given: { by: string; reason: string; notify: NewMessage | null },
    now: number,
  ): Promise<boolean>;
}
