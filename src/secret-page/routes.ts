/** The one press that every form with a page has in common. */

import type { Routes } from '../routes.ts';
import { openPageAction } from './actions.ts';

export function secretPageRoutes(): Routes {
  // The press opens the browser; there is nothing to do here.
  return { actions: { [openPageAction]: async () => undefined } };
}
