/** One check of "Check setup" and how it went. Pure. */

/** What an admin can press about it; the view knows the button. */
export type Remedy =
  | 'check_again'
  | 'look_now'
  | 'enable'
  | 'change_scopes'
  | 'rotate'
  | 'open_gong'
  | 'connect'
  | 'change_url'
  | 'change_company_url'
  | 'how_people_connect'
  | 'roster'
  | 'start_over'
  | 'remove';

/** `unknown`: it could not be found out, which is neither good nor bad. Whatever is not in order says what to do. */
export type Judgement =
  | {
      outcome: 'pass';
      /** What was found, one sentence of plain text. */
      finding: string;
    }
  | {
      outcome: 'fail' | 'unknown';
      finding: string;
      /** What to do about it, plain text. */
      fix: string;
      remedy: Remedy;
    };

/** `id` is stable: tickets and logs name it. */
export type Check = Judgement & { id: string; title: string };
/** A check that is not in order. */
export type ToMend = Exclude<Check, { outcome: 'pass' }>;

export function pass(finding: string): Judgement {
  return { outcome: 'pass', finding };
}

/** @param remedy left out: there is nothing to press but to check once more */
export function fail(finding: string, fix: string, remedy: Remedy = 'check_again'): Judgement {
  return { outcome: 'fail', finding, fix, remedy };
}

/** @param remedy left out: there is nothing to press but to check once more */
export function unknown(finding: string, fix: string, remedy: Remedy = 'check_again'): Judgement {
  return { outcome: 'unknown', finding, fix, remedy };
}

/** A check that could not be made: nothing is concluded from it. */
export function unasked(who: string, { why, code }: { why: string; code: string }): Judgement {
  if (code === 'database_unusable') return unknown(why, 'First mend what “The database can be written” says.');
  if (code === 'key_refused') return unknown(`${who} did not say: ${why}`, 'First mend “Composio takes the API key”.');
  return unknown(
    `${who} did not say: ${why}`,
    'Check again in a minute. If it stays like this, whoever runs this bot looks into its log.',
  );
}

const minuteMs = 60_000;
const units = [
  { name: 'day', ms: 24 * 60 * minuteMs },
  { name: 'hour', ms: 60 * minuteMs },
  { name: 'minute', ms: minuteMs },
] as const;

/** How long ago something was, in plain text; `ms` in milliseconds. */
export function ago(ms: number): string {
  const unit = units.find((one) => ms >= one.ms);
  if (!unit) return 'less than a minute ago';
  const count = Math.floor(ms / unit.ms);
  return `${count} ${unit.name}${count === 1 ? '' : 's'} ago`;
}
