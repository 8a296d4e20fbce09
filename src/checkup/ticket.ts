/** The check as a text to paste into a ticket: IDs and findings, nothing secret. Pure. */

import type { Check } from './check.ts';
import type { Findings } from './findings.ts';

const marks = { pass: 'PASS', fail: 'FAIL', unknown: '????' } as const;

export function buildTicket({ setup, mode, checkedAt }: Findings, checks: readonly Check[]): string {
  const count = (outcome: Check['outcome']): number => checks.filter((check) => check.outcome === outcome).length;
  return [
    `Gong Connect, setup checked ${new Date(checkedAt).toISOString()}`,
    `Slack team ${setup.teamId}, auth config ${setup.authConfigId}, people connect: ${mode ?? 'not known'}`,
    `${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} not known`,
    '',
    'The bot cannot look into Gong’s Admin centre: what is set there shows only when somebody connects.',
    '',
    ...checks.flatMap((check) => [
      `${marks[check.outcome]} ${check.id}: ${check.finding}`,
      ...(check.outcome === 'pass' ? [] : [`     do: ${check.fix}`]),
    ]),
  ].join('\n');
}
