/** The access list of the company's account: who is to be on it, and what Composio was seen to have. */

import { type AccessForm, companyOwner, type Grant } from '../../model.ts';
import type { AccessStore } from '../../stores/access.ts';
import { grantMessageKind } from '../../stores/message-kinds.ts';
import { askedMessageKind } from '../../stores/setups.ts';
import { createAccessRunStore, holdsAccess } from './access-runs.ts';
import { createAccessTroubleStore, endTrouble, openTrouble, toTrouble } from './access-troubles.ts';
import { writeAudit } from './audit.ts';
import { blockGrants, liftBlocks } from './blocks.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { type Database, transact } from './transaction.ts';

const letInStates = ['wanted', 'granted'];
/** IDs in one statement: SQLite takes some thirty thousand. */
const idsAtOnce = 500;

export function createAccessStore(database: Database): AccessStore {
  return {
    ...createAccessRunStore(database),
    ...createAccessTroubleStore(database),

    accessWork: async (teamId) => {
      const connection = await companyAccount(database, teamId);
      const owed = await owedCounts(database, teamId);
      const access = await accessList(database, teamId);
      const run = await accessRun(database, teamId);
      const trouble = await openTrouble(database, teamId);
      return {
        accountId: connection?.account_id ?? null,
        isGone: connection?.cause === 'deleted',
        owed: owed.wanted + owed.withdrawing,
        leaving: owed.withdrawing,
        confirmed: access
          ? {
              accountId: access.account_id,
              form: access.form as AccessForm,
              leftOut: access.left_out,
              confirmedAt: access.confirmed_at,
              fence: access.fence,
              hasNewcomers: access.newcomers !== (run?.newcomers ?? 0),
            }
          : null,
        mayHaveDenied: run?.may_have_denied === 1,
        trouble: trouble && toTrouble(trouble),
      };
    },

    accessPeople: async (teamId) => {
      // Read first: whoever becomes known in between is looked for again.
      const newcomers = (await accessRun(database, teamId))?.newcomers ?? 0;
      const rows = await database
        .selectFrom('people')
        .leftJoin('grants', (join) =>
          join
            .onRef('grants.team_id', '=', 'people.team_id')
            .onRef('grants.slack_user_id', '=', 'people.slack_user_id'),
        )
        .select(['people.slack_user_id', 'people.external_user_id'])
        .select(['grants.state', 'grants.since', 'grants.asked_at', 'grants.blocked_at'])
        .where('people.team_id', '=', teamId)
        .orderBy('grants.asked_at')
        .orderBy('people.slack_user_id')
        .execute();
      const all = rows.map((row) => ({
        slackUserId: row.slack_user_id,
        externalUserId: row.external_user_id,
        state: row.state as Grant['state'] | null,
        since: row.since ?? 0,
        askedAt: row.asked_at ?? 0,
        isBlocked: row.blocked_at !== null,
      }));
      const isLetIn = ({ state }: { state: string | null }): boolean => letInStates.includes(state ?? '');
      return { letIn: all.filter(isLetIn), shut: all.filter((one) => !isLetIn(one)), newcomers };
    },

    noteBlocks: (teamId, { accountId, fence, blocked, lifted }, tell, now) =>
      transact(database, async (within) => {
        if (!(await isCurrent(within, teamId, { accountId, fence }))) return false;
        const ended = await blockGrants(within, teamId, blocked, accountId, now);
        for (const message of tell(ended)) await insertMessage(within, teamId, message, now);
        await liftBlocks(within, teamId, lifted, accountId, now);
        return true;
      }),

    confirmAccess: (teamId, { accountId, fence, form, newcomers, leftOut, entered, takenOut, undid }, tell, now) =>
      transact(database, async (within) => {
        if (!(await isCurrent(within, teamId, { accountId, fence }))) return false;
        const granted = await move(within, teamId, { people: entered, from: 'wanted', to: 'granted' }, now);
        const withdrawn = await move(within, teamId, { people: takenOut, from: 'withdrawing', to: 'withdrawn' }, now);
        const squeezedOut = await move(within, teamId, { people: leftOut, from: 'granted', to: 'wanted' }, now);
        // Who is let in again after there was no room reads so in the message of then, too.
        for (const slackUserId of [...granted, ...squeezedOut]) {
          await reviseMessages(within, teamId, grantMessageKind, slackUserId);
        }
        for (const slackUserId of granted) await reviseMessages(within, teamId, askedMessageKind, slackUserId);
        for (const message of tell(granted)) await insertMessage(within, teamId, message, now);
        const values = { account_id: accountId, form, left_out: leftOut.length, confirmed_at: now, fence, newcomers };
        await within
          .insertInto('access_lists')
          .values({ team_id: teamId, ...values })
          .onConflict((conflict) => conflict.column('team_id').doUpdateSet(values))
          .execute();
        await within.updateTable('access_runs').set({ may_have_denied: 0 }).where('team_id', '=', teamId).execute();
        await endTrouble(within, teamId, now);
        await letGoOfTheOneBefore(within, teamId, now);
        const moved = { form, granted, withdrawn, squeezedOut };
        const about = { actor: 'bot', subject: accountId };
        if (granted.length + withdrawn.length + squeezedOut.length > 0) {
          await writeAudit(within, teamId, { ...about, action: 'access_list.written', detail: moved }, now);
        }
        if (undid) await writeAudit(within, teamId, { ...about, action: 'access_list.repaired', detail: undid }, now);
        return true;
      }),

    settleWithdrawals: (teamId, now) =>
      transact(database, async (within) => {
        const withdrawn = await within
          .updateTable('grants')
          .set({ state: 'withdrawn', since: now })
          .where('team_id', '=', teamId)
          .where('state', '=', 'withdrawing')
          .returning('slack_user_id')
          .execute();
        await within.deleteFrom('access_lists').where('team_id', '=', teamId).execute();
        await endTrouble(within, teamId, now);
        if (withdrawn.length === 0) return;
        const people = withdrawn.map((row) => row.slack_user_id);
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'access_list.gone', subject: companyOwner, detail: { withdrawn: people } },
          now,
        );
      }),
  };
}

