/** What handing a step over needs beside the ports. */

import type { SecretPages } from '../secret-page/secret-pages.ts';

export interface RelayGiven {
  /** `GONG_ADMINS` */
  admins: readonly string[];
  pages: SecretPages;
  /** Says that there is work. */
  nudge: () => void;
}
