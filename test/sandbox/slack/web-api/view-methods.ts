/** views.open, views.push, views.update, views.publish. */

import { isObject, type JsonObject, stringOf } from '../json.ts';
import { invalidArguments, MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import type { Trigger } from '../views/triggers.ts';
import { viewJson } from '../views/view-json.ts';
import type { View } from '../views/view-store.ts';
import { type Args, jsonArg, type Method, requiredString } from './method.ts';

function viewArg(args: Args): JsonObject {
  const view = jsonArg(args, 'view', 'invalid_arguments');
  if (!isObject(view)) throw invalidArguments(['[ERROR] missing required field: view [json-pointer:/view]']);
  return view;
}

function answer(view: View, { workspace }: Platform): JsonObject {
  return { view: viewJson(view, workspace) };
}

/** A trigger is used up by the call it succeeds in, not by one that is refused. */
function exchange(args: Args, platform: Platform, show: (trigger: Trigger) => View): JsonObject {
  const trigger = platform.triggers.find(requiredString(args, 'trigger_id'));
  const view = show(trigger);
  trigger.exchanged = true;
  return answer(view, platform);
}

const hashOf = (args: Args): string | undefined => stringOf(args.hash) || undefined;

const method = (run: Method['run']): Method => ({ scope: null, perMinute: 100, token: 'bot', run });

export const viewMethods: Record<string, Method> = {
  'views.open': method((args, platform) =>
    exchange(args, platform, (trigger) => platform.views.open(trigger.userId, viewArg(args))),
  ),
  'views.push': method((args, platform) =>
    exchange(args, platform, (trigger) => {
      if (trigger.viewId === null) throw new MethodError('invalid_trigger_id');
      if (!platform.views.find({ viewId: trigger.viewId })) throw new MethodError('not_found');
      return platform.views.push(trigger.userId, viewArg(args));
    }),
  ),
  'views.update': method((args, platform) => {
    const [viewId, externalId] = [stringOf(args.view_id), stringOf(args.external_id)];
    if (viewId === '' && externalId === '') {
      throw invalidArguments(['[ERROR] missing required field: view_id [json-pointer:/view_id]']);
    }
    const input = viewArg(args);
    const view = platform.views.find({ viewId, externalId });
    if (!view) throw new MethodError('not_found');
    return answer(platform.views.update(view, input, hashOf(args)), platform);
  }),
  'views.publish': method((args, platform) => {
    if (!platform.settings.manifest.homeTab) throw new MethodError('not_enabled');
    const person = platform.workspace.people.get(requiredString(args, 'user_id'));
    if (!person || person.isBot) throw invalidArguments(['[ERROR] invalid `user_id` [json-pointer:/user_id]']);
    return answer(platform.views.publish(person.id, viewArg(args), hashOf(args)), platform);
  }),
};
