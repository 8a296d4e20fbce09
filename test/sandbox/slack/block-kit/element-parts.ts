/** What Block Kit's elements have in common. */

import { confirmDialog, plainText } from './composition.ts';
import { limits } from './limits.ts';
import { anything, boolean, needed, optional, type Rule, string } from './rules.ts';

/** Where an element stands: the accessory of a section, in an actions block, or in an input block. */
export type Place = 'accessory' | 'actions' | 'input';

/** A kind of element: its rule, and the places where it may stand. */
export interface ElementKind {
  rule: Rule;
  places: Place[];
}

export const id = { type: needed(anything), action_id: optional(string(limits.actionId, 1)) };
export const confirm = { confirm: optional(confirmDialog) };
export const focus = { focus_on_load: optional(boolean) };
export const placeholder = { placeholder: optional(plainText(limits.placeholder)) };
