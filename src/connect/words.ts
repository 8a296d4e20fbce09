/** Sentences about connecting that more than one screen says. Pure. */

import { escapeMrkdwn, mention, moment } from '../block-kit.ts';
import { causeInWords } from '../causes.ts';
import { isNotAnswering } from '../connections-port.ts';
import { findScope } from '../gong/scopes.ts';
import type { Connection } from '../model.ts';
import type { Pause } from '../stores/pauses.ts';

/** Said before anybody clicks (Gong: "Create an OAuth app for Gong"). */
export const technicalAdminFact =
  'Gong lets only a *Technical Admin* approve this. If Gong says “Insufficient permissions”, nothing is broken: ask a Technical Admin of your company for help.';

/** The same to admins, who decide how their people connect. */
export const technicalAdminFactForAdmins =
  'Gong lets only a *Technical Admin* approve, and shows everybody else “Insufficient permissions”, which breaks nothing. One connection for the whole company spares them that: *How people connect* in `/gong-setup`.';

/** How long it takes those who can do it at all. */
export const quickForTechnicalAdmins = 'For a Gong Technical Admin it takes less than a minute.';

/** What everybody reads while an admin has paused Gong, as mrkdwn. */
export function pauseInWords({ pausedBy, beganAt }: Pause): string {
  return `:double_vertical_bar: *Gong is paused* by ${mention(pausedBy)} since ${moment(beganAt)}. ${afterPause}`;
}

const afterPause = 'It works again when it is resumed. You need not do anything.';
/** The same where neither people nor dates are drawn. */
export const pausedPlainly = `Gong is paused. ${afterPause}`;

/** What is wrong with a connection besides a pause, and so will be after it; null: nothing that is known. */
export function besidesPauseInWords({ state, cause }: Pick<Connection, 'state' | 'cause'>): string | null {
  const isDown = (state === 'broken' || state === 'paused') && cause !== 'auth_config_disabled';
  return isDown ? `${causeInWords(cause).what} You can reconnect once Gong is resumed.` : null;
}

/** What the scopes allow in plain words, one line each. */
export function allowedInWords(scopes: readonly string[]): string[] {
  return scopes.map((name) => `• ${escapeMrkdwn(findScope(name)?.description ?? name)}`);
}

const adminsFailures: ReadonlySet<string> = new Set(['key_refused', 'not_found', 'bad_request', 'sharing_refused']);

/** Whether a link that could not be made, for this reason, can be made only once an admin has acted. */
export function needsAdmin(failure: string | null): boolean {
  return failure !== null && adminsFailures.has(failure);
}

/** What the verification call showed. */
export function verificationInWords(verification: string | null): string {
  switch (verification) {
    case null:
      return 'Checking that Gong answers…';
    case 'works':
      return 'Gong answers. Everything works.';
    case 'skipped':
      return 'Gong was not asked: the chosen scopes allow no cheap test.';
    case 'wrong_base_url':
      return 'Gong did *not* answer at this API base URL. Press *Change the URL*; Gong shows the right one at Admin centre &gt; API.';
    case 'not_allowed':
      return 'Gong answered that this connection may not do that: the scopes in Gong and in the setup differ. An admin needs to compare them.';
    case 'credentials_refused':
      return 'Gong did *not* accept the connection. The API base URL may be another region’s: press *Change the URL* to check it and to connect again.';
    case 'gong_busy':
      return 'Gong is busy right now and gave no answer. You can test again later.';
    case 'over_budget':
      return 'Gong was not asked: enough tests were made today. You can test again tomorrow.';
    default:
      return 'Gong could not be asked just now. You can test again later.';
  }
}

/** The answer to a test, as mrkdwn. @param result what the test showed, in words */
export function testedJustNow(result: string): string {
  return `*Tested just now:* ${result}`;
}

/** Whether a connection that is ACTIVE works, in a few words; that it is there is not yet that it works. */
export function connectedInWords(verification: string | null): { isWell: boolean; headline: string } {
  if (isNotAnswering(verification)) {
    return { isWell: false, headline: 'Connected, but Gong does not answer at this API base URL' };
  }
  if (verification === 'not_allowed') {
    return { isWell: false, headline: 'Connected, but Gong refused what was tested' };
  }
  return { isWell: true, headline: 'Connected' };
}

/** What may have kept somebody from coming back in time, and what to do. */
export const lapsedInWords = [
  'Gong showed “Insufficient permissions”: a Gong *Technical Admin* needs to approve. Ask one of them for help.',
  'Gong showed another error page, such as “Unknown client”: an admin can check the client ID, the redirect URI and the scopes with `/gong-setup`.',
]
  .map((reason) => `• ${reason}`)
  .join('\n');

/**
 * Why somebody turns to the admins. `stuck`: no link can be made; `not_technical_admin`: they ask before they try;
 * `waiting`: while their link waits; `lapsed`, `declined`: after a link that came to nothing.
 */
export type ReasonToAsk =
  | 'not_set_up'
  | 'stuck'
  | 'not_technical_admin'
  | 'company_not_connected'
  | 'waiting'
  | 'lapsed'
  | 'declined';
