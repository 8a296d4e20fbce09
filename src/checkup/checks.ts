/** "Check setup": every check, judged from what was found out. Pure. */

import { authConfigChecks } from './auth-config-checks.ts';
import type { Check } from './check.ts';
import type { Findings } from './findings.ts';
import { judgeBaseUrl, judgeKey, judgeProbe } from './gong-checks.ts';
import { judgeClock, judgeDatabase, judgeSlackScopes, judgeSweep } from './own-checks.ts';
import { judgeReachable, judgeSubscription } from './webhook-checks.ts';

/** Every check, in the order of the way from Slack to Gong. */
export function checkSetup(findings: Findings): Check[] {
  return [
    { id: 'slack_scopes', title: 'Slack scopes are those of the manifest', ...judgeSlackScopes(findings) },
    { id: 'clock', title: 'The clock is right', ...judgeClock(findings) },
    { id: 'database', title: 'The database can be written', ...judgeDatabase(findings) },
    { id: 'api_key', title: 'Composio takes the API key', ...judgeKey(findings) },
    ...authConfigChecks(findings),
    { id: 'base_url', title: 'The API base URL has the right shape', ...judgeBaseUrl(findings) },
    { id: 'probe', title: 'Gong answers through a connection', ...judgeProbe(findings) },
    { id: 'sweep', title: 'Connections were looked at lately', ...judgeSweep(findings) },
    { id: 'webhook_reachable', title: 'The bot’s public address leads to it', ...judgeReachable(findings) },
    { id: 'webhook_subscribed', title: 'Composio sends its webhook here', ...judgeSubscription(findings) },
  ];
}
