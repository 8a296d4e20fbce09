/** The page's own files, read from this folder each time, so that a change shows on reload. */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type HttpReply, type Route, text } from '../http.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

// Nothing but the page's own files, and pictures that a message may show.
const policy = "default-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'";

async function file(path: string): Promise<HttpReply> {
  const type = types[extname(path)];
  if (type === undefined) return text('not found', 404);
  try {
    const body = await readFile(new URL(path, import.meta.url));
    const headers = { 'content-type': type, 'cache-control': 'no-cache', 'content-security-policy': policy };
    return { status: 200, headers, body };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return text('not found', 404);
    throw error;
  }
}

const plainName = /^[a-z0-9-]+\.(?:js|css)$/;

/** The page itself, its modules, its styles and its icon. */
export function fileRoutes(): Route[] {
  const from = (folder: string): Route => ({
    method: 'GET',
    path: `/face/${folder}/:name`,
    handle: ({ params }) => {
      const { name = '' } = params;
      return plainName.test(name) ? file(`${folder}/${name}`) : text('not found', 404);
    },
  });
  return [
    { method: 'GET', path: '/', handle: () => file('index.html') },
    { method: 'GET', path: '/favicon.ico', handle: () => file('icon.svg') },
    { method: 'GET', path: '/face/icon.svg', handle: () => file('icon.svg') },
    from('client'),
    from('styles'),
  ];
}
