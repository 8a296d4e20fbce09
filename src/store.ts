/**
 * What the features keep. Every method is one whole transaction with no network inside, and takes the team ID.
 * Methods that tell somebody something write the message in the same transaction (`message`, `notify`).
 */

import type { AttemptStore } from './stores/attempts.ts';
import type { AuditStore } from './stores/audit.ts';
import type { CompanyStore } from './stores/company.ts';
import type { IncidentStore } from './stores/incidents.ts';
import type { InvitationBatchStore } from './stores/invitation-batches.ts';
import type { InvitationStore } from './stores/invitations.ts';
import type { LeaseStore } from './stores/leases.ts';
import type { MessageStore } from './stores/messages.ts';
import type { NoticeStore } from './stores/notices.ts';
import type { OutageStore } from './stores/outages.ts';
import type { PauseStore } from './stores/pauses.ts';
import type { PeopleStore } from './stores/people.ts';
import type { PreferenceStore } from './stores/preferences.ts';
import type { RelayStore } from './stores/relays.ts';
import type { SetupRemovalStore } from './stores/removal-of-setup.ts';
import type { RemovalStore } from './stores/removals.ts';
import type { RosterStore } from './stores/roster.ts';
import type { RotationStore } from './stores/rotations.ts';
import type { RoundStore } from './stores/rounds.ts';
import type { ScopeStore } from './stores/scopes.ts';
import type { SetupStore } from './stores/setups.ts';
import type { HintStore, ObservationStore, SweepStore } from './stores/watch.ts';

export interface Store
  extends SetupStore,
    PeopleStore,
    RotationStore,
    RoundStore,
    ScopeStore,
    AttemptStore,
    RelayStore,
    RemovalStore,
    ObservationStore,
    SweepStore,
    HintStore,
    OutageStore,
    MessageStore,
    LeaseStore,
    InvitationBatchStore,
    InvitationStore,
    AuditStore,
    CompanyStore,
    PauseStore,
    SetupRemovalStore,
    PreferenceStore,
    IncidentStore,
    NoticeStore,
    RosterStore {
  /**
   * Writes something that is gone afterwards.
   * @throws DatabaseUnusable when the database cannot be written
   */
  check(): Promise<void>;
  close(): Promise<void>;
}
