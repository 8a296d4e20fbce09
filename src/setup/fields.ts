/** The wizard's inputs, checked field by field. Pure. */

import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import { judgeClientId, judgeClientSecret } from '../gong/credentials.ts';
import { parseScopes, type RefusedScope } from '../gong/scopes.ts';
import { readWorkspaceUrl } from '../gong/workspace-url.ts';
import { choicesOf, type FormValues, textOf } from '../routes.ts';
import { otherScopesBlock, scopesBlock, workspaceUrlBlock } from './choose-view.ts';
import { apiBaseUrlBlock, clientIdBlock, clientSecretBlock } from './register-view.ts';

/** The rest shows once these are corrected. */
const mostRefusedNamed = 3;

/** Either what was meant, or what is wrong by block ID. A credential that was typed is never repeated in it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

export function readChoice(values: FormValues): Reading<{ scopes: string[]; workspaceUrl: string | null }> {
  const errors: Record<string, string> = {};
  const typed = parseScopes(textOf(values, otherScopesBlock));
  if (typed.refused.length > 0) errors[otherScopesBlock] = refusedInWords(typed.refused);
  const scopes = [...new Set([...choicesOf(values, scopesBlock), ...typed.scopes])];
  if (scopes.length === 0) errors[scopesBlock] = 'Choose at least one scope.';

  const workspaceText = textOf(values, workspaceUrlBlock).trim();
  const workspace = workspaceText === '' ? null : readWorkspaceUrl(workspaceText);
  if (workspace && !workspace.ok) errors[workspaceUrlBlock] = workspace.reason;

  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const workspaceUrl = workspace?.ok ? new URL(workspace.workspace.apiPageUrl).origin : null;
  return { ok: true, value: { scopes, workspaceUrl } };
}

export function readCredentials(
  values: FormValues,
): Reading<{ clientId: string; clientSecret: string; apiBaseUrl: string }> {
  const clientId = judgeClientId(textOf(values, clientIdBlock));
  const clientSecret = judgeClientSecret(textOf(values, clientSecretBlock));
  const apiBaseUrl = readApiBaseUrl(values);
  const errors: Record<string, string> = {};
  if (!clientId.ok) errors[clientIdBlock] = clientId.reason;
  if (!clientSecret.ok) errors[blockIdOf(values, clientSecretBlock)] = clientSecret.reason;
  if (!apiBaseUrl.ok) Object.assign(errors, apiBaseUrl.errors);
  if (!clientId.ok || !clientSecret.ok || !apiBaseUrl.ok) return { ok: false, errors };
  if (clientId.value === clientSecret.value) {
    return {
      ok: false,
      errors: { [blockIdOf(values, clientSecretBlock)]: 'This is the client ID again. Press Show secret in Gong.' },
    };
  }
  return {
    ok: true,
    value: { clientId: clientId.value, clientSecret: clientSecret.value, apiBaseUrl: apiBaseUrl.value },
  };
}

export function readApiBaseUrl(values: FormValues): Reading<string> {
  const judgement = judgeApiBaseUrl(textOf(values, apiBaseUrlBlock));
  if (judgement.ok) return { ok: true, value: judgement.url };
  const suggestion = judgement.suggestion === null ? '' : ` Did you mean ${judgement.suggestion}?`;
  return { ok: false, errors: { [apiBaseUrlBlock]: `${judgement.reason}${suggestion}` } };
}

function refusedInWords(refused: readonly RefusedScope[]): string {
  const named = refused.slice(0, mostRefusedNamed).map(({ text, why }) => `“${text}” ${why}.`);
  const more = refused.length - named.length;
  return `${named.join(' ')}${more > 0 ? ` And ${more} more.` : ''} A scope looks like api:calls:read:basic.`;
}

/** The block's whole ID as it stands on the form, with its suffix. */
function blockIdOf(values: FormValues, blockId: string): string {
  return Object.keys(values).find((id) => id === blockId || id.startsWith(`${blockId}:`)) ?? blockId;
}
