/** One Slack workspace on this machine, with one app installed in it. Start here. */

import type { Clock } from '../../../src/ports.ts';
import { type HttpServer, type Route, startServer } from '../http.ts';
import { type Cast, populate } from './cast.ts';
import { type Changes, waitUntil } from './changes.ts';
import type { DeliveryRecord } from './delivery/deliveries.ts';
import { deliverEvent, personEvent, verifyRequestUrl } from './delivery/events.ts';
import { responseRoute } from './delivery/response-urls.ts';
import type { SocketMode } from './delivery/socket-mode.ts';
import { createPersonDriver, type PersonDriver } from './driver/person.ts';
import { createFaults, type Faults } from './faults.ts';
import type { JsonObject } from './json.ts';
import type { NewPerson, Person } from './people.ts';
import { createPlatform } from './platform.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import type { SlackOptions } from './settings.ts';
import { membersOf, type Snapshot, snapshotFor } from './snapshot.ts';
import { uploadRoutes } from './uploads.ts';
import type { NewUserGroup, UserGroup } from './user-groups.ts';
import type { Call } from './web-api/calls.ts';
import { webApiRoute } from './web-api/endpoint.ts';
import type { Workspace } from './workspace.ts';

export interface Slack {
  port: number;
  /** `http://127.0.0.1:4010`; `auth.test` says the same with a slash at the end. */
  url: string;
  /** What `SLACK_API_URL` must be. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  team: Workspace['team'];
  bot: Workspace['bot'];
  people: Cast['people'];
  channels: Cast['channels'];
  userGroups: Cast['userGroups'];
  /** Every Web API call so far. */
  calls: Call[];
  callsTo(method: string): Call[];
  /** Every delivery to the bot that is over. */
  deliveries: DeliveryRecord[];
  faults: Faults;
  rateLimits: RateLimits;
  socket: SocketMode;
  /** What the bot did wrong where Slack tells nobody. */
  problems: string[];
  changed: Changes;
  /** Where the bot takes deliveries over HTTP; null: nowhere. */
  deliverTo(url: string | null): void;
  /** Performs the `url_verification` handshake. */
  verifyRequestUrl(): Promise<boolean>;
  /** Answers every call with the bot token with this error, until null is given. */
  refuseToken(error: string | null): void;
  /** Installs the app again, with these bot scopes. */
  grantScopes(scopes: readonly string[]): void;
  /** A plan without user groups answers `plan_upgrade_required` to questions about them. */
  offerUserGroups(isOffered: boolean): void;
  addUserGroup(given: NewUserGroup): UserGroup;
  /** A channel with these people, or with everybody. @returns its ID */
  addChannel(name: string, given?: { members?: string[]; isPrivate?: boolean }): string;
  /** Puts somebody, or the bot, into a channel. */
  inviteTo(channelId: string, userId: string): void;
  /** Archives a channel: nothing can be posted or edited there any more. */
  archive(channelId: string): void;
  person(id: string): PersonDriver;
  /** Everybody who is or was in the workspace, bots excepted. */
  members(): readonly Person[];
  /** A new member; `announce` sends `team_join`. */
  addPerson(given: NewPerson, announce?: boolean): PersonDriver;
  /** Changes a person at once and sends `user_change`; resolves true when the bot took it at the first try. */
  changePerson(id: string, change: Partial<Omit<Person, 'id' | 'updated'>>): Promise<boolean>;
  /** What an admin's "Deactivate account" does. */
  deactivate(id: string): Promise<boolean>;
  /** Sends any event that the app is subscribed to; resolves as `changePerson` does, and retries by itself. */
  sendEvent(event: JsonObject): Promise<boolean>;
  snapshot(personId: string): Snapshot;
  /** Resolves once the condition holds, looked at after every change; fails after `waitLimitMs` saying `what`. */
  until(condition: () => boolean, what: string): Promise<void>;
  /** Routes served besides Slack's own; may be pushed to. */
  routes: Route[];
  close(): Promise<void>;
}

/** Starts the workspace and resolves once it listens; rejects when the port is taken. */
export async function createSlack(options: SlackOptions & { clock: Clock }): Promise<Slack> {
  let running: HttpServer | null = null;
  const server = (): HttpServer => {
    if (!running) throw new Error('the sandbox does not listen yet');
    return running;
  };
  const platform = createPlatform(options, () => server().url);
  const { workspace, settings, changes } = platform;
  const calls: Call[] = [];
  const faults = createFaults();
  const rateLimits = createRateLimits(options.clock);
  const routes: Route[] = [webApiRoute(platform, faults, rateLimits, calls), responseRoute(platform, faults)];
  routes.push(...uploadRoutes(platform.uploads, faults), ...(options.routes ?? []));
  running = await startServer({
    port: options.port,
    host: options.host,
    routes,
    onUpgrade: (request, socket, head) => platform.socket.upgrade(request, socket, head),
  });

  const drivers = new Map<string, PersonDriver>();
  const known = (id: string): Person => {
    const person = workspace.people.get(id);
    if (!person) throw new Error(`nobody here has the ID ${id}`);
    return person;
  };
  const person = (id: string): PersonDriver => {
    const driver = drivers.get(id) ?? createPersonDriver(known(id), platform);
    drivers.set(id, driver);
    return driver;
  };
  const changePerson: Slack['changePerson'] = (id, change) => {
    Object.assign(known(id), change, { updated: Math.floor(options.clock.now() / 1000) });
    if (change.deleted) platform.views.clear(id);
    changes.notify();
    return personEvent('user_change', id, platform);
  };

  return {
    port: running.port,
    url: running.url,
    apiUrl: `${running.url}/api/`,
    botToken: settings.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    team: workspace.team,
    bot: workspace.bot,
    ...populate(workspace),
    calls,
    callsTo: (method) => calls.filter((call) => call.method === method),
    deliveries: platform.deliveries.records,
    faults,
    rateLimits,
    socket: platform.socket,
    problems: platform.problems,
    changed: changes,
    deliverTo: platform.deliveries.deliverTo,
    verifyRequestUrl: () => verifyRequestUrl(platform),
    refuseToken: (error) => {
      platform.tokenRefusal = error;
    },
    grantScopes: (scopes) => {
      settings.scopes = [...scopes];
    },
    offerUserGroups: (isOffered) => {
      platform.hasUserGroups = isOffered;
    },
    addUserGroup: workspace.addUserGroup,
    addChannel: (name, given) => workspace.addChannel(name, given).id,
    inviteTo: (channelId, userId) => {
      workspace.conversations.get(channelId)?.members.add(userId);
      changes.notify();
    },
    archive: (channelId) => {
      const channel = workspace.conversations.get(channelId);
      if (channel) channel.isArchived = true;
      changes.notify();
    },
    person,
    members: () => membersOf(workspace),
    addPerson: (given, announce = false) => {
      const added = workspace.addPerson(given);
      if (announce) void personEvent('team_join', added.id, platform);
      return person(added.id);
    },
    changePerson,
    deactivate: (id) => changePerson(id, { deleted: true }),
    sendEvent: (event) => deliverEvent(event, platform),
    snapshot: (id) => snapshotFor(known(id), platform),
    until: async (condition, what) => {
      const look = (): true | null => (condition() ? true : null);
      await waitUntil(changes, look, () => `never happened: ${what}`, settings.waitLimitMs);
    },
    routes,
    close: () => server().close(),
  };
}
