/** The checks of the auth config: there, enabled, for Gong, and byte for byte what the setup says. Pure. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import { type Check, unasked } from './check.ts';
import type { Findings } from './findings.ts';

type Judge = (config: AuthConfigFacts, findings: Findings) => Pick<Check, 'outcome' | 'finding' | 'fix' | 'remedy'>;

const checks: ReadonlyArray<{ id: string; title: string; judge: Judge }> = [
  {
    id: 'auth_config_there',
    title: 'The auth config is in the key’s project',
    judge: ({ authConfigId }) => ({ outcome: 'pass', finding: `${authConfigId} was found with this key.` }),
  },
  {
    id: 'auth_config_enabled',
    title: 'The auth config is enabled',
    judge: ({ isEnabled }) =>
      isEnabled
        ? { outcome: 'pass', finding: 'It is.' }
        : {
            outcome: 'fail',
            finding: 'It is disabled, so nobody’s connection works.',
            fix: 'Enable it: connections go on by themselves.',
            remedy: 'enable',
          },
  },
  {
    id: 'toolkit',
    title: 'The auth config is for Gong',
    judge: ({ toolkit }) => judgeText(toolkit, 'gong', 'The auth config belongs to another toolkit.'),
  },
  {
    id: 'auth_scheme',
    title: 'The auth config uses OAUTH2',
    judge: ({ authScheme }) => judgeText(authScheme, 'OAUTH2', 'Personal links and consent need OAUTH2.'),
  },
  {
    id: 'redirect_uri',
    title: 'The redirect URI is the one that was registered',
    judge: ({ redirectUri }, { setup }) => {
      if (redirectUri === null) {
        return { outcome: 'unknown', finding: `Composio does not show it. The setup says ${setup.redirectUri}.` };
      }
      return redirectUri === setup.redirectUri
        ? { outcome: 'pass', finding: `Byte for byte: ${redirectUri}` }
        : {
            outcome: 'fail',
            finding: `Composio sends ${redirectUri}, the setup says ${setup.redirectUri}.`,
            fix: 'Register the one that Composio sends in Gong’s integration: Gong takes several.',
            remedy: 'open_gong',
          };
    },
  },
  {
    id: 'scopes',
    title: 'The scopes are the ones that were chosen',
    judge: ({ scopes }, { setup }) => {
      const missing = setup.scopes.filter((scope) => !scopes.includes(scope));
      const more = scopes.filter((scope) => !setup.scopes.includes(scope));
      if (missing.length === 0 && more.length === 0) {
        return { outcome: 'pass', finding: `All ${scopes.length} are in the auth config, and no others.` };
      }
      // An auth config that shows none at all may only be keeping them to itself.
      if (scopes.length === 0) return { outcome: 'unknown', finding: 'Composio does not show the scopes.' };
      const parts = [
        ...(missing.length > 0 ? [`Missing in Composio: ${missing.join(', ')}.`] : []),
        ...(more.length > 0 ? [`Only in Composio: ${more.join(', ')}.`] : []),
      ];
      return {
        outcome: 'fail',
        finding: parts.join(' '),
        fix: 'Change scopes shows both sides and mends them.',
        remedy: 'change_scopes',
      };
    },
  },
];

const gone =
  'Composio does not know it with this key: it was deleted there, or the key is of another project. Start over in /gong-setup makes a new one, or the right key finds the old one.';

/** @returns the checks of the auth config, and the shape of the API base URL beside them */
export function authConfigChecks(findings: Findings): Check[] {
  const { authConfig: asked, setup } = findings;
  const judged = checks.map(({ id, title, judge }): Check => {
    if (!asked.isAnswered) return unasked(id, title, 'Composio', asked);
    if (asked.answer !== null) return { id, title, ...judge(asked.answer, findings) };
    return id === 'auth_config_there'
      ? { id, title, outcome: 'fail', finding: `${setup.authConfigId} is not there.`, fix: gone }
      : { id, title, outcome: 'unknown', finding: 'There is no auth config to look at.' };
  });
  return [...judged, baseUrl(setup.apiBaseUrl)];
}

function judgeText(said: string | null, wanted: string, why: string): ReturnType<Judge> {
  if (said === null) return { outcome: 'unknown', finding: 'Composio does not say.' };
  return said.toLowerCase() === wanted.toLowerCase()
    ? { outcome: 'pass', finding: `It says ${said}.` }
    : { outcome: 'fail', finding: `It says ${said}. ${why}`, fix: 'Set Gong up anew with Start over in /gong-setup.' };
}

function baseUrl(url: string): Check {
  const judgement = judgeApiBaseUrl(url);
  const common = { id: 'base_url', title: 'The API base URL has the right shape' };
  if (judgement.ok) return { ...common, outcome: 'pass', finding: judgement.url };
  return {
    ...common,
    outcome: 'fail',
    finding: judgement.reason,
    fix: 'Set Gong up anew with the API base URL that Gong shows.',
  };
}
