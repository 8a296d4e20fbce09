/** From evidence to the likely cause. It never says more than the evidence does: what it cannot tell apart it lists. Pure. */

import { code } from '../block-kit.ts';
import type { Cause } from '../connection.ts';
import type { Diagnosis, IncidentCause } from '../incident.ts';
import { clues, type Evidence } from './clues.ts';
import { rank } from './ranking-rule.ts';

const mostReasons = 3;

/** @param evidence about connections of one auth config that stopped working */
export function classify(evidence: Evidence): Diagnosis {
  const counted = countsInWords(evidence);
  const stated = statedByComposio(evidence);
  if (stated) return diagnosis(stated.cause, stated.isCertain ? 'certain' : 'likely', [...counted, stated.says]);
  if (evidence.affected === 1 && evidence.total > 1) return ofOnePerson(evidence, counted);

  const found = clues.filter((clue) => clue.isThere(evidence));
  const { ranked, isAhead } = rank(found);
  const [first] = ranked;
  const lines = [
    ...counted,
    ...(evidence.authConfig === 'disabled' ? [disabledToo] : []),
    ...found.map(({ says }) => says),
  ];
  // Alone on its auth config, one broken connection may be one person's matter just as well.
  const isAlone = evidence.affected === 1;
  const candidates = isAlone && !isAhead ? (['one_person', ...ranked] as const) : ranked;
  if (isAhead) return { cause: first, confidence: 'likely', candidates, evidence: lines };
  return { cause: candidates[0] ?? first, confidence: 'possible', candidates, evidence: lines };
}

/** What Composio does not answer looks the same for everybody. @param failures why, by the bot's own codes */
export function classifySilence(given: { sweeps: number; failures: readonly string[] }): Diagnosis {
  const refused = given.failures.every((failure) => failure === 'key_refused');
  return diagnosis('composio_silent', 'certain', [
    `${given.sweeps} looks at all connections failed one after the other.`,
    refused
      ? 'Composio answers, and refuses the API key.'
      : `What came back: ${[...new Set(given.failures)].map((failure) => silenceInWords[failure] ?? code(failure)).join(', ')}.`,
  ]);
}

function ofOnePerson(evidence: Evidence, counted: readonly string[]): Diagnosis {
  const others = evidence.total - 1;
  const isRevoked = (evidence.causes.revoked ?? 0) > 0;
  return diagnosis('one_person', isRevoked ? 'certain' : 'likely', [
    ...counted,
    `${others === 1 ? 'The other connection' : `The ${others} other connections`} of the same setup still work${others === 1 ? 's' : ''}.`,
  ]);
}

/**
 * What Composio says in so many words needs no guess. A disabled auth config explains only those connections that
 * nothing else ails: what expired before it was disabled stays expired when it is enabled again.
 */
function statedByComposio({
  authConfig,
  causes,
  affected,
}: Evidence): { cause: IncidentCause; isCertain: boolean; says: string } | null {
  if (authConfig === 'gone') {
    return {
      cause: 'auth_config_gone',
      isCertain: true,
      says: 'Composio no longer has the auth config: somebody deleted it.',
    };
  }
  const [main] = [...causesOf(causes)].sort(([, a], [, b]) => b - a);
  const counted = causesOf(causes).reduce((sum, [, count]) => sum + count, 0);
  if (!main || main[1] * 2 <= counted) return null;
  if (authConfig === 'disabled' && main[0] === 'auth_config_disabled') {
    return { cause: 'auth_config_disabled', isCertain: true, says: 'Composio says that the auth config is disabled.' };
  }
  const stated = affected > 1 || main[0] === 'auth_config_disabled' ? statements[main[0]] : undefined;
  return stated ? { ...stated } : null;
}

const statements: Partial<Record<Cause, { cause: IncidentCause; isCertain: boolean; says: string }>> = {
  // Composio does not say so of the auth config itself at this moment: it did of its connections.
  auth_config_disabled: {
    cause: 'auth_config_disabled',
    isCertain: false,
    says: 'Composio says of the connections that their auth config is disabled.',
  },
  deleted: {
    cause: 'accounts_deleted',
    isCertain: true,
    says: 'Composio answers that the connected accounts are gone.',
  },
  disabled: {
    cause: 'accounts_paused',
    isCertain: true,
    says: 'Composio says that the connected accounts are disabled.',
  },
  revoked: { cause: 'accounts_revoked', isCertain: true, says: 'Composio says that the permissions were revoked.' },
};

const disabledToo = 'Composio says that the auth config is disabled, too: nobody can reconnect before it is enabled.';

function countsInWords({ affected, total, spanMs, reasons }: Evidence): string[] {
  const minutes = Math.max(1, Math.round(spanMs / 60_000));
  const span = minutes === 1 ? 'a minute' : minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  const when = affected > 1 ? ` within ${span}` : '';
  const said = Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostReasons)
    .map(([reason, count]) => `${code(reason.slice(0, 120))}${affected > 1 ? ` (${count})` : ''}`);
  return [
    `${affected} of ${total} connection${total === 1 ? '' : 's'} stopped working${when}.`,
    ...(said.length > 0 ? [`Composio’s reason: ${said.join(', ')}.`] : []),
  ];
}

function causesOf(causes: Evidence['causes']): [Cause, number][] {
  return Object.entries(causes) as [Cause, number][];
}

function diagnosis(cause: IncidentCause, confidence: Diagnosis['confidence'], evidence: string[]): Diagnosis {
  return { cause, confidence, candidates: [cause], evidence };
}

const silenceInWords: Readonly<Record<string, string>> = {
  down: 'no answer, or one that says it is in trouble',
  slow: 'no answer in time',
  rate_limited: 'too many requests from this organization',
  unreadable: 'answers that cannot be read',
  key_refused: 'the API key is refused',
  not_found: 'that it does not know the auth config',
  bad_request: 'that it does not take the request',
};
