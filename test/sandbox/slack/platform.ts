/** The parts that make up one Slack workspace, handed to every module that needs them. */

import type { Clock } from '../../../src/ports.ts';
import { type Changes, createChanges } from './changes.ts';
import { createDeliveries, type Deliveries } from './delivery/deliveries.ts';
import { createResponseUrls, type ResponseUrls } from './delivery/response-urls.ts';
import { createSocketMode, type SocketMode } from './delivery/socket-mode.ts';
import { createIds, type Ids } from './ids.ts';
import { completeSettings, type Settings, type SlackOptions } from './settings.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createSuggestions, type Suggestions } from './views/suggestions.ts';
import { createTriggers, type Triggers } from './views/triggers.ts';
import { createViewStore, type ViewStore } from './views/view-store.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface Platform {
  clock: Clock;
  ids: Ids;
  changes: Changes;
  settings: Settings;
  workspace: Workspace;
  views: ViewStore;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  deliveries: Deliveries;
  socket: SocketMode;
  /** Set: every call with the bot token is answered with this error (`token_revoked`, `account_inactive`, …). */
  tokenRefusal: string | null;
  /** Whether the workspace's plan has user groups. */
  hasUserGroups: boolean;
  uploads: Uploads;
  suggestions: Suggestions;
  /** What the bot did wrong where Slack tells nobody: unreadable answers, errors for unknown blocks, … */
  problems: string[];
  /** The address of this server, with a slash at the end. */
  baseUrl(): string;
}

/** The parts of one workspace, before anybody is in it. @param url the address of its server, once it listens */
export function createPlatform(options: SlackOptions, url: () => string): Platform {
  const { clock } = options;
  const settings = completeSettings(options);
  const changes = createChanges();
  const ids = createIds(clock, options.seed);
  const workspace = createWorkspace(clock, ids, changes, settings.manifest.name || 'App');
  const socketUrl = (): string => url().replace(/^http/, 'ws');
  const socket = createSocketMode(clock, ids, changes, () => workspace.bot.appId, socketUrl);
  return {
    clock,
    ids,
    changes,
    settings,
    workspace,
    views: createViewStore(ids, changes),
    triggers: createTriggers(clock, ids),
    responseUrls: createResponseUrls(clock, ids),
    deliveries: createDeliveries(clock, changes, socket, settings.signingSecret, options.requestUrl ?? null),
    socket,
    tokenRefusal: null,
    hasUserGroups: true,
    uploads: createUploads(ids, changes),
    suggestions: createSuggestions(),
    problems: [],
    baseUrl: () => `${url()}/`,
  };
}
