/** The parts of Slack's payloads that the bot uses, parsed at the border. */

import { z } from 'zod';
import type { FormValues } from './routes.ts';

export const commandPayload = z.object({
  team_id: z.string().min(1),
  user_id: z.string().min(1),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});

const user = z.object({ id: z.string().min(1), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();

const option = z.object({ value: z.string() });

/** What an element holds, whatever kind it is. Source: the state values in Slack's reference of view payloads. */
const held = z.looseObject({
  value: z.string().nullish(),
  selected_options: z.array(option).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_channels: z.array(z.string()).nullish(),
  selected_option: option.nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_channel: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});

/** null: not an element that several can be chosen in. */
const severalOf = (state: z.infer<typeof held>): readonly string[] | null =>
  state.selected_options?.map(({ value }) => value) ??
  state.selected_users ??
  state.selected_conversations ??
  state.selected_channels ??
  null;

/** null: nothing was chosen, or nothing can be. */
const oneOf = (state: z.infer<typeof held>): string | null =>
  state.selected_option?.value ??
  state.selected_user ??
  state.selected_conversation ??
  state.selected_channel ??
  state.selected_date ??
  state.selected_time ??
  null;

const inputState = held.transform(
  (state): string | readonly string[] | undefined => severalOf(state) ?? state.value ?? oneOf(state) ?? undefined,
);

/** Each block of our forms holds one element. */
const formValues = z
  .object({ values: z.record(z.string(), z.record(z.string(), inputState)) })
  .nullish()
  .transform(
    (state): FormValues =>
      Object.fromEntries(
        Object.entries(state?.values ?? {}).map(([blockId, inputs]) => [blockId, Object.values(inputs)[0]]),
      ),
  );

export const submissionPayload = z.object({
  team,
  user,
  view: z.object({ id: z.string(), private_metadata: z.string().default(''), state: formValues }),
});

const action = held.extend({ action_id: z.string(), block_id: z.string().nullish() }).transform((state) => {
  const one = oneOf(state);
  return {
    actionId: state.action_id,
    blockId: state.block_id ?? null,
    value: state.value ?? null,
    selected: severalOf(state) ?? (one === null ? [] : [one]),
  };
});

export const actionPayload = z.object({
  team,
  user,
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
  container: z.object({ is_ephemeral: z.boolean().nullish() }).nullish(),
  view: z
    .object({
      id: z.string(),
      type: z.enum(['modal', 'home']),
      private_metadata: z.string().default(''),
      callback_id: z.string().default(''),
      hash: z.string().default(''),
      state: formValues,
    })
    .nullish(),
  actions: z.array(action).min(1),
});

export const suggestionPayload = z.object({
  team,
  user,
  action_id: z.string(),
  block_id: z.string().nullish(),
  value: z.string().default(''),
  view: z.object({ private_metadata: z.string().default('') }).nullish(),
});

export const eventPayload = z.object({
  team_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});
