/** Reads the address of a company's Gong, as copied from the browser, for a link straight to the right page of it. */

import { readAddress, readGongHost } from './address.ts';
import { apiBaseUrlFor } from './api-base-url.ts';

export interface GongWorkspace {
  /** The company's own label (`us-35894`); null at the address that all companies share. */
  readonly label: string | null;
  /** Admin centre > Settings > Ecosystem > API, where integrations are created. */
  readonly apiPageUrl: string;
  /** A good guess to put into the form; Gong's API page shows the true one. */
  readonly likelyApiBaseUrl: string;
}

export type WorkspaceReading = { ok: true; workspace: GongWorkspace } | { ok: false; reason: string };

/** The workspace of somebody who did not say which: Gong leads them to their own after signing in. */
export const sharedWorkspace: GongWorkspace = workspaceFor(null);

/**
 * Reads any page's address, with or without `https://`, with whatever follows the host. A customer's own API address
 * names the workspace as well; the one that all customers share says nothing. Never throws.
 */
export function readWorkspaceUrl(text: string): WorkspaceReading {
  const reading = readAddress(text);
  if (!reading.ok) return reading;
  const { scheme, host, hasUserInfo, hasPort } = reading.address;
  const gongHost = readGongHost(host);
  if (gongHost === null || hasUserInfo || hasPort) {
    return {
      ok: false,
      reason: "This is not the address of Gong's web app. It looks like https://us-35894.app.gong.io.",
    };
  }
  if (scheme !== null && scheme !== 'https' && scheme !== 'http') {
    return { ok: false, reason: 'The address must begin with https://.' };
  }
  if (gongHost.service === 'api' && gongHost.label === null) {
    return {
      ok: false,
      reason:
        "This is the address of Gong's API. The workspace URL is what your browser shows while you use Gong, such as https://us-12345.app.gong.io.",
    };
  }
  return { ok: true, workspace: workspaceFor(gongHost.label) };
}

function workspaceFor(label: string | null): GongWorkspace {
  const host = label === null ? 'app.gong.io' : `${label}.app.gong.io`;
  return { label, apiPageUrl: `https://${host}/company/api`, likelyApiBaseUrl: apiBaseUrlFor(label) };
}
