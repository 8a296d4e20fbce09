/** The checks of the auth config: there, enabled, for Gong, and byte for byte what the setup says. Pure. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { type Check, fail, type Judgement, pass, unasked, unknown } from './check.ts';
import type { Findings } from './findings.ts';
import { setUpAnew } from './gong-checks.ts';

const checks: ReadonlyArray<{
  id: string;
  title: string;
  judge: (config: AuthConfigFacts, findings: Findings) => Judgement;
}> = [
  {
    id: 'auth_config_there',
    title: 'The auth config is in the key’s project',
    judge: ({ authConfigId }) => pass(`${authConfigId} was found with this key.`),
  },
  {
    id: 'auth_config_enabled',
    title: 'The auth config is enabled',
    judge: ({ isEnabled }, { isPaused }) => {
      if (isEnabled) return pass('It is.');
      return isPaused.isAnswered && isPaused.answer
        ? fail(
            'It is disabled, because Gong is paused.',
            'Press Resume in /gong-setup, or enable it here, which ends the pause.',
            'enable',
          )
        : fail(
            'It is disabled, so nobody’s connection works.',
            'Enable it: connections go on by themselves.',
            'enable',
          );
    },
  },
  {
    id: 'toolkit',
    title: 'The auth config is for Gong',
    judge: ({ toolkit }, findings) =>
      judgeText(findings, toolkit, 'gong', 'The auth config belongs to another toolkit.'),
  },
  {
    id: 'auth_scheme',
    title: 'The auth config uses OAUTH2',
    judge: ({ authScheme }, findings) =>
      judgeText(findings, authScheme, 'OAUTH2', 'Personal links and consent need OAUTH2.'),
  },
  {
    id: 'redirect_uri',
    title: 'The redirect URI in Composio is the one that the setup says',
    judge: ({ redirectUri }, { setup }) => judgeRedirectUri(redirectUri ?? '', setup.redirectUri),
  },
  {
    id: 'scopes',
    title: 'The scopes are the ones that were chosen',
    judge: ({ scopes }, { setup }) => judgeScopes(scopes, setup.scopes),
  },
];

/** @returns the checks of the auth config */
export function authConfigChecks(findings: Findings): Check[] {
  const { authConfig: asked, setup } = findings;
  return checks.map(({ id, title, judge }): Check => {
    if (!asked.isAnswered) return { id, title, ...unasked('Composio', asked) };
    if (asked.answer !== null) return { id, title, ...judge(asked.answer, findings) };
    if (id === 'auth_config_there') return { id, title, ...judgeGone(findings, setup.authConfigId) };
    const first = 'First mend “The auth config is in the key’s project”.';
    return { id, title, ...unknown('There is no auth config to look at.', first) };
  });
}

function judgeGone(findings: Findings, authConfigId: string): Judgement {
  const { fix, remedy } = setUpAnew(findings);
  const sooner =
    remedy === 'remove'
      ? ' Or check again in a few minutes: once nobody counts as connected, Start over is offered here.'
      : '';
  return fail(
    `Composio does not know ${authConfigId} with this key: it was deleted there, or the key is of another project.`,
    `If it was deleted: ${fix}${sooner} If the key is of another project, whoever runs this bot puts the right one into COMPOSIO_API_KEY and starts the bot again.`,
    remedy,
  );
}

function judgeText(findings: Findings, said: string | null, wanted: string, why: string): Judgement {
  if (said === null) {
    return unknown('Composio does not say.', `Look at the auth config in Composio: it should say ${wanted}.`);
  }
  if (said.toLowerCase() === wanted.toLowerCase()) return pass(`It says ${said}.`);
  const { fix, remedy } = setUpAnew(findings);
  return fail(`It says ${said}. ${why}`, fix, remedy);
}

/** Either may be empty: Composio masks it, or never said it of an auth config that was taken over. */
function judgeRedirectUri(inComposio: string, registered: string): Judgement {
  if (inComposio === '') {
    return unknown(
      `Composio does not show it.${registered === '' ? '' : ` The setup says ${registered}.`}`,
      'Compare the one in Gong’s integration with the one that the auth config shows in Composio: they must be equal, byte by byte.',
      'open_gong',
    );
  }
  if (registered === '') {
    return unknown(
      `Composio sends ${inComposio}. Which one is registered in Gong nobody has said here: the auth config was taken over as it was.`,
      'See whether exactly that one stands in Gong’s integration.',
      'open_gong',
    );
  }
  return inComposio === registered
    ? pass(`Byte for byte: ${inComposio}`)
    : fail(
        `Composio sends ${inComposio}, the setup says ${registered}.`,
        'Register the one that Composio sends in Gong’s integration: Gong takes several.',
        'open_gong',
      );
}

/** Either may be empty: Composio keeps them to itself, or did when the auth config was taken over. */
function judgeScopes(inComposio: readonly string[], chosen: readonly string[]): Judgement {
  if (inComposio.length === 0) {
    return unknown(
      'Composio does not show the scopes.',
      'Change scopes writes those that you choose to Composio, if you want to be sure.',
      'change_scopes',
    );
  }
  if (chosen.length === 0) {
    return unknown(
      `In Composio: ${inComposio.join(', ')}. Nobody has chosen any here: the auth config was taken over as it was.`,
      'Choose the same in Change scopes, and they are compared from then on.',
      'change_scopes',
    );
  }
  const missing = chosen.filter((scope) => !inComposio.includes(scope));
  const more = inComposio.filter((scope) => !chosen.includes(scope));
  if (missing.length === 0 && more.length === 0) {
    return pass(`All ${inComposio.length} are in the auth config, and no others.`);
  }
  const parts = [
    ...(missing.length > 0 ? [`Missing in Composio: ${missing.join(', ')}.`] : []),
    ...(more.length > 0 ? [`Only in Composio: ${more.join(', ')}.`] : []),
  ];
  return fail(parts.join(' '), 'Change scopes shows both sides and mends them.', 'change_scopes');
}
