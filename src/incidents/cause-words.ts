/** Causes in words, for admins. Pure. */

import type { Confidence, Diagnosis, IncidentCause } from '../incident.ts';

interface CauseWords {
  /** A clause that fits behind "the likely cause: ". */
  cause: string;
  /** What to do now. */
  now: string;
}

export const causeWords: Readonly<Record<IncidentCause, CauseWords>> = {
  one_person: {
    cause: 'one person’s permission was withdrawn in Gong or in Composio',
    now: 'They were told and can reconnect by themselves.',
  },
  secret_changed: {
    cause: 'the client secret was changed in Gong',
    now: 'Put the new secret into the setup. Composio cannot renew anybody’s permission with the old one.',
  },
  integration_off: {
    cause: 'the integration was disabled or deleted in Gong',
    now: 'Open Admin centre &gt; API &gt; INTEGRATIONS in Gong. If the integration is there, enable it; then one of you reconnects first. If it is gone, create it again, and press *New client ID and secret*: one of you reconnects first there, too.',
  },
  approver_left: {
    cause: 'the Technical Admin who approved the integration has left Gong or lost that role',
    now: 'Somebody who is a Technical Admin of Gong now has to connect. One of you tries it first.',
  },
  auth_config_disabled: {
    cause: 'the auth config is disabled in Composio',
    now: 'Enable it. Everybody’s connection then works again by itself.',
  },
  auth_config_gone: {
    cause: 'the auth config was deleted in Composio',
    now: 'It cannot be brought back. Set Gong up again; everybody then connects anew.',
  },
  accounts_deleted: {
    cause: 'the connected accounts were deleted in Composio',
    now: 'Find out who deleted them (Composio keeps an audit log). Nothing is in the way of reconnecting, so people are told now.',
  },
  accounts_paused: {
    cause: 'the connected accounts were paused in Composio',
    now: 'If that was not meant, enable them there: the connections then work again by themselves.',
  },
  accounts_revoked: {
    cause: 'the permissions were revoked through Composio',
    now: 'Find out who revoked them and why. If people may connect again, ask everybody to reconnect.',
  },
  composio_silent: {
    cause: 'Composio does not answer',
    now: 'Nothing has to be done here unless it lasts. Nobody’s connection is thought broken meanwhile, and nobody was told.',
  },
};

/** Composio refuses the key: the one kind of silence that somebody here has to end. */
export const keyRefusedNow =
  'Whoever runs the bot has to check COMPOSIO_API_KEY: it must be a key of this project that is still valid. Nobody’s connection is thought broken meanwhile, and nobody was told.';

/** One sentence about the cause, no surer than the evidence. */
export function diagnosisInWords({ cause, confidence, candidates }: Diagnosis): string {
  const known = causeWords[cause].cause;
  if (confidence !== 'possible') return `${leads[confidence]} ${known}.`;
  const listed = candidates.map((one, index) => `${index + 1}. ${causeWords[one].cause}`).join('; ');
  return `It may be one of these, the most usual first: ${listed}.`;
}

const leads: Record<Exclude<Confidence, 'possible'>, string> = {
  certain: 'The cause:',
  likely: 'The likely cause:',
};

/** The cause as a part of a line such as the hub's. */
export function causeInShort({ cause, confidence }: Diagnosis): string {
  if (confidence === 'certain') return causeWords[cause].cause;
  return confidence === 'likely'
    ? `probably ${causeWords[cause].cause}`
    : `why is not certain; most often ${causeWords[cause].cause}`;
}
