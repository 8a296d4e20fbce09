/** Why a link that somebody used did not connect: as much as Composio's reason tells, and what to do. Pure. */

/**
 * `setup`: approved, and then the code was not exchanged, which takes the client ID, the client secret and the redirect
 * URI that Gong has; `consent`: it was not approved; `unsaid`: nothing tells.
 */
export type Refusal = 'setup' | 'consent' | 'unsaid';

/** @param reason Composio's status reason (Composio: "Connected accounts"), which is matched loosely */
export function refusalOf(reason: string | null): Refusal {
  if (reason === null) return 'unsaid';
  if (/token exchange|invalid_client|redirect_uri/i.test(reason)) return 'setup';
  return /denied|declined/i.test(reason) ? 'consent' : 'unsaid';
}

const approval = [
  '*Deny was pressed* in Gong: get a new link and press Allow.',
  '*You are not a Gong Technical Admin*: ask one of them to help.',
];
const setup =
  '*The client ID, the client secret or the redirect URI differs* between Gong and the setup: an admin can check them with `/gong-setup`.';

const forRep =
  'You did your part. Gong then most likely did not take the client ID, the client secret or the redirect URI of this setup: *an admin needs to look at the setup*, and until then another link fails in the same way.';
const forAdmin =
  'It was approved, and Composio could not complete it: most likely the client ID, the client secret or the redirect URI there is not the one that Gong has. Until that is mended, another link fails in the same way.';

/** What happened and what to do, as mrkdwn. @param isForAdmin whoever was to approve looks after the setup as well */
export function refusalInWords(reason: string | null, isForAdmin = false): string {
  switch (refusalOf(reason)) {
    case 'setup':
      return isForAdmin ? forAdmin : forRep;
    case 'consent':
      return `This can mean:\n${bullets(approval)}`;
    case 'unsaid':
      return `This can mean:\n${bullets([...approval, setup])}`;
  }
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n');
}
