/** Somebody submits or closes a modal, and the bot says what becomes of it. */

import type { Block } from '../block-kit/types.ts';
import { interactivePart } from '../delivery/payload-parts.ts';
import { isObject, type JsonObject } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import { viewJson } from '../views/view-json.ts';
import type { View } from '../views/view-store.ts';
import { connectionTrouble } from './block-actions.ts';
import { inputErrors } from './input-rules.ts';

export type SubmitOutcome =
  /** The client itself refused: a required field is empty, too long, … */
  | 'invalid'
  /** The bot sent errors for fields. */
  | 'errors'
  | 'updated'
  | 'pushed'
  | 'closed'
  | 'cleared'
  /** No answer, or one Slack cannot use. */
  | 'failed';

const isInput = (block: Block | undefined): boolean => block?.type === 'input';

function showErrors(view: View, errors: unknown): string | null {
  if (!isObject(errors)) return 'errors are missing';
  const stray = Object.keys(errors).find((id) => !isInput(view.blocks.find((block) => block.block_id === id)));
  if (stray !== undefined) return `errors for ${stray}, which is not an input block of the view`;
  view.errors = Object.fromEntries(Object.entries(errors).map(([id, message]) => [id, String(message)]));
  return null;
}

function applyAnswer(view: View, body: JsonObject, platform: Platform): SubmitOutcome | string {
  const { views } = platform;
  switch (body.response_action) {
    case 'errors':
      return showErrors(view, body.errors) ?? 'errors';
    case 'update':
      views.update(view, body.view);
      return 'updated';
    case 'push':
      views.push(view.userId, body.view);
      return 'pushed';
    case 'clear':
      views.clear(view.userId);
      return 'cleared';
    default:
      return `cannot read ${JSON.stringify(body).slice(0, 200)}`;
  }
}

const outcomes = new Set<string>(['errors', 'updated', 'pushed', 'cleared']);

function answered(view: View, body: JsonObject | null, platform: Platform): SubmitOutcome {
  if (body === null) {
    platform.views.close(view);
    return 'closed';
  }
  // Closed while the bot was thinking: there is nothing left to redraw.
  if (!platform.views.stackOf(view.userId).includes(view)) return 'closed';
  let outcome: string;
  try {
    outcome = applyAnswer(view, body, platform);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    outcome = `${error.code} ${JSON.stringify(error.fields)}`;
  }
  if (outcomes.has(outcome)) return outcome as SubmitOutcome;
  platform.problems.push(`answer to view_submission ${view.callbackId}: ${outcome}`);
  view.trouble = connectionTrouble;
  return 'failed';
}

/** Submits the view with what is in it now. */
export async function submitView(view: View, person: Person, platform: Platform): Promise<SubmitOutcome> {
  view.errors = inputErrors(view);
  view.trouble = null;
  platform.changes.notify();
  if (Object.keys(view.errors).length > 0) return 'invalid';
  const payload = {
    ...interactivePart('view_submission', person, platform),
    trigger_id: platform.triggers.issue(person.id, null),
    view: viewJson(view, platform.workspace),
    response_urls: [],
  };
  const ack = await platform.deliveries.interactive(payload, true);
  if (!ack.acked) view.trouble = connectionTrouble;
  const outcome = ack.acked ? answered(view, ack.body, platform) : 'failed';
  platform.changes.notify();
  return outcome;
}

/** Closes the top view (Cancel), or the whole stack (the x in its corner), and tells the bot if it wants to know. */
export async function closeView(view: View, everything: boolean, person: Person, platform: Platform): Promise<void> {
  const cleared = everything || view.clearOnClose;
  const root = platform.views.find({ viewId: view.rootViewId });
  if (cleared) platform.views.clear(person.id);
  else platform.views.close(view);
  const about = everything ? root : view;
  if (!about?.notifyOnClose) return;
  const payload = {
    ...interactivePart('view_closed', person, platform),
    view: { ...viewJson(about, platform.workspace), state: { values: {} } },
    is_cleared: cleared,
  };
  await platform.deliveries.interactive(payload, false);
}
