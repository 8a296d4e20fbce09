/** "Check setup": every check, judged from what was found out. Pure. */

import { authConfigChecks } from './auth-config-checks.ts';
import { type Check, type Remedy, unasked } from './check.ts';
import type { Findings } from './findings.ts';
import { neededSlackScopes } from './slack-scopes.ts';
import { webhookChecks } from './webhook-checks.ts';

/** Signatures older than this are refused by Slack, by Composio and by the bot. */
const clockToleranceMs = 60_000;
const minuteMs = 60_000;

/** Every check, in the order of the way from Slack to Gong. */
export function checkSetup(findings: Findings): Check[] {
  return [
    slackScopes(findings),
    clock(findings),
    database(findings),
    key(findings),
    ...authConfigChecks(findings),
    probe(findings),
    sweep(findings),
    ...webhookChecks(findings),
  ];
}

function slackScopes({ slackScopes: asked }: Findings): Check {
  const title = 'Slack scopes are those of the manifest';
  if (!asked.isAnswered) return unasked('slack_scopes', title, 'Slack', asked);
  if (asked.answer === null) {
    return { id: 'slack_scopes', title, outcome: 'unknown', finding: 'Slack does not say which scopes the bot has.' };
  }
  const held = asked.answer;
  const missing = neededSlackScopes.filter((scope) => !held.includes(scope));
  if (missing.length === 0)
    return { id: 'slack_scopes', title, outcome: 'pass', finding: `All ${neededSlackScopes.length} are there.` };
  return {
    id: 'slack_scopes',
    title,
    outcome: 'fail',
    finding: `Missing: ${missing.join(', ')}.`,
    fix: 'Whoever looks after Slack updates the app from manifest.yml at api.slack.com/apps, and installs it again.',
  };
}

function clock({ clockAheadMs }: Findings): Check {
  const title = 'The clock is right';
  if (!clockAheadMs.isAnswered) return unasked('clock', title, 'Slack', clockAheadMs);
  const ahead = clockAheadMs.answer;
  if (ahead === null) return { id: 'clock', title, outcome: 'unknown', finding: 'Slack did not say what time it is.' };
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const finding =
    seconds <= 1 ? 'It agrees with Slack’s.' : `It is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} Slack’s.`;
  if (Math.abs(ahead) <= clockToleranceMs) return { id: 'clock', title, outcome: 'pass', finding };
  return {
    id: 'clock',
    title,
    outcome: 'fail',
    finding,
    fix: 'Whoever runs this bot sets the machine’s clock by NTP: signed requests are refused when it is wrong.',
  };
}

function database({ database: asked }: Findings): Check {
  const title = 'The database can be written';
  if (asked.isAnswered)
    return { id: 'database', title, outcome: 'pass', finding: 'A write lock was taken and given back.' };
  return {
    id: 'database',
    title,
    outcome: 'fail',
    finding: asked.why,
    fix: 'Whoever runs this bot looks at the disk and at the rights of the file at DATABASE_PATH.',
  };
}

function key({ key: asked }: Findings): Check {
  const title = 'Composio takes the API key';
  if (asked.isAnswered) {
    const { projectName, projectId } = asked.answer;
    const project = projectName ?? projectId;
    return {
      id: 'api_key',
      title,
      outcome: 'pass',
      finding: project ? `It is of the project ${project}.` : 'It is valid.',
    };
  }
  if (asked.code !== 'key_refused') return unasked('api_key', title, 'Composio', asked);
  return {
    id: 'api_key',
    title,
    outcome: 'fail',
    finding: asked.why,
    fix: 'Whoever runs this bot puts a key of the right Composio project into COMPOSIO_API_KEY and starts the bot again.',
  };
}

function probe({ probe: asked }: Findings): Check {
  const title = 'Gong answers through a connection';
  if (!asked.isAnswered) return unasked('probe', title, 'Composio', asked);
  const unknown = (finding: string): Check => ({ id: 'probe', title, outcome: 'unknown', finding });
  const fail = (finding: string, fix: string, remedy: Remedy): Check => ({
    id: 'probe',
    title,
    outcome: 'fail',
    finding,
    fix,
    remedy,
  });
  switch (asked.answer) {
    case null:
      return unknown('No connection works at this moment, so none could be tried.');
    case 'works':
      return { id: 'probe', title, outcome: 'pass', finding: 'One read call was made, and Gong answered.' };
    case 'over_budget':
      return unknown('Gong was not asked: the bot’s share of the company’s daily calls is used up.');
    case 'skipped':
      return unknown('None of the chosen scopes allows a cheap call.');
    case 'gong_busy':
      return unknown('Gong is getting too many requests just now. Check again in a minute.');
    case 'unanswered':
      return unknown('The call was not answered. Check again in a minute.');
    case 'wrong_base_url':
      return fail(
        'Gong does not answer at the API base URL of the connection that was tried.',
        'Compare the API base URL with the one that Gong shows at Admin centre > API, and reconnect with that one.',
        'change_url',
      );
    case 'not_allowed':
      return fail(
        'Gong answers that the permission does not cover the call.',
        'Tick the same scopes in Gong’s integration as in Change scopes, then have people reconnect.',
        'change_scopes',
      );
    case 'credentials_refused':
      return fail(
        'Gong refuses the credentials of the connection that was tried.',
        'See whether the integration is switched on in Gong and its client secret is still the same; Rotate client secret takes a new one.',
        'rotate',
      );
  }
}

function sweep({ sweptAt, checkedAt, checkIntervalMs }: Findings): Check {
  const title = 'Connections were looked at lately';
  if (sweptAt === null) {
    return { id: 'sweep', title, outcome: 'unknown', finding: 'No look at all connections has been completed yet.' };
  }
  const minutes = Math.floor((checkedAt - sweptAt) / minuteMs);
  const finding = minutes < 1 ? 'Less than a minute ago.' : `${minutes} minute${minutes === 1 ? '' : 's'} ago.`;
  // One that is missed is no trouble; Composio was silent, or the bot was, when several are.
  if (checkedAt - sweptAt <= 3 * checkIntervalMs + minuteMs) return { id: 'sweep', title, outcome: 'pass', finding };
  return {
    id: 'sweep',
    title,
    outcome: 'fail',
    finding,
    fix: 'See whether Composio answers (the checks above). If it does, whoever runs this bot looks into its log.',
  };
}
