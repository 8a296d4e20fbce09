/** Walks a connect link the way a person with a browser does, by real requests: what flow tests use instead of one. */

import { findPerson } from '../gong/tenant.ts';
import { formOf, wordsOf } from './page-reader.ts';
import type { Project } from './project.ts';

export interface Walk {
  /** Who they are in Gong: a role (the first person with it) or a person's ID. Left out: the Technical Admin. */
  as?: string;
  /** What they press on the consent page; `close` leaves there. Left out: allow. */
  decision?: 'allow' | 'deny' | 'close';
  /** What they type when the connect page asks. Left out: what the page suggests. */
  baseUrl?: string;
}

/** Where the walk ended: the address in the browser's bar, and what the page there says. */
export interface Landing {
  landedOn: string;
  text: string;
  status: number;
}

const MOST_STEPS = 12;

interface Step {
  url: URL;
  method: 'GET' | 'POST';
  fields?: URLSearchParams;
}

function submit(from: URL, form: { method: string; action: string }, fields: Record<string, string>): Step {
  const url = new URL(form.action, from);
  const sent = new URLSearchParams(fields);
  if (form.method === 'post') return { url, method: 'POST', fields: sent };
  url.search = String(sent);
  return { url, method: 'GET' };
}

/** The next thing that this person does on a page, or null when they are done. */
function nextStep(project: Project, url: URL, page: string, walk: Walk): Step | null {
  const form = formOf(page);
  if (form?.id === 'connect') {
    const typed = walk.baseUrl !== undefined && 'base_url' in form.fields ? { base_url: walk.baseUrl } : {};
    return submit(url, form, { ...form.fields, ...typed });
  }
  if (form?.id === 'who') {
    const person = findPerson(project.gong.company, walk.as ?? 'technical-admin');
    if (!person) throw new Error(`nobody in Gong is "${walk.as}"`);
    return submit(url, form, { ...form.fields, as: person.id });
  }
  const decision = walk.decision ?? 'allow';
  if (form?.id === 'consent' && decision !== 'close') return submit(url, form, { ...form.fields, decision });
  return null;
}

/**
 * Opens `link` and goes on until the story ends. A public address that nobody in the sandbox answers for is where the
 * walk lands, with no text.
 */
export async function follow(project: Project, link: string, walk: Walk = {}): Promise<Landing> {
  let step: Step = { url: new URL(link), method: 'GET' };
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const real = project.gong.dns.resolve(step.url);
    if (!real) return { landedOn: String(step.url), text: '', status: 0 };
    const body = step.fields ? { body: step.fields } : {};
    const response = await fetch(real, { method: step.method, redirect: 'manual', ...body });
    const page = await response.text();
    const location = response.headers.get('location');
    const next: Step | null = location
      ? { url: new URL(location, real), method: 'GET' }
      : nextStep(project, real, page, walk);
    if (!next) return { landedOn: String(step.url), text: wordsOf(page), status: response.status };
    step = next;
  }
  throw new Error(`${link} leads round in circles`);
}
