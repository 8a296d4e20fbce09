/** The store on SQLite: one file, every table's part of it. */

import type { Store } from '../../store.ts';
import { createAttemptStore } from './attempts.ts';
import { createAuditStore } from './audit.ts';
import { createCompanyStore } from './company.ts';
import { createHintStore } from './hints.ts';
import { createIncidentStore } from './incidents.ts';
import { createInvitationBatchStore } from './invitation-batches.ts';
import { createInvitationStore } from './invitations.ts';
import { createLeaseStore } from './leases.ts';
import { createMessageStore } from './messages.ts';
import { createNoticeStore } from './notices.ts';
import { createObservationStore } from './observations.ts';
import { openDatabase } from './open.ts';
import { createOutageStore } from './outages.ts';
import { createPauseStore } from './pauses.ts';
import { createPeopleStore } from './people.ts';
import { createPreferenceStore } from './preferences.ts';
import { createRelayStore } from './relays.ts';
import { createSetupRemovalStore } from './removal-of-setup.ts';
import { createRemovalStore } from './removals.ts';
import { createRosterStore } from './roster.ts';
import { createRotationStore } from './rotations.ts';
import { createRoundStore } from './rounds.ts';
import { createScopeStore } from './scopes.ts';
import { createSetupStore } from './setups.ts';
import { createSweepStore } from './sweeps.ts';
import { createVerificationStore } from './verifications.ts';
import { checkWritable } from './writable.ts';

/**
 * Opens the store at `path`.
 * @throws DatabaseUnusable when the file cannot be opened or migrated
 */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  return {
    ...createSetupStore(database),
    ...createPeopleStore(database),
    ...createRotationStore(database),
    ...createRoundStore(database),
    ...createScopeStore(database),
    ...createAttemptStore(database),
    ...createVerificationStore(database),
    ...createRemovalStore(database),
    ...createObservationStore(database),
    ...createSweepStore(database),
    ...createHintStore(database),
    ...createOutageStore(database),
    ...createMessageStore(database),
    ...createLeaseStore(database),
    ...createInvitationBatchStore(database),
    ...createInvitationStore(database),
    ...createAuditStore(database),
    ...createPreferenceStore(database),
    ...createRelayStore(database),
    ...createCompanyStore(database),
    ...createIncidentStore(database),
    ...createNoticeStore(database),
    ...createRosterStore(database),
    ...createPauseStore(database),
    ...createSetupRemovalStore(database),
    check: () => checkWritable(database),
    close: () => database.destroy(),
  };
}
