/** The parts that make up one Slack workspace, handed to every module that needs them. */

import type { Clock } from '../../../src/ports.ts';
import type { Changes } from './changes.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { ResponseUrls } from './delivery/response-urls.ts';
import type { SocketMode } from './delivery/socket-mode.ts';
import type { Ids } from './ids.ts';
import type { Settings } from './settings.ts';
import type { Triggers } from './views/triggers.ts';
import type { ViewStore } from './views/view-store.ts';
import type { Workspace } from './workspace.ts';

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
  /** What the bot did wrong where Slack tells nobody: unreadable answers, errors for unknown blocks, … */
  problems: string[];
  /** The address of this server, with a slash at the end. */
  baseUrl(): string;
}
