/** What the page asks a person to do: nothing that a chat client does not offer. */

import { z } from 'zod';
import type { Option } from '../slack/block-kit/types.ts';
import type { Slack } from '../slack/slack.ts';

const given = z.union([z.string(), z.array(z.string()), z.null()]);
const values = z.array(z.object({ blockId: z.string(), actionId: z.string(), given }));
const press = {
  /** Where several buttons are alike. */
  blockId: z.string().optional(),
  actionId: z.string(),
  confirm: z.boolean().optional(),
  option: z.string().optional(),
};
const typing = { actionId: z.string(), query: z.string() };

/** One thing somebody does in the chat client. `values` is what stands in the fields of the modal on top. */
export const personAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('type'), line: z.string().min(1), channel: z.string() }),
  z.object({ do: z.literal('press-message'), channel: z.string(), ts: z.string(), ...press }),
  z.object({ do: z.literal('choose-message'), channel: z.string(), ts: z.string(), actionId: z.string(), given }),
  z.object({ do: z.literal('press-modal'), viewId: z.string(), values, ...press }),
  z.object({ do: z.literal('press-home'), ...press }),
  z.object({ do: z.literal('choose-home'), blockId: z.string(), actionId: z.string(), given }),
  /** Types into an external select; `suggest` is for modals and Home tabs. */
  z.object({ do: z.literal('suggest-message'), channel: z.string(), ts: z.string(), ...typing }),
  z.object({ do: z.literal('suggest'), viewId: z.string(), blockId: z.string(), ...typing }),
  z.object({
    do: z.literal('choose-modal'),
    viewId: z.string(),
    values,
    blockId: z.string(),
    actionId: z.string(),
    given,
  }),
  z.object({ do: z.literal('submit'), viewId: z.string(), values }),
  z.object({ do: z.literal('close'), viewId: z.string(), everything: z.boolean() }),
  z.object({ do: z.literal('open-home') }),
  z.object({ do: z.literal('open-messages') }),
]);

export type PersonAct = z.infer<typeof personAct>;

/** It cannot be done: what it was about is no longer on the screen. */
export class GoneError extends Error {
  override name = 'GoneError';
}

function present<T>(shown: T | null | undefined, what: string): T {
  if (shown === null || shown === undefined) throw new GoneError(`that ${what} is not there any more`);
  return shown;
}

/** How it turned out, and what an external select offers. */
export interface PersonOutcome {
  outcome: string;
  options?: Option[];
}

/** Does it, and resolves once the bot has answered. */
export async function performPersonAct(act: PersonAct, personId: string, slack: Slack): Promise<PersonOutcome> {
  const person = slack.person(personId);
  const message = (channel: string, ts: string) =>
    present(
      [...person.messages(channel), ...person.sees()].find((shown) => shown.ts === ts && shown.channel === channel),
      'message',
    );
  const modal = (viewId: string) => {
    const shown = person.modal();
    return present(shown?.id === viewId ? shown : null, 'modal');
  };
  const options = ({ confirm, option, blockId }: Partial<z.infer<z.ZodObject<typeof press>>>) => ({
    ...(confirm === undefined ? {} : { confirm }),
    ...(option === undefined ? {} : { option }),
    ...(blockId === undefined ? {} : { blockId }),
  });
  const view = (viewId: string) =>
    present(
      [person.modal(), person.home()].find((shown) => shown?.id === viewId),
      'view',
    );
  const filled = async (viewId: string, typed: z.infer<typeof values>) => {
    for (const field of typed) await modal(viewId).fillById(field.blockId, field.actionId, field.given);
    return modal(viewId);
  };
  switch (act.do) {
    case 'type':
      return person.types(act.line, { channel: act.channel });
    case 'press-message':
      return message(act.channel, act.ts).press(act.actionId, options(act));
    case 'choose-message':
      return { outcome: await message(act.channel, act.ts).choose(act.actionId, act.given) };
    case 'press-modal':
      return (await filled(act.viewId, act.values)).press(act.actionId, options(act));
    case 'choose-modal':
      return {
        outcome: await (await filled(act.viewId, act.values)).fillById(act.blockId, act.actionId, act.given),
      };
    case 'submit':
      return (await filled(act.viewId, act.values)).submit();
    case 'close':
      await modal(act.viewId).close(act.everything);
      return { outcome: 'closed' };
    case 'press-home':
      return present(person.home(), 'Home tab').press(act.actionId, options(act));
    case 'choose-home':
      return { outcome: await present(person.home(), 'Home tab').fillById(act.blockId, act.actionId, act.given) };
    case 'suggest-message':
      return { outcome: 'offered', options: await message(act.channel, act.ts).suggest(act.actionId, act.query) };
    case 'suggest':
      return { outcome: 'offered', options: await view(act.viewId).suggestById(act.blockId, act.actionId, act.query) };
    case 'open-home':
      return { outcome: (await person.opensHome()) ? 'acked' : 'failed' };
    case 'open-messages':
      return { outcome: (await person.opensMessages()) ? 'acked' : 'failed' };
  }
}
