/** Gong's Admin centre > Settings > Ecosystem > API, as a page: the admin's part of the setup. */

import type { HttpReply } from '../http.ts';
import { type GongCompany, type GongPerson, roleName } from './company.ts';
import type { Integration } from './integrations.ts';
import { gongPage } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { GONG_SCOPES } from './scopes.ts';

export type AdminTab = 'keys' | 'integrations' | 'create' | 'scopes' | 'redirects';

export interface AdminView {
  company: GongCompany;
  person: GongPerson;
  tab: AdminTab;
  integrations: Integration[];
  /** Whose scopes are to be ticked anew, or redirect URIs to be changed. */
  edited?: Integration | undefined;
  /** What was wrong with the form just sent, and what it held. */
  refused?: { problem: string; form: URLSearchParams } | undefined;
}

function tabs(view: AdminView): Markup {
  const link = (tab: AdminTab, words: string): Markup => {
    const current = tab === view.tab || (tab === 'integrations' && view.tab !== 'keys');
    return markup`<a href="?as=${view.person.id}&amp;tab=${tab}"${current && markup` aria-current="page"`}>${words}</a>`;
  };
  return markup`<nav aria-label="API">${link('keys', 'API KEYS')}${link('integrations', 'INTEGRATIONS')}</nav>`;
}

function whoChooser(view: AdminView): Markup {
  const options = view.company.people.map(
    ({ id, name, role }) =>
      markup`<option value="${id}"${id === view.person.id && markup` selected`}>${name}, ${roleName(role)}</option>`,
  );
  return markup`<form id="who" method="get" action="/company/api" class="who">
<input type="hidden" name="tab" value="${view.tab}">
<label for="as">Signed in as</label><select id="as" name="as">${options}</select><button>Switch</button></form>`;
}

function copied(text: string): Markup {
  return markup`<code>${text}</code> <button type="button" class="small" data-copy="${text}">Copy</button>`;
}

function row(view: AdminView, integration: Integration): Markup {
  const act = (action: string, words: string): Markup =>
    markup`<button name="action" value="${action}">${words}</button>`;
  const edit = (tab: AdminTab, words: string): Markup =>
    markup`<a class="button" href="?as=${view.person.id}&amp;tab=${tab}&amp;integration=${integration.id}">${words}</a>`;
  return markup`<li class="integration"><h3>${integration.name}${
    !integration.enabled && markup` <span class="badge">disabled</span>`
  }</h3>
${integration.shortDescription !== '' && markup`<p>${integration.shortDescription}</p>`}
<dl><dt>Client ID</dt><dd>${copied(integration.clientId)}</dd>
<dt>Client secret</dt><dd><details><summary>Show secret</summary>${copied(integration.clientSecret)}</details></dd>
<dt>Redirect URIs</dt><dd>${integration.redirectUris.map((uri) => markup`<code>${uri}</code> `)}</dd>
<dt>Scopes</dt><dd>${integration.scopes.map((scope) => markup`<code>${scope}</code> `)}</dd></dl>
<form method="post" action="/company/api/integrations/${integration.id}" aria-label="Manage ${integration.name}">
<input type="hidden" name="as" value="${view.person.id}">
<p class="actions">${act('regenerate', 'Regenerate secret')}${
    integration.enabled ? act('disable', 'Disable') : act('enable', 'Enable')
  }${act('delete', 'Delete')}
${edit('scopes', 'Edit scopes')}
${edit('redirects', 'Edit redirect URIs')}</p></form></li>`;
}

function listTab(view: AdminView): Markup {
  const list = view.integrations.length
    ? markup`<ul class="integrations">${view.integrations.map((integration) => row(view, integration))}</ul>`
    : markup`<p>No integrations yet.</p>`;
  return markup`<p class="actions"><a class="button primary" href="?as=${view.person.id}&amp;tab=create">CREATE INTEGRATION</a></p>
${list}`;
}

function scopeChoice(chosen: readonly string[]): Markup {
  const ticked = new Set(chosen);
  const scopes = Object.entries(GONG_SCOPES).map(
    ([scope, words]) =>
      markup`<label class="choice"><input type="checkbox" name="scope" value="${scope}"${
        ticked.has(scope) && markup` checked`
      }><span>${words}<code>${scope}</code></span></label>`,
  );
  return markup`<fieldset><legend>Required authorization scopes</legend>${scopes}</fieldset>`;
}

