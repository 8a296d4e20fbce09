/** Numbered migrations, oldest first. One that was released is never changed: a new one is added below it. */

import { statements as peopleAndConnections } from './migrations/0001-people-and-connections.ts';
import { statements as companyConnection } from './migrations/0002-company-connection.ts';
import { statements as relays } from './migrations/0003-relays.ts';
import { statements as invitations } from './migrations/0004-invitations.ts';
import { statements as roster } from './migrations/0005-roster.ts';
import { statements as rotationsAndScopes } from './migrations/0006-rotations-and-scopes.ts';
import { statements as auditChain } from './migrations/0007-audit-chain.ts';
import { statements as incidents } from './migrations/0008-incidents.ts';
import { statements as pausesAndRemovals } from './migrations/0009-pauses-and-removals.ts';
import { statements as accessAndOutages } from './migrations/0010-access-and-outages.ts';

export interface Migration {
  version: number;
  statements: string;
}

export const migrations: readonly Migration[] = [
  { version: 1, statements: peopleAndConnections },
  { version: 2, statements: companyConnection },
  { version: 3, statements: relays },
  { version: 4, statements: invitations },
  { version: 5, statements: roster },
  { version: 6, statements: rotationsAndScopes },
  { version: 7, statements: auditChain },
  { version: 8, statements: incidents },
  { version: 9, statements: pausesAndRemovals },
  { version: 10, statements: accessAndOutages },
];
