/** What the control panel can do to the world. */

import { z } from 'zod';
import type { World } from '../face/world.ts';
import type { Slack } from '../slack/slack.ts';
import { nextOfCrowd } from './crowd.ts';
import { moveTime } from './move-time.ts';
import type { Trouble } from './trouble.ts';
import { rowIds } from './troubleshooting/rows.ts';
import type { Troubleshooting } from './troubleshooting/troubleshooting.ts';

const id = z.string().min(1);

/** One thing that somebody presses on the panel. */
export const controlAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('connection'), id, action: z.enum(['expire', 'revoke', 'disable', 'enable', 'delete']) }),
  z.object({ do: z.literal('refresh') }),
  z.object({ do: z.literal('integration'), id, action: z.enum(['disable', 'enable', 'delete', 'regenerate']) }),
  z.object({ do: z.literal('auth-config'), id, action: z.enum(['disable', 'enable', 'delete']) }),
  z.object({ do: z.literal('gong-person'), id, action: z.enum(['leave', 'promote', 'demote']) }),
  z.object({ do: z.literal('trouble'), service: z.enum(['slack', 'composio']), name: z.string() }),
  z.object({ do: z.literal('person'), id, action: z.enum(['deactivate', 'reactivate']) }),
  z.object({ do: z.literal('crowd') }),
  z.object({ do: z.literal('time'), ms: z.number().int().positive() }),
  z.object({ do: z.literal('break'), row: z.enum(rowIds) }),
  z.object({ do: z.literal('kill-bot') }),
  z.object({ do: z.literal('reset') }),
]);

export type ControlAct = z.infer<typeof controlAct>;

type Doing<Name extends ControlAct['do']> = Extract<ControlAct, { do: Name }>;

function onConnection({ id: account, action }: Doing<'connection'>, { sandbox: { composio } }: World) {
  const actions = {
    expire: () => composio.expire(account),
    revoke: () => composio.revoke(account),
    disable: () => composio.disable(account),
    enable: () => composio.enable(account),
    delete: () => composio.remove(account),
  };
  return actions[action]();
}

function onIntegration({ id: integration, action }: Doing<'integration'>, { sandbox: { gong } }: World): void {
  if (action === 'regenerate') gong.regenerateSecret(integration);
  else gong[action](integration);
}

function onAuthConfig({ id: config, action }: Doing<'auth-config'>, { sandbox: { composio } }: World): void {
  const actions = {
    disable: () => composio.disableAuthConfig(config),
    enable: () => composio.enableAuthConfig(config),
    delete: () => composio.deleteAuthConfig(config),
  };
  actions[action]();
}

function letCrowdJoin(slack: Slack): void {
  const crowd = nextOfCrowd(slack.members().length - Object.keys(slack.people).length);
  if (crowd.length === 0) throw new Error('everybody is here already');
  for (const person of crowd) slack.addPerson(person, true);
}

/** Does it; throws when what it is about does not exist. A reset is begun, not waited for. */
export async function performControlAct(
  act: ControlAct,
  world: World,
  { trouble, troubleshooting }: { trouble: Trouble; troubleshooting: Troubleshooting },
): Promise<void> {
  const { slack, composio, gong } = world.sandbox;
  switch (act.do) {
    case 'connection':
      await onConnection(act, world);
      break;
    case 'refresh':
      await composio.refreshAll();
      break;
    case 'integration':
      onIntegration(act, world);
      break;
    case 'auth-config':
      onAuthConfig(act, world);
      break;
    case 'gong-person':
      if (act.action === 'leave') gong.removePerson(act.id);
      else gong.setRole(act.id, act.action === 'promote' ? 'technical-admin' : 'rep');
      break;
    case 'trouble':
      trouble.set(act.service, act.name);
      break;
    case 'person':
      // Slack retries the event in the background; whoever pressed does not wait for that.
      void slack.changePerson(act.id, { deleted: act.action === 'deactivate' });
      break;
    case 'crowd':
      letCrowdJoin(slack);
      break;
    case 'time':
      await moveTime(act.ms, world);
      break;
    case 'break':
      await troubleshooting.begin(act.row);
      break;
    case 'kill-bot':
      await world.bot?.kill9();
      break;
    case 'reset':
      // Later: the answer to this request would go down with the server.
      setImmediate(() => void world.reset());
  }
  slack.changed.notify();
}
