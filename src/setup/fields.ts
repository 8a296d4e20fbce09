/** The wizard's inputs, checked field by field. Pure. */

import { judgeApiBaseUrl } from '../gong/api-base-url.ts';
import { judgeClientId, judgeClientSecret } from '../gong/credentials.ts';
import { readWorkspaceUrl } from '../gong/workspace-url.ts';
import { type FormValues, textOf } from '../routes.ts';
import { clientSecretBlock } from '../secret-page/secret-fields.ts';
import { workspaceUrlBlock } from './choose-view.ts';
import { apiBaseUrlBlock, clientIdBlock } from './register-view.ts';
import { readScopes } from './scope-fields.ts';

/** Either what was meant, or what is wrong by block ID. A credential that was typed is never repeated in it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

export function readChoice(values: FormValues): Reading<{ scopes: string[]; workspaceUrl: string | null }> {
  const scopes = readScopes(values);
  const errors: Record<string, string> = scopes.ok ? {} : { ...scopes.errors };

  const workspaceText = textOf(values, workspaceUrlBlock).trim();
  const workspace = workspaceText === '' ? null : readWorkspaceUrl(workspaceText);
  if (workspace && !workspace.ok) errors[workspaceUrlBlock] = workspace.reason;

  if (!scopes.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  const workspaceUrl = workspace?.ok ? new URL(workspace.workspace.apiPageUrl).origin : null;
  return { ok: true, value: { scopes: scopes.value, workspaceUrl } };
}

export interface Credentials {
  clientId: string;
  /** null: the form has no input for it, since it is typed on a page outside Slack. */
  clientSecret: string | null;
  apiBaseUrl: string;
}

export function readCredentials(values: FormValues): Reading<Credentials> {
  const clientId = judgeClientId(textOf(values, clientIdBlock));
  const secretInput = Object.keys(values).find((id) => id.startsWith(`${clientSecretBlock}:`));
  const clientSecret = secretInput === undefined ? null : judgeClientSecret(textOf(values, clientSecretBlock));
  const apiBaseUrl = readApiBaseUrl(values);
  const errors: Record<string, string> = {};
  if (!clientId.ok) errors[clientIdBlock] = clientId.reason;
  if (secretInput !== undefined && clientSecret?.ok === false) errors[secretInput] = clientSecret.reason;
  if (!apiBaseUrl.ok) Object.assign(errors, apiBaseUrl.errors);
  if (!clientId.ok || clientSecret?.ok === false || !apiBaseUrl.ok) return { ok: false, errors };
  const secret = clientSecret?.value ?? null;
  if (secretInput !== undefined && clientId.value === secret) {
    return { ok: false, errors: { [secretInput]: isClientIdAgain } };
  }
  return { ok: true, value: { clientId: clientId.value, clientSecret: secret, apiBaseUrl: apiBaseUrl.value } };
}

export const isClientIdAgain = 'This is the client ID again. Press Show secret in Gong.';

export function readApiBaseUrl(values: FormValues): Reading<string> {
  const judgement = judgeApiBaseUrl(textOf(values, apiBaseUrlBlock));
  if (judgement.ok) return { ok: true, value: judgement.url };
  const suggestion = judgement.suggestion === null ? '' : ` Did you mean ${judgement.suggestion}?`;
  return { ok: false, errors: { [apiBaseUrlBlock]: `${judgement.reason}${suggestion}` } };
}
