/** What the face and the control panel look at and act on. */

import type { BotKeeper } from '../bot-keeper.ts';
import type { Sandbox } from '../sandbox.ts';

export interface World {
  /** Another one after every start and reset: a page that knows an older one loads itself again. */
  epoch: string;
  sandbox: Sandbox;
  /** null: nobody looks after the bot, so it can be neither killed nor moved in time. */
  bot: Pick<BotKeeper, 'state' | 'restarts' | 'advance' | 'kill9'> | null;
  /** How the bot is reached. */
  mode: 'HTTP' | 'Socket Mode';
  /** Throws everything away and starts anew. */
  reset: () => Promise<void>;
}
