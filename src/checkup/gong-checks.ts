/** The checks of the way to Gong: the API key, one call through a connection, and the shape of the API base URL. Pure. */

import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import { companyOwner } from '../model.ts';
import { fail, type Judgement, pass, type Remedy, unasked, unknown } from './check.ts';
import type { Findings } from './findings.ts';

export function judgeKey({ key: asked }: Findings): Judgement {
  if (asked.isAnswered) {
    const { projectName, projectId } = asked.answer;
    const project = projectName ?? projectId;
    return pass(project ? `It is valid, and belongs to the Composio project ${project}.` : 'It is valid.');
  }
  if (asked.code !== 'key_refused') return unasked('Composio', asked);
  return fail(
    asked.why,
    'Whoever runs this bot puts a key of the right Composio project into COMPOSIO_API_KEY and starts the bot again.',
  );
}

export function judgeProbe(findings: Findings): Judgement {
  const { probe: asked, mode } = findings;
  if (!asked.isAnswered) return unasked('Composio', asked);
  if (asked.answer === null) {
    const nobody = 'No connection works at this moment, so none could be tried.';
    return mode === 'company'
      ? unknown(nobody, 'Make the company connection under How people connect, then check again.', 'how_people_connect')
      : unknown(nobody, 'Connect Gong yourself, or invite somebody, then check again.', 'connect');
  }
  const { outcome, owner } = asked.answer;
  switch (outcome) {
    case 'works':
      return pass('One read call was made, and Gong answered.');
    case 'paused':
      return unknown('Gong is paused, so no call was made.', 'Press Resume in /gong-setup, then check again.');
    case 'over_budget':
      return unknown(
        'Gong was not asked: the bot’s share of the company’s daily calls is used up.',
        'Check again tomorrow: calls count for 24 hours.',
      );
    case 'skipped':
      return unknown(
        'None of the chosen scopes allows a cheap call.',
        'If you want it to be tried, add api:workspaces:read, which shows nobody’s data.',
        'change_scopes',
      );
    case 'gong_busy':
      return unknown('Gong is getting too many requests just now.', 'Check again in a minute.');
    case 'unanswered':
      return unknown('The call was not answered.', 'Check again in a minute.');
    case 'wrong_base_url':
      return fail(
        'Gong does not answer at the API base URL of the connection that was tried.',
        ...otherUrl(owner, findings.checkedBy),
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

/** Whoever has the connection can give it another URL; an admin can for the company's, and remind the others. */
function otherUrl(owner: string, checkedBy: string): [fix: string, remedy: Remedy] {
  const compare = 'Compare the API base URL with the one that Gong shows at Admin centre > API';
  if (owner === companyOwner) return [`${compare}, and reconnect the company with that one.`, 'change_company_url'];
  if (owner === checkedBy) return [`${compare}, and reconnect with that one.`, 'change_url'];
  return [
    `${compare}. The connection is somebody else’s: who does not work stands in the roster, and reconnects with that one.`,
    'roster',
  ];
}

export function judgeBaseUrl(findings: Findings): Judgement {
  const judgement = judgeApiBaseUrl(findings.setup.apiBaseUrl);
  if (judgement.ok) return pass(judgement.url);
  const { fix, remedy } = setUpAnew(findings, 'type the API base URL that Gong shows');
  return fail(judgement.reason, fix, remedy);
}

/**
 * How Gong can be set up anew: while somebody is connected only by taking it away first, which the hub offers then.
 * @param and what to do in the wizard, as the rest of a sentence
 */
export function setUpAnew({ isInUse }: Findings, and?: string): { fix: string; remedy: Remedy } {
  const then = and === undefined ? '' : `, and ${and}`;
  return isInUse.isAnswered && !isInUse.answer
    ? { fix: `Start over${then}. What is set up now stays until the new setup is saved.`, remedy: 'start_over' }
    : {
        fix: `Remove Gong, which ends every connection, type /gong-setup to set it up anew${then}.`,
        remedy: 'remove',
      };
}
