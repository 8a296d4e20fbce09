/** Steps on the page for the client secret, as a browser takes them without drawing anything. */

import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';

export interface Shown {
  status: number;
  headers: Headers;
  html: string;
  /** The heading. */
  title: string;
}

async function shown(response: Response): Promise<Shown> {
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, title: /<h1>(.*)<\/h1>/.exec(html)?.[1] ?? '' };
}

export async function openPage(url: string, method = 'GET'): Promise<Shown> {
  return shown(await fetch(url, { method }));
}

/** Sends a form to a page. `headers` says more about where it comes from. */
export async function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  return shown(await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers }));
}

/** The value that the page itself sends along. */
export function csrfOf({ html }: Shown): string {
  const value = /name="csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!value) throw new Error('the page has no form');
  return value;
}

/** Opens the page, types the secret and sends it. */
export async function typeOnPage(url: string, secret: string): Promise<Shown> {
  return post(url, { csrf: csrfOf(await openPage(url)), secret });
}

/** The address behind the form's button. */
export function pageUrl(modal: ShownModal): string {
  const url = modal.buttons().find(({ text }) => text === 'Open the private page')?.url;
  if (!url) throw new Error('the form has no page');
  return url;
}

/** Presses the button beside the secret, and gives the address of the page. */
export async function askForPage(person: PersonDriver, modal: ShownModal): Promise<string> {
  await modal.press('Type it on a private page instead');
  return pageUrl(await person.waitForModal('waiting for the client secret'));
}
