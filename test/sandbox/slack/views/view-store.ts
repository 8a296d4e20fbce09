/** Modals and Home tabs: each person's stack of at most three views, hashes, external IDs, and what was typed. */

import { checkView } from '../block-kit/checker.ts';
import { withIds } from '../block-kit/generated-ids.ts';
import { limits } from '../block-kit/limits.ts';
import type { Block, TextObject, ViewInput } from '../block-kit/types.ts';
import type { Changes } from '../changes.ts';
import type { Ids } from '../ids.ts';
import { invalidArguments, MethodError } from '../method-error.ts';
import { type StateValues, stateOf } from './input-state.ts';

/** A view that exists, with what the person typed and what the client shows around it. */
export interface View {
  id: string;
  userId: string;
  type: 'modal' | 'home';
  title: TextObject | null;
  submit: TextObject | null;
  close: TextObject | null;
  blocks: Block[];
  privateMetadata: string;
  callbackId: string;
  externalId: string;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  values: StateValues;
  /** Messages under input blocks, by block ID. */
  errors: Record<string, string>;
  /** A message of the client itself, such as one about a time-out. */
  trouble: string | null;
}

export interface ViewStore {
  /** The person's open views, the one on top last. */
  stackOf(userId: string): View[];
  homeOf(userId: string): View | null;
  /** An existing view, or null. */
  find(by: { viewId?: string; externalId?: string }): View | null;
  open(userId: string, input: unknown): View;
  push(userId: string, input: unknown): View;
  /** Redraws a view; `hash`, when given, must be the current one. */
  update(view: View, input: unknown, hash?: string): View;
  publish(userId: string, input: unknown, hash?: string): View;
  /** Takes this view, and those above it, off the stack. */
  close(view: View): void;
  clear(userId: string): void;
}

/** The views of one workspace. */
export function createViewStore(ids: Ids, changes: Changes): ViewStore {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stackOf = (userId: string): View[] => stacks.get(userId) ?? [];
  const every = (): View[] => [...[...stacks.values()].flat(), ...homes.values()];

  const read = (input: unknown, type: 'modal' | 'home', self: View | null): ViewInput => {
    if (Buffer.byteLength(JSON.stringify(input) ?? '') > limits.viewBytes) throw new MethodError('view_too_large');
    const messages = checkView(input);
    if (messages.length > 0) throw invalidArguments(messages);
    const view = input as ViewInput;
    if (view.type !== type) throw invalidArguments([`[ERROR] must be of type ${type} [json-pointer:/view/type]`]);
    const namesake = view.external_id ? every().find((other) => other.externalId === view.external_id) : undefined;
    if (namesake && namesake !== self) throw new MethodError('duplicate_external_id');
    return view;
  };
  const drawn = (view: ViewInput, before: StateValues) => {
    const blocks = withIds(view.blocks, ids);
    return {
      type: view.type,
      title: view.title ?? null,
      submit: view.submit ?? null,
      close: view.close ?? null,
      blocks,
      privateMetadata: view.private_metadata ?? '',
      callbackId: view.callback_id ?? '',
      externalId: view.external_id ?? '',
      clearOnClose: view.clear_on_close ?? false,
      notifyOnClose: view.notify_on_close ?? false,
      hash: ids.hash(),
      values: stateOf(blocks, before),
      errors: {},
      trouble: null,
    };
  };
  const make = (userId: string, input: ViewInput, below: View | null): View => {
    const id = ids.next('V');
    const place = { rootViewId: below?.rootViewId ?? id, previousViewId: below?.id ?? null };
    return { id, userId, ...place, ...drawn(input, {}) };
  };
  const redraw = (view: View, input: ViewInput, hash: string | undefined): View => {
    if (hash !== undefined && hash !== view.hash) throw new MethodError('hash_conflict');
    Object.assign(view, drawn(input, view.values));
    changes.notify();
    return view;
  };

  return {
    stackOf,
    homeOf: (userId) => homes.get(userId) ?? null,
    find: ({ viewId, externalId }) =>
      every().find((view) => (viewId ? view.id === viewId : !!externalId && view.externalId === externalId)) ?? null,
    open: (userId, input) => {
      const view = make(userId, read(input, 'modal', null), null);
      stacks.set(userId, [view]);
      changes.notify();
      return view;
    },
    push: (userId, input) => {
      const stack = stackOf(userId);
      const top = stack.at(-1);
      if (!top) throw new MethodError('not_found');
      if (stack.length >= 3) throw new MethodError('push_limit_reached');
      const view = make(userId, read(input, 'modal', null), top);
      stacks.set(userId, [...stack, view]);
      changes.notify();
      return view;
    },
    update: (view, input, hash) => redraw(view, read(input, view.type, view), hash),
    publish: (userId, input, hash) => {
      const home = homes.get(userId);
      const view = read(input, 'home', home ?? null);
      if (home) return redraw(home, view, hash);
      if (hash !== undefined) throw new MethodError('hash_conflict');
      const made = make(userId, view, null);
      homes.set(userId, made);
      changes.notify();
      return made;
    },
    close: (view) => {
      const stack = stackOf(view.userId);
      const index = stack.indexOf(view);
      if (index >= 0) stacks.set(view.userId, stack.slice(0, index));
      changes.notify();
    },
    clear: (userId) => {
      stacks.set(userId, []);
      changes.notify();
    },
  };
}
