/**
 * Takes a pasted web address apart by hand. `new URL` is no judge: it quietly drops tabs, turns back slashes round
 * and maps look-alike letters to plain ones, so a dangerous address comes out looking like a good one.
 */

import { findStrayCharacter, trimPasted } from './pasted-text.ts';

export interface Address {
  /** Lower case, without `://`; null when there was none. */
  readonly scheme: string | null;
  readonly hasUserInfo: boolean;
  /** Lower case, without one trailing dot. */
  readonly host: string;
  readonly hasPort: boolean;
  /** Path, query and fragment: '' or beginning with `/`, `?` or `#`. */
  readonly rest: string;
}

export type AddressReading = { ok: true; address: Address } | { ok: false; reason: string };

/** What a host of Gong's is for: `app` is what people see in the browser, `api` is what programs call. */
export interface GongHost {
  readonly service: 'api' | 'app';
  /** The customer's own label (`us-35894`); null for the host that all customers share. */
  readonly label: string | null;
}

const longestAddress = 2000;
const shape = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)(.*)$/i;
const gongHostPattern = /^(?:([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.)?(api|app)\.gong\.io$/;

/** Reads `text` as an address; a reason, as a sentence, when it is not one at all. Never throws. */
export function readAddress(text: string): AddressReading {
  const pasted = trimPasted(text);
  if (pasted === '') return { ok: false, reason: 'Nothing was entered.' };
  if (pasted.length > longestAddress) return { ok: false, reason: 'This is far too long for an address.' };
  const stray = findStrayCharacter(pasted);
  if (stray !== null) {
    const { position, name } = stray;
    return { ok: false, reason: `Character ${position} is ${name}, which does not belong in an address.` };
  }

  const [, scheme, authority = '', rest = ''] = shape.exec(pasted) ?? [];
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:[^:\]]*$/.exec(hostAndPort)?.[0] ?? '';
  const host = hostAndPort.slice(0, hostAndPort.length - port.length).toLowerCase();
  return {
    ok: true,
    address: {
      scheme: scheme?.toLowerCase() ?? null,
      hasUserInfo: authority.includes('@'),
      host: host.endsWith('.') ? host.slice(0, -1) : host,
      hasPort: port !== '',
      rest,
    },
  };
}

/** Gives back which of Gong's hosts this is; null for every other host, punycode labels included. */
export function readGongHost(host: string): GongHost | null {
  const found = gongHostPattern.exec(host);
  if (found === null || found[1]?.startsWith('xn--')) return null;
  return { service: found[2] === 'api' ? 'api' : 'app', label: found[1] ?? null };
}