/** How many wait to be entered, and to be taken out. */
export async function owedCounts(within: Database, teamId: string): Promise<{ wanted: number; withdrawing: number }> {
  const rows = await within
    .selectFrom('grants')
    .select(['state', (select) => select.fn.countAll<number>().as('people')])
    .where('team_id', '=', teamId)
    .where('state', 'in', ['wanted', 'withdrawing'])
    .groupBy('state')
    .execute();
  const countOf = (state: string): number => rows.find((row) => row.state === state)?.people ?? 0;
  return { wanted: countOf('wanted'), withdrawing: countOf('withdrawing') };
}

export function accessList(within: Database, teamId: string) {
  return within.selectFrom('access_lists').selectAll().where('team_id', '=', teamId).executeTakeFirst();
}

function accessRun(within: Database, teamId: string) {
  return within.selectFrom('access_runs').selectAll().where('team_id', '=', teamId).executeTakeFirst();
}

function companyAccount(within: Database, teamId: string) {
  return within
    .selectFrom('connections')
    .select(['account_id', 'cause'])
    .where('team_id', '=', teamId)
    .where('owner', '=', companyOwner)
    .executeTakeFirst();
}

/** Whether this is still the account, and this lease the youngest that worked on its list. */
async function isCurrent(
  within: Database,
  teamId: string,
  { accountId, fence }: { accountId: string; fence: number },
): Promise<boolean> {
  const connection = await companyAccount(within, teamId);
  return connection?.account_id === accountId && (await holdsAccess(within, teamId, fence));
}

/** An account that another took over from waits until the other's list was read back. */
async function letGoOfTheOneBefore(within: Database, teamId: string, now: number): Promise<void> {
  await within
    .updateTable('attempts')
    .set({ removal_next_at: now })
    .where('team_id', '=', teamId)
    .where('owner', '=', companyOwner)
    .where('removal', '=', 'owed')
    .where('removal_next_at', 'is', null)
    .execute();
}

/** Moves those grants that are still as they were, and gives whose they are. */
async function move(
  within: Database,
  teamId: string,
  { people, from, to }: { people: readonly string[]; from: string; to: string },
  now: number,
): Promise<string[]> {
  const moved: string[] = [];
  for (let index = 0; index < people.length; index += idsAtOnce) {
    const rows = await within
      .updateTable('grants')
      .set({ state: to, since: now })
      .where('team_id', '=', teamId)
      .where('slack_user_id', 'in', people.slice(index, index + idsAtOnce))
      .where('state', '=', from)
      .returning('slack_user_id')
      .execute();
    moved.push(...rows.map((row) => row.slack_user_id));
  }
  return moved;
}
