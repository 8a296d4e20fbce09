/** Steps that the stories of the company connection share. */

import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { eventually } from './setup-steps.ts';
import { linkOf, type World } from './world.ts';

/** The company's connected account, as the bot has it. */
export function companyAccount(world: Pick<World, 'rows'>): string {
  const [row] = world.rows<{ account_id: string }>("select account_id from connections where owner = 'company'");
  if (!row?.account_id) throw new Error('the company is not connected');
  return row.account_id;
}

/** Who somebody is to Composio. */
export function externalUserIdOf(world: Pick<World, 'rows'>, { id }: PersonDriver): string {
  const [row] = world.rows<{ external_user_id: string }>(
    'select external_user_id from people where slack_user_id = ?',
    id,
  );
  if (!row) throw new Error('nobody asked for anything');
  return row.external_user_id;
}

/** The state of somebody's use of the company connection. */
export function grantOf(world: Pick<World, 'rows'>, { id }: PersonDriver): string | null {
  const [row] = world.rows<{ state: string }>('select state from grants where slack_user_id = ?', id);
  return row?.state ?? null;
}

export async function grantBecomes(world: Pick<World, 'rows'>, person: PersonDriver, state: string): Promise<void> {
  await eventually(() => grantOf(world, person) === state, `the grant is ${state}`);
}

/** An admin chooses one company connection at the hub. */
export async function chooseCompany(admin: PersonDriver) {
  await admin.modal()?.close(true);
  await admin.types('/gong-setup');
  const hub = await admin.waitForEphemeral('Gong is set up');
  await hub.press('How people connect');
  const present = await admin.waitForModal('Now: Personal');
  await present.press('Use one company connection');
  return admin.waitForModal('Now: Company');
}

/** An admin connects the company, as a Gong Technical Admin. */
export async function connectCompany(world: World, admin: PersonDriver): Promise<string> {
  const chosen = await chooseCompany(admin);
  await chosen.press('I am a Technical Admin: get the link');
  const link = await linkOf(admin);
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await admin.waitForDm(/connected for the whole company.*Gong answers/s);
  await admin.modal()?.close(true);
  return companyAccount(world);
}

/** Somebody types the command and is let in. */
export async function joinCompany(world: World, person: PersonDriver): Promise<void> {
  await person.types('/gong-connect');
  await person.waitForEphemeral('You can use the company’s Gong connection');
  await grantBecomes(world, person, 'granted');
}
