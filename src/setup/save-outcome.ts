/** How a submission of the wizard can end. */

import type { ComposioError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';

export type SaveOutcome =
  | { kind: 'saved'; setup: SavedSetup }
  /** A submission of this form is still being worked on, or was when the bot was stopped. */
  | { kind: 'repeated' }
  /** Another form is being worked on, or was faster. */
  | { kind: 'taken'; by: string; isSaved: boolean }
  /** Somebody is connected with what was to be replaced. */
  | { kind: 'in_use' }
  /** An auth config that was to be taken over is not there any more, or not fit. */
  | { kind: 'unfit' }
  /** Composio could not be read; nothing was to be written. */
  | { kind: 'unasked'; error: ComposioError }
  | { kind: 'failed'; error: ComposioError; isSearched: boolean };
