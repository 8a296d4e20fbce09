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

/** An input's value, whatever kind of element it is; only those on our forms are read. */
const inputState = z
  .looseObject({
    value: z.string().nullish(),
    selected_options: z.array(z.object({ value: z.string() })).optional(),
    selected_option: z.object({ value: z.string() }).nullish(),
    selected_users: z.array(z.string()).optional(),
  })
  .transform((state): string | readonly string[] | undefined => {
    if (state.selected_options) return state.selected_options.map(({ value }) => value);
    if (state.selected_users) return state.selected_users;
    return state.value ?? state.selected_option?.value ?? undefined;
  });

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

export const actionPayload = z.object({
  team,
  user,
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
  container: z.object({ is_ephemeral: z.boolean().nullish() }).nullish(),
  view: z
    .object({ id: z.string(), type: z.enum(['modal', 'home']), private_metadata: z.string().default('') })
    .nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).min(1),
});

export const eventPayload = z.object({
  team_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});
