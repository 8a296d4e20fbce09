/** Who and what is in the workspace from the start. */

import type { NewPerson } from './people.ts';
import type { Workspace } from './workspace.ts';

export interface Cast {
  /** User IDs: Ana Admin, the reps Ben, Chloe, Dirk, Emi and Frank, and Olga Owner. They live in five time zones. */
  people: { ana: string; ben: string; chloe: string; olga: string; dirk: string; emi: string; frank: string };
  /** Everybody is in #general and #sales, the Europeans in #emea-reps; #deal-desk is private, without the bot. */
  channels: { general: string; sales: string; emeaReps: string; dealDesk: string };
  /** @sales-team: every rep. @sales-leads: Ana and Chloe. */
  userGroups: { salesTeam: string; salesLeads: string };
}

const newYork = { tz: 'America/New_York', tzLabel: 'Eastern Standard Time', tzOffset: -18_000 };
const tokyo = { tz: 'Asia/Tokyo', tzLabel: 'Japan Standard Time', tzOffset: 32_400 };
const london = { tz: 'Europe/London', tzLabel: 'Greenwich Mean Time', tzOffset: 0 };
const losAngeles = { tz: 'America/Los_Angeles', tzLabel: 'Pacific Standard Time', tzOffset: -28_800 };

/** Fills an empty workspace. */
export function populate(workspace: Workspace): Cast {
  workspace.addPerson({ id: 'USLACKBOT', realName: 'Slackbot', name: 'slackbot' });
  const add = (given: NewPerson): string => workspace.addPerson(given).id;
  const rep = (realName: string, place: Partial<NewPerson> = {}): string =>
    add({ realName, title: 'Sales rep', ...place });
  const people = {
    ana: add({ realName: 'Ana Admin', title: 'Revenue operations', isAdmin: true }),
    ben: rep('Ben Baker'),
    chloe: rep('Chloe Carter', newYork),
    olga: add({ realName: 'Olga Owner', isAdmin: true, isOwner: true, isPrimaryOwner: true }),
    dirk: rep('Dirk de Boer', london),
    emi: rep('Emi Endo', tokyo),
    frank: rep('Frank Fox', losAngeles),
  };
  const { ana, ben, chloe, dirk, emi, frank } = people;
  const channels = {
    general: workspace.addChannel('general').id,
    sales: workspace.addChannel('sales').id,
    emeaReps: workspace.addChannel('emea-reps', { members: [ana, ben, dirk] }).id,
    dealDesk: workspace.addChannel('deal-desk', { members: [ana, chloe, emi], isPrivate: true }).id,
  };
  const group = (name: string, handle: string, users: string[]): string =>
    workspace.addUserGroup({ name, handle, users }).id;
  const userGroups = {
    salesTeam: group('Sales team', 'sales-team', [ben, chloe, dirk, emi, frank]),
    salesLeads: group('Sales leads', 'sales-leads', [ana, chloe]),
  };
  return { people, channels, userGroups };
}
