/** The roster as a file: comma-separated values, made page by page, sent to an admin by DM. */

import { moment } from '../block-kit.ts';
import { toCsv, toCsvLines } from '../csv.ts';
import { SlackError } from '../errors.ts';
import { notSentInWords, sendFileByDm } from '../file-by-dm.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';
import type { RosterFileRow } from '../stores/roster.ts';
import { peopleInWords } from './words.ts';

const rowsAtOnce = 500;

const columns = [
  'slack_user_id',
  'name',
  'state',
  'since',
  'last_looked_at',
  'through',
  'cause',
  'external_user_id',
  'connected_account_id',
  'composio_status',
  'auth_config_id',
  'api_base_url',
  'first_seen',
] as const;

/** Sends the file and says what became of it, as mrkdwn. */
export async function sendInWords(outside: Outside, sender: Sender): Promise<string> {
  try {
    const people = await sendRosterFile(outside, sender);
    const isNameless = (await outside.store.namelessPeople(sender.teamId, 1)).length > 0;
    const names = isNameless ? ' Slack has not told every name yet: ask again in a few minutes for those.' : '';
    return `:incoming_envelope: The list of ${peopleInWords(people)} is in your direct messages with this app.${names}`;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    outside.log.warn({ error }, 'the roster could not be sent as a file');
    return notSentInWords(error);
  }
}

/**
 * Makes the file and shares it in the admin's DM.
 * @returns how many people are in it
 * @throws SlackError when Slack does not take it
 */
async function sendRosterFile(outside: Pick<Outside, 'store' | 'slack' | 'clock'>, sender: Sender): Promise<number> {
  const { content, people } = await makeFile(outside, sender.teamId);
  const now = outside.clock.now();
  const file = {
    name: `gong-roster-${new Date(now).toISOString().slice(0, 10)}.csv`,
    title: `Gong roster, ${peopleInWords(people)}`,
    content,
    comment: `The roster as you asked for it: ${peopleInWords(people)}, ${moment(now)}.`,
  };
  await sendFileByDm(outside, sender, file, { action: 'roster.exported', detail: { people } });
  return people;
}

/** Read in pages, so that what is asked of the bot meanwhile is answered in between. */
async function makeFile(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  teamId: string,
): Promise<{ content: string; people: number }> {
  const pages = [toCsv(columns, [])];
  let people = 0;
  let after = '';
  for (;;) {
    const rows = await store.rosterFileRows(teamId, after, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return { content: pages.join(''), people };
    pages.push(toCsvLines(columns, rows.map(toCells)));
    people += rows.length;
    after = last.slackUserId;
    await pause(clock, 0);
  }
}

function toCells(row: RosterFileRow): Record<(typeof columns)[number], string | null> {
  return {
    slack_user_id: row.slackUserId,
    name: row.name,
    state: row.state,
    since: at(row.since),
    last_looked_at: at(row.lastCheckedAt),
    through: row.through,
    cause: row.cause,
    external_user_id: row.externalUserId,
    connected_account_id: row.accountId,
    composio_status: row.status,
    auth_config_id: row.authConfigId,
    api_base_url: row.baseUrl,
    first_seen: at(row.addedAt),
  };
}

/** ISO 8601 in UTC. */
function at(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
