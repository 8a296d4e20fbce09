/** The checks of the bot itself: what Slack lets it do, its clock, its database, its looks at connections. Pure. */

import { ago, fail, type Judgement, pass, unasked, unknown } from './check.ts';
import type { Findings } from './findings.ts';
import { neededSlackScopes } from './slack-scopes.ts';

/** Signatures older than this are refused by Slack, by Composio and by the bot. */
const clockToleranceMs = 60_000;
const minuteMs = 60_000;

export function judgeSlackScopes({ slackScopes: asked }: Findings): Judgement {
  const update =
    'Whoever looks after Slack updates the app from manifest.yml at api.slack.com/apps, and installs it again.';
  if (!asked.isAnswered) return unasked('Slack', asked);
  if (asked.answer === null) {
    return unknown(
      'Slack does not say which scopes the bot has.',
      'If something does not work in Slack, whoever looks after it compares the app at api.slack.com/apps with manifest.yml.',
    );
  }
  const held = asked.answer;
  const missing = neededSlackScopes.filter((scope) => !held.includes(scope));
  return missing.length === 0
    ? pass(`All ${neededSlackScopes.length} are there.`)
    : fail(`Missing: ${missing.join(', ')}.`, update);
}

export function judgeClock({ clockAheadMs }: Findings): Judgement {
  if (!clockAheadMs.isAnswered) return unasked('Slack', clockAheadMs);
  const ahead = clockAheadMs.answer;
  if (ahead === null) {
    return unknown(
      'Slack did not say what time it is.',
      'Whoever runs this bot sees to it that NTP sets the machine’s clock.',
    );
  }
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const finding =
    seconds <= 1 ? 'It agrees with Slack’s.' : `It is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} Slack’s.`;
  return Math.abs(ahead) <= clockToleranceMs
    ? pass(finding)
    : fail(
        finding,
        'Whoever runs this bot sets the machine’s clock by NTP: signed requests are refused when it is wrong.',
      );
}

export function judgeDatabase({ database: asked }: Findings): Judgement {
  if (asked.isAnswered) return pass('Something was written to it and taken back.');
  return fail(asked.why, 'Whoever runs this bot looks at the disk and at the rights of the file at DATABASE_PATH.');
}

export function judgeSweep({ sweptAt, checkedAt, checkIntervalMs }: Findings): Judgement {
  if (!sweptAt.isAnswered) return unasked('The database', sweptAt);
  if (sweptAt.answer === null) {
    return unknown(
      'No look at all connections has been completed yet.',
      'Look now, once the checks of Composio are in order.',
      'look_now',
    );
  }
  const sinceMs = checkedAt - sweptAt.answer;
  const finding = `The last complete look began ${ago(sinceMs)}.`;
  // One that is missed is no trouble; Composio was silent, or the bot was, when several are.
  if (sinceMs <= 3 * checkIntervalMs + minuteMs) return pass(finding);
  return fail(
    finding,
    'See whether Composio answers (the checks above). If it does, look now; if that changes nothing, whoever runs this bot looks into its log.',
    'look_now',
  );
}