function scopesTab(view: AdminView, { id, name, scopes }: Integration): Markup {
  return markup`<h2>Scopes of ${name}</h2>
<form id="scopes" method="post" action="/company/api/integrations/${id}"><input type="hidden" name="as" value="${view.person.id}">
${scopeChoice(scopes)}
<p class="actions"><button class="primary" name="action" value="scopes">SAVE</button>
<a class="button" href="?as=${view.person.id}&amp;tab=integrations">Cancel</a></p></form>`;
}

function redirectUrisField(value: string | null | undefined): Markup {
  return markup`<label for="redirectUris">Redirect URIs <small>one on each line</small></label>
<textarea id="redirectUris" name="redirectUris" rows="2" required>${value}</textarea>`;
}

function redirectsTab(view: AdminView, { id, name, redirectUris }: Integration): Markup {
  return markup`<h2>Redirect URIs of ${name}</h2>
<form id="redirects" method="post" action="/company/api/integrations/${id}"><input type="hidden" name="as" value="${view.person.id}">
${redirectUrisField(redirectUris.join('\n'))}
<p class="actions"><button class="primary" name="action" value="redirects">SAVE</button>
<a class="button" href="?as=${view.person.id}&amp;tab=integrations">Cancel</a></p></form>`;
}

/** What the real form asks for, too; nothing here needs it (Gong help: "Create an OAuth app for Gong"). */
const logos = [
  { name: 'smallLogo', label: 'Small logo', hint: 'square, for the list of integrations' },
  { name: 'largeLogo', label: 'Large logo', hint: 'square, for the consent screen' },
] as const;
const formalities = [
  ['privacyUrl', 'Link to privacy terms'],
  ['licenceUrl', 'Link to licence terms'],
  ['helpUrl', 'Link to a help article'],
  ['startUrl', 'Link to where authorization begins'],
  ['contactEmails', 'Contact e-mails'],
  ['domains', 'Domains'],
] as const;

function createTab(view: AdminView): Markup {
  const form = view.refused?.form;
  return markup`<h2>Create integration</h2>
${view.refused && markup`<p class="problem" role="alert">${view.refused.problem}</p>`}
<form id="create" method="post" action="/company/api/integrations"><input type="hidden" name="as" value="${view.person.id}">
<label for="name">Integration name</label><input id="name" name="name" required maxlength="80" value="${form?.get('name')}">
<label for="description">Description</label>
<textarea id="description" name="description" rows="2">${form?.get('description')}</textarea>
<label for="shortDescription">Short description</label>
<input id="shortDescription" name="shortDescription" maxlength="80" value="${form?.get('shortDescription')}">
${logos.map(({ name, label, hint }) => markup`<label for="${name}">${label} <small>${hint}</small></label><input id="${name}" name="${name}" type="file" accept="image/*">`)}
${scopeChoice(form?.getAll('scope') ?? [])}
${redirectUrisField(form?.get('redirectUris'))}
${formalities.map(
  ([name, label]) =>
    markup`<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${form?.get(name)}">`,
)}
<p class="actions"><button class="primary">SAVE</button>
<a class="button" href="?as=${view.person.id}&amp;tab=integrations">Cancel</a></p></form>`;
}

function keysTab(view: AdminView): Markup {
  return markup`<p>Access keys are for scripts of your own. OAuth integrations are on the INTEGRATIONS tab.</p>
<p>API base URL: <code>https://${view.company.label}.api.gong.io</code></p>`;
}

/** The API page of the Admin centre, on one of its tabs. */
export function adminPage(view: AdminView): HttpReply {
  const contents: Record<AdminTab, () => Markup> = {
    keys: () => keysTab(view),
    create: () => createTab(view),
    scopes: () => (view.edited ? scopesTab(view, view.edited) : listTab(view)),
    redirects: () => (view.edited ? redirectsTab(view, view.edited) : listTab(view)),
    integrations: () => listTab(view),
  };
  return gongPage(
    'API',
    markup`<section class="card wide"><p class="path">Admin centre › Settings › Ecosystem › API</p>
<h1>API</h1>${whoChooser(view)}${tabs(view)}${contents[view.tab]()}</section>`,
  );
}

/** What somebody without admin rights sees instead. */
export function noAdminPage(view: AdminView): HttpReply {
  return gongPage(
    'Admin centre',
    markup`<section class="card error"><h1>Admin centre is not available to you</h1>
<p>${view.person.name}, your role is ${roleName(view.person.role)}. Ask a Technical Admin.</p>${whoChooser(view)}</section>`,
  );
}
