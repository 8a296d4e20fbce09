/**
 * Judges the API base URL of a Gong customer. Access tokens are sent there, so only Gong's own API hosts pass:
 * `https://api.gong.io`, or `https://<label>.api.gong.io` with exactly one label.
 */

import { type Address, type GongHost, readAddress, readGongHost } from './address.ts';

/** The API base URL of most customers. Source: Gong API overview. */
export const defaultApiBaseUrl = 'https://api.gong.io';

export type ApiBaseUrlJudgement =
  | { ok: true; url: string }
  | {
      ok: false;
      /** One or two plain sentences. Nothing that was typed is repeated, but for a single character. */
      reason: string;
      /** What was probably meant: itself acceptable. */
      suggestion: string | null;
    };

const userInfoReason = 'There is an @ in front of the host. An address with a user name in it is not safe.';

/**
 * Judges what a person typed or pasted. Accepted URLs come back in one spelling: lower case, without a trailing slash
 * or dot. Everything else is refused, also a harmless `:443`: what is stored has no second spelling. Never throws.
 */
export function judgeApiBaseUrl(text: string): ApiBaseUrlJudgement {
  const reading = readAddress(text);
  if (!reading.ok) return { ok: false, reason: reading.reason, suggestion: null };
  const { address } = reading;
  const gongHost = readGongHost(address.host);
  if (gongHost === null) return { ok: false, reason: foreignHost(address), suggestion: null };
  const url = apiBaseUrlFor(gongHost.label);
  const reason = findFault(address, gongHost);
  return reason === null ? { ok: true, url } : { ok: false, reason, suggestion: url };
}

/** Gives back the API base URL of a customer by the label in front of Gong's hosts; null for the shared one. */
export function apiBaseUrlFor(label: string | null): string {
  return label === null ? defaultApiBaseUrl : `https://${label}.api.gong.io`;
}

/** The first thing wrong with an address on one of Gong's hosts, most telling first. */
function findFault({ scheme, hasUserInfo, hasPort, rest }: Address, { service }: GongHost): string | null {
  if (hasUserInfo) return userInfoReason;
  if (service === 'app') {
    return "This is the address of Gong's web app, as the browser shows it. The API has an address of its own.";
  }
  if (scheme === null) return 'The address must begin with https://.';
  if (scheme !== 'https') return 'The address must begin with https://; anything else is not encrypted.';
  if (hasPort) return 'There is a port (a colon and a number) after the host. Leave it out.';
  if (rest.startsWith('?')) return 'There is a question mark after the host. Leave out everything from there on.';
  if (rest.startsWith('#')) return 'There is a # after the host. Leave out everything from there on.';
  if (rest !== '' && rest !== '/') return 'There is a path after the host. Leave out everything after gong.io.';
  return null;
}

function foreignHost({ host, hasUserInfo }: Address): string {
  if (hasUserInfo) return userInfoReason;
  if (host === '') return 'This is not a web address. It looks like https://api.gong.io.';
  if (isIpAddress(host))
    return "This is an IP address. Gong's API is reached by its name, such as https://api.gong.io.";
  if (host.split('.').some((label) => label.startsWith('xn--'))) {
    return 'This host has letters in it that only look like plain ones.';
  }
  if (host.endsWith('.api.gong.io')) {
    return 'In front of .api.gong.io stands exactly one name, of letters, digits and hyphens.';
  }
  if (host === 'gong.io' || host.endsWith('.gong.io')) {
    return "This is a site of Gong's, but not its API. The API's address ends in api.gong.io.";
  }
  if (host.includes('gong')) return "This only looks like Gong. The address of Gong's API ends in api.gong.io.";
  return "This is not Gong's API. Its address ends in api.gong.io.";
}

/** Every spelling that browsers take for an IP address: dotted, short, octal, hexadecimal, one number, IPv6. */
function isIpAddress(host: string): boolean {
  return host.startsWith('[') || host.includes(':') || /^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*$/.test(host);
}
