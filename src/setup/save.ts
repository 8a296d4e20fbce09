/** A submitted form becomes an auth config: once, whatever is lost on the way. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { NewMessage, SavedSetup, Setup } from '../model.ts';
import { type Outside, pause } from '../ports.ts';
import type { RegisterMemory } from './form-memory.ts';
import { resultMessage } from './messages.ts';
import type { SaveOutcome } from './save-outcome.ts';

/** When an answer was lost, Composio's list is looked at this long afterwards, until it is there. */
const lookAfterMs = [0, 2_000, 5_000];
/** Somebody is waiting; what Composio stored is worth a moment, not more. */
const readBackAtMostMs = 5_000;
/** By then the view has said it, or nobody will. */
const viewHasMs = 20_000;

export interface SaveGiven {
  teamId: string;
  slackUserId: string;
  memory: RegisterMemory;
  clientId: string;
  clientSecret: string;
  apiBaseUrl: string;
}

/**
 * Claims the form, asks Composio once, and puts the setup in force.
 *
 * An auth config whose creation was not answered is looked for before anything is made: by this form's next
 * submission and by any later form, which takes its name over. One that is found so belongs to an earlier
 * submission and may carry another secret, client ID or scopes, so all of them are written to it once more: it never
 * stays with what the admin has corrected meanwhile, and there are never two.
 */
export async function save(outside: Outside, given: SaveGiven): Promise<SaveOutcome> {
  const { store, clock, identity } = outside;
  const { teamId, memory } = given;
  if (await isInUse(outside, teamId, memory.replaces)) return { kind: 'in_use' };
  const before = await store.setupOfForm(teamId, memory.formId);
  const lostName = before?.name ?? (await store.lostSetupName(teamId));
  const earlierName = lostName !== null && isMadeHere(lostName) ? lostName : null;
  const { outcome, setup } = await store.claimSetup(
    {
      id: identity.uuid(),
      teamId,
      formId: memory.formId,
      name: earlierName ?? authConfigName(memory.formId),
      clientId: given.clientId,
      scopes: memory.scopes,
      redirectUri: memory.redirectUri,
      apiBaseUrl: given.apiBaseUrl,
      workspaceUrl: memory.workspaceUrl,
      createdBy: given.slackUserId,
      createdAt: clock.now(),
    },
    memory.replaces,
  );
  if (outcome !== 'claimed') return notClaimed(outside, outcome, setup);

  const progress: Progress = { mayExist: earlierName !== null, isSearched: false };
  try {
    const authConfigId = await obtain(outside, setup, given.clientSecret, progress);
    return { kind: 'saved', setup: await putInForce(outside, setup, authConfigId) };
  } catch (error) {
    const code = error instanceof ComposioError ? error.code : 'internal';
    await store.failSetup(teamId, setup.id, progress.mayExist ? `lost_${code}` : code, clock.now(), null);
    if (!(error instanceof ComposioError)) throw error;
    return { kind: 'failed', error, isSearched: progress.isSearched };
  }
}

/** Whether somebody is connected with the setup that a form is to replace. */
export async function isInUse(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  replaces: string | null,
): Promise<boolean> {
  if (replaces === null) return false;
  const { connection } = await store.companyStatus(teamId);
  return connection?.state === 'active' || ((await store.countByState(teamId)).active ?? 0) > 0;
}

/** What to say to a submission that came second. */
export async function notClaimed(
  { store }: Pick<Outside, 'store'>,
  outcome: 'repeated' | 'taken',
  setup: Setup,
): Promise<SaveOutcome> {
  if (outcome === 'taken') return { kind: 'taken', by: setup.createdBy, isSaved: setup.state === 'saved' };
  const saved = setup.state === 'saved' ? await store.savedSetup(setup.teamId) : null;
  return saved ? { kind: 'saved', setup: saved } : { kind: 'repeated' };
}

