/** Everything the page draws, for one person, as JSON. */

import type { ControlState } from '../control/control-state.ts';
import type { Slack } from '../slack/slack.ts';
import type { Snapshot } from '../slack/snapshot.ts';
import type { World } from './world.ts';

export interface Scene {
  epoch: string;
  /** Unix milliseconds on the sandbox's clock. */
  now: number;
  snapshot: Snapshot;
  /** `ts` of the bot's messages in each person's DM, so that unread ones can be counted. */
  botDms: Record<string, string[]>;
  control: ControlState;
}

function botDmsOf(slack: Slack): Scene['botDms'] {
  return Object.fromEntries(
    Object.values(slack.people).map((id) => [
      id,
      slack
        .person(id)
        .dm()
        .filter(({ fromBot }) => fromBot)
        .map(({ ts }) => ts),
    ]),
  );
}

/** The scene as of now. */
export function readScene(personId: string, world: World, readControl: () => ControlState): Scene {
  const { slack, clock } = world.sandbox;
  return {
    epoch: world.epoch,
    now: clock.now(),
    snapshot: slack.snapshot(personId),
    botDms: botDmsOf(slack),
    control: readControl(),
  };
}
