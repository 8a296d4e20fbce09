/** Plays the rows: makes one row's trouble at a time, and notices when it is repaired. */

import type { World } from '../../face/world.ts';
import { moveTime } from '../move-time.ts';
import type { Owners } from '../owners.ts';
import { breaks } from './breaks.ts';
import { type Case, NotPlayableError, type RowId, type RowShown, type RowState, rowIds } from './rows.ts';
import { createStage } from './stage.ts';

/** What outlives a reset: the row that the reset was for, and the rows that were repaired before it. */
export interface TroubleMemory {
  next: RowId | null;
  repaired: RowId[];
}

export interface Troubleshooting {
  /** Looks at the sandbox, and gives every row. */
  rows(): RowShown[];
  /**
   * Makes a row's trouble, from wherever the story stands. Where it needs a fresh start, everything is reset, which is
   * begun and not waited for. Throws a `NotPlayableError` while another row is broken.
   */
  begin(row: RowId): Promise<void>;
  /** Who somebody is in Gong by their own browser, as a Gong person's ID; null: whoever they say. */
  gongPersonOf(slackUserId: string): string | null;
}

/** The role in Gong that does not open its Admin centre. */
const businessAdmin = 'business-admin';

export function createTroubleMemory(): TroubleMemory {
  return { next: null, repaired: [] };
}

/** Rows as they stand in a world that has just begun. */
export function createTroubleshooting(world: World, owners: Owners, memory: TroubleMemory): Troubleshooting {
  const { sandbox } = world;
  const stage = createStage(sandbox, owners, (ms) => moveTime(ms, world));
  const states = new Map<RowId, RowState>();
  const cases = new Map<RowId, Case>();
  if (memory.next !== null) for (const row of memory.repaired) states.set(row, 'repaired');

  const make = async (row: RowId): Promise<void> => {
    const before = states.get(row) ?? 'ready';
    states.set(row, 'beginning');
    sandbox.slack.changed.notify();
    try {
      cases.set(row, await breaks[row](stage));
      states.set(row, 'broken');
    } catch (error) {
      states.set(row, before);
      throw error;
    }
  };
  /** Somebody may have deleted what the row is about: then it is not repaired. */
  const isRepaired = (trouble: Case): boolean => {
    try {
      return trouble.isRepaired();
    } catch (error) {
      if (error instanceof NotPlayableError) return false;
      throw error;
    }
  };
  const look = (): void => {
    for (const [row, trouble] of cases) {
      if (states.get(row) !== 'broken' || !isRepaired(trouble)) continue;
      states.set(row, 'repaired');
      cases.delete(row);
    }
  };
  if (memory.next !== null) void make(memory.next);
  memory.next = null;

  return {
    rows: () => {
      look();
      return rowIds.map((id) => ({ id, state: states.get(id) ?? 'ready', person: cases.get(id)?.person ?? null }));
    },
    begin: async (row) => {
      look();
      const open = rowIds.find((id) => states.get(id) === 'beginning' || states.get(id) === 'broken');
      if (open !== undefined && (open !== row || states.get(row) === 'beginning')) {
        throw new NotPlayableError('another row is still broken: repair that first, or reset everything');
      }
      if (row !== 'admin-centre' || !stage.isSetUp()) return make(row);
      memory.next = row;
      memory.repaired = rowIds.filter((id) => states.get(id) === 'repaired');
      // Later: the answer to the request that asked would go down with the server.
      setImmediate(() => void world.reset());
    },
    gongPersonOf: (slackUserId) => {
      const isLockedOut = cases.get('admin-centre')?.person === slackUserId;
      return isLockedOut ? (sandbox.gong.company.people.find(({ role }) => role === businessAdmin)?.id ?? null) : null;
    },
  };
}
