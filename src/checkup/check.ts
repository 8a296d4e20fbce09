/** One check of "Check setup" and how it went. */

/** What an admin can press to mend it; the view knows the button. */
export type Remedy = 'enable' | 'change_scopes' | 'rotate' | 'open_gong' | 'change_url' | 'sweep';

export interface Check {
  /** Stable: tickets and logs name it. */
  id: string;
  title: string;
  /** `unknown`: it could not be found out, which is neither good nor bad. */
  outcome: 'pass' | 'fail' | 'unknown';
  /** What was found, one sentence of plain text. */
  finding: string;
  /** What to do about it, plain text. */
  fix?: string;
  remedy?: Remedy;
}

/** A check that could not be made: nothing is concluded from it. */
export function unasked(id: string, title: string, who: string, { why }: { why: string }): Check {
  return { id, title, outcome: 'unknown', finding: `${who} did not say: ${why}` };
}
