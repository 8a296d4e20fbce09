/** How the trouble of each row is made, and what tells that it is over. */

import { scopeList } from '../../composio/auth-config.ts';
import { REASONS } from '../../composio/connected-account.ts';
import type { ShownMessage } from '../../slack/driver/shown-message.ts';
import { connectByHand, prepare } from './by-hand.ts';
import type { Case, RowId } from './rows.ts';
import type { Stage } from './stage.ts';

type Break = (stage: Stage) => Promise<Case>;

/** Longer than the bot leaves between two looks at all connections. */
const nextLookMs = 301_000;
/** An outage that begins within ten minutes of the last one's end is that one again: the bot sends no new alert. */
const sameOutageMs = 11 * 60_000;
/** A host of another company's: the form takes it, Gong does not. */
const foreignBaseUrl = 'https://eu-7.api.gong.io';

async function withPeople(stage: Stage): Promise<void> {
  const { ana, ben, chloe } = stage.sandbox.slack.people;
  await prepare(stage, [ana, ben, chloe]);
}

/** A rep who is not connected; where everybody is, somebody disconnects. */
async function newcomer(stage: Stage): Promise<string> {
  const { slack } = stage.sandbox;
  const person = stage.newcomer();
  if (stage.activeOf(person).length === 0) return person;
  await slack.person(person).types('/gong-connect disconnect');
  await stage.comes(
    () => stage.activeOf(person).length === 0,
    'the bot did not disconnect anybody: is Composio in trouble?',
  );
  return person;
}

/** A message that says so, and has the button that repairs it. */
function isAlert({ rendered, buttons }: ShownMessage): boolean {
  return /stopped working/.test(rendered) && buttons().some(({ text }) => text.startsWith('Reconnect'));
}

/** Tells whether one of these people has an ACTIVE account that they do not have now. */
function willConnect(stage: Stage, people: readonly string[]): () => boolean {
  const active = () => people.flatMap((person) => stage.activeOf(person).map(({ id }) => id));
  const before = new Set(active());
  return () => active().some((id) => !before.has(id));
}

/** The trailing slash that the guide warns of. */
const redirectUri: Break = async (stage) => {
  await withPeople(stage);
  const person = await newcomer(stage);
  const hasConnected = willConnect(stage, stage.everybody());
  const right = stage.config().oauthRedirectUri;
  stage.sandbox.gong.setRedirectUris(stage.integration().id, [`${right}/`]);
  return { person, isRepaired: () => stage.integration().redirectUris.includes(right) && hasConnected() };
};

/** Gong is not set up yet, and whoever is to do it is not let into the Admin centre. */
const adminCentre: Break = async (stage) => ({
  person: stage.sandbox.slack.people.ana,
  isRepaired: () => stage.isSetUp(),
});

/**
 * Nobody kept the secret, so somebody had Gong make another one; the next refresh of each connection is refused. The
 * webhooks of it are lost: they would come one by one, where the bot's own look finds all of them together.
 */
const lostSecret: Break = async (stage) => {
  const { composio, gong, slack } = stage.sandbox;
  const { ana, ben } = slack.people;
  await prepare(stage, stage.everybody());
  gong.regenerateSecret(stage.integration().id);
  for (const { id, status } of composio.accounts())
    if (status === 'ACTIVE') composio.setStatus(id, 'EXPIRED', REASONS.refreshFailed);
  // Many at once are believed when a second look agrees.
  const before = slack.person(ana).dm().length;
  await stage.passUntil(nextLookMs, () => slack.person(ana).dm().length > before);
  return {
    person: ana,
    isRepaired: () =>
      stage.config().clientSecret === stage.integration().clientSecret &&
      [ana, ben].every((id) => stage.activeOf(id).length > 0),
  };
};

/** One scope that the setup asks for is no longer ticked in Gong, and another one is. */
const scopes: Break = async (stage) => {
  await withPeople(stage);
  const person = await newcomer(stage);
  const hasConnected = willConnect(stage, stage.everybody());
  const { id, scopes: ticked } = stage.integration();
  const asked = scopeList(stage.config().scopes);
  const missing = asked.includes('api:calls:create') ? 'api:calls:create' : asked.at(-1);
  const extra = ['api:library:read', 'api:flows:read'].filter((scope) => !asked.includes(scope)).slice(0, 1);
  stage.sandbox.gong.setScopes(id, [...new Set([...ticked.filter((scope) => scope !== missing), ...extra])]);
  const areAllTicked = (): boolean => {
    const { scopes: now } = stage.integration();
    return scopeList(stage.config().scopes).every((scope) => now.includes(scope));
  };
  return { person, isRepaired: () => areAllTicked() && hasConnected() };
};

/** A connection is INACTIVE at Composio, and reconnecting meets an integration that is disabled in Gong. */
const inactive: Break = async (stage) => {
  await withPeople(stage);
  const { composio, gong, slack } = stage.sandbox;
  const person = slack.people.ben;
  const integrationId = stage.integration().id;
  // What breaks sooner after an outage goes on as that one, whose alert may be far up by now.
  await stage.pass(sameOutageMs);
  const alerts = () => slack.person(person).dm().filter(isAlert).length;
  const before = alerts();
  gong.disable(integrationId);
  for (const { id } of stage.activeOf(person)) composio.disable(id);
  await stage.passUntil(nextLookMs, () => alerts() > before);
  return { person, isRepaired: () => stage.integration().enabled && stage.activeOf(person).length > 0 };
};

/** Somebody connected with another company's API base URL. */
const baseUrl: Break = async (stage) => {
  await withPeople(stage);
  const { gong } = stage.sandbox;
  gong.switches.foreignRegion = 'refuses';
  const person = await newcomer(stage);
  await connectByHand(stage, person, /Change the URL/, foreignBaseUrl);
  const hasConnected = willConnect(stage, [person]);
  const isForeign = (): boolean =>
    stage.activeOf(person).some(({ fields }) => Object.values(fields).includes(foreignBaseUrl));
  return { person, isRepaired: () => hasConnected() && !isForeign() };
};

export const breaks: Readonly<Record<RowId, Break>> = {
  'redirect-uri': redirectUri,
  'admin-centre': adminCentre,
  'lost-secret': lostSecret,
  scopes,
  inactive,
  'base-url': baseUrl,
};
