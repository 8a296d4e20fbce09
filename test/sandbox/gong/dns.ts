/**
 * The sandbox's DNS. Everybody in the sandbox speaks of Gong and Composio by their public URLs, byte for byte; only when
 * a request is really made, or a browser is really sent somewhere, does this table say which loopback server stands in.
 */

export interface SandboxDns {
  /** Host names as registered, with the origin that stands in for each. */
  readonly table: ReadonlyMap<string, string>;
  /** Lets `origin` (`http://127.0.0.1:4010`) stand in for `host`; `*.gong.io` is any one label in front of `.gong.io`. */
  set(host: string, origin: string): void;
  /** The URL to really ask, or null for a host that does not exist here. Loopback URLs are their own answer. */
  resolve(url: string | URL): URL | null;
}

/** An empty table. */
export function createSandboxDns(): SandboxDns {
  const table = new Map<string, string>();
  const originOf = (host: string): string | undefined => table.get(host) ?? table.get(host.replace(/^[^.]+\./, '*.'));
  return {
    table,
    set: (host, origin) => {
      table.set(host.toLowerCase(), origin);
    },
    resolve: (asked) => {
      if (!URL.canParse(String(asked))) return null;
      const url = new URL(asked);
      if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return url;
      const origin = originOf(url.hostname);
      // A browser fills in the fragment by itself; everything else of the public URL stays as it was.
      return origin === undefined ? null : new URL(`${url.pathname}${url.search}${url.hash}`, origin);
    },
  };
}