/** What its admin is owed with the setup itself, unless the view has said so by then. */
export function savedMessage(
  { clock, identity }: Pick<Outside, 'clock' | 'identity'>,
  setup: Setup,
  tellAfterMs = viewHasMs,
): NewMessage {
  const message = resultMessage(identity.uuid(), { formId: setup.formId, recipient: setup.createdBy }, 'saved');
  return { ...message, notBefore: clock.now() + tellAfterMs };
}

/**
 * Puts a claimed setup in force, with the redirect URI as Composio stored it. Its admin is owed a DM about it, which
 * is withdrawn once the view has said so; a crash in between lets it go out.
 * @param tellAfterMs how long the view has for that
 */
export async function putInForce(
  { store, connections, clock, identity, log }: Outside,
  setup: Setup,
  authConfigId: string,
  tellAfterMs = viewHasMs,
): Promise<SavedSetup> {
  const asked = connections.authConfig(setup.teamId, authConfigId).catch((error: unknown): AuthConfigFacts | null => {
    log.warn({ error, authConfigId }, 'the redirect URI could not be read back');
    return null;
  });
  const readBack = await Promise.race([asked, pause(clock, readBackAtMostMs).then(() => null)]);
  const saved = await store.saveSetup(
    setup.teamId,
    setup.id,
    { authConfigId, redirectUriReadBack: readBack?.redirectUri ?? null },
    savedMessage({ clock, identity }, setup, tellAfterMs),
    clock.now(),
  );
  log.info({ authConfigId, setupId: setup.id, by: setup.createdBy }, 'Gong is set up');
  return saved;
}

/** What is known while Composio is being asked. */
interface Progress {
  /** Composio may hold an auth config of this name. */
  mayExist: boolean;
  /** Its list was read after the last lost answer, and there was none. */
  isSearched: boolean;
}

async function obtain(outside: Outside, setup: Setup, clientSecret: string, progress: Progress): Promise<string> {
  const { connections, log } = outside;
  const { teamId, name, clientId, scopes, redirectUri } = setup;
  if (progress.mayExist) {
    const found = await connections.findAuthConfig(teamId, name);
    if (found) {
      log.info({ authConfigId: found.authConfigId, setupId: setup.id }, 'an auth config that was lost is taken over');
      const isThere = await connections.updateAuthConfig(teamId, found.authConfigId, {
        clientId,
        clientSecret,
        scopes,
        redirectUri,
      });
      if (isThere) return found.authConfigId;
    }
    progress.mayExist = false;
  }
  try {
    const authConfigId = await connections.createAuthConfig(teamId, {
      name,
      clientId,
      clientSecret,
      scopes,
      redirectUri,
    });
    // From here on it is there, whether it can be written down or not.
    progress.mayExist = true;
    return authConfigId;
  } catch (error) {
    if (!(error instanceof ComposioError) || !error.isOutcomeUnknown) throw error;
    progress.mayExist = true;
    log.warn({ error, setupId: setup.id }, 'the answer about a new auth config was lost: looking for it');
    const found = await lookFor(outside, setup, progress);
    if (found === null) throw error;
    return found;
  }
}

async function lookFor({ connections, clock, log }: Outside, setup: Setup, progress: Progress): Promise<string | null> {
  for (const delayMs of lookAfterMs) {
    if (delayMs > 0) await pause(clock, delayMs);
    try {
      const found = await connections.findAuthConfig(setup.teamId, setup.name);
      if (found && (found.clientId ?? setup.clientId) === setup.clientId) return found.authConfigId;
      progress.isSearched = true;
    } catch (error) {
      progress.isSearched = false;
      log.warn({ error, setupId: setup.id }, 'Composio could not be searched');
    }
  }
  return null;
}

const namePrefix = 'Gong Connect ';

/** By this name an auth config is found again whose creation was not answered. */
function authConfigName(formId: string): string {
  return `${namePrefix}${formId.slice(0, 8)}`;
}

/** Whether a setup's name is one that this bot gave; that of one made by hand is its auth config's ID. */
export function isMadeHere(name: string): boolean {
  return name.startsWith(namePrefix);
}
