/** Gong's Admin centre > Settings > Ecosystem > API, as a page: the admin's part of the setup. */

import type { HttpReply } from '../http.ts';
import { type GongCompany, type GongPerson, roleName } from './company.ts';
import type { Integration } from './integrations.ts';
import { gongPage } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { GONG_SCOPES } from './scopes.ts';

export type AdminTab = 'keys' | 'integrations' | 'create';

export interface AdminView {
  company: GongCompany;
  person: GongPerson;
  tab: AdminTab;
  integrations: Integration[];
  /** What was wrong with the form just sent, and what it held. */
  refused?: { problem: string; form: URLSearchParams } | undefined;
}

function tabs(view: AdminView): Markup {
  const link = (tab: AdminTab, words: string): Markup => {
    const current = tab === view.tab || (tab === 'integrations' && view.tab === 'create');
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
  return markup`<li class="integration"><h3>${integration.name}${
    !integration.enabled && markup` <span class="badge">disabled</span>`
  }</h3>
<dl><dt>Client ID</dt><dd>${copied(integration.clientId)}</dd>
<dt>Client secret</dt><dd><details><summary>Show secret</summary>${copied(integration.clientSecret)}</details></dd>
<dt>Redirect URIs</dt><dd>${integration.redirectUris.map((uri) => markup`<code>${uri}</code> `)}</dd>
<dt>Scopes</dt><dd>${integration.scopes.map((scope) => markup`<code>${scope}</code> `)}</dd></dl>
<form method="post" action="/company/api/integrations/${integration.id}" aria-label="Manage ${integration.name}">
<input type="hidden" name="as" value="${view.person.id}">
<p class="actions">${act('regenerate', 'Regenerate secret')}${
    integration.enabled ? act('disable', 'Disable') : act('enable', 'Enable')
  }${act('delete', 'Delete')}</p></form></li>`;
}

function listTab(view: AdminView): Markup {
  const list = view.integrations.length
    ? markup`<ul class="integrations">${view.integrations.map((integration) => row(view, integration))}</ul>`
    : markup`<p>No integrations yet.</p>`;
  return markup`<p class="actions"><a class="button primary" href="?as=${view.person.id}&amp;tab=create">CREATE INTEGRATION</a></p>
${list}`;
}

function createTab(view: AdminView): Markup {
  const form = view.refused?.form;
  const ticked = new Set(form?.getAll('scope') ?? []);
  const scopes = Object.entries(GONG_SCOPES).map(
    ([scope, words]) =>
      markup`<label class="choice"><input type="checkbox" name="scope" value="${scope}"${
        ticked.has(scope) && markup` checked`
      }><span>${words}<code>${scope}</code></span></label>`,
  );
  return markup`<h2>Create integration</h2>
${view.refused && markup`<p class="problem" role="alert">${view.refused.problem}</p>`}
<form id="create" method="post" action="/company/api/integrations"><input type="hidden" name="as" value="${view.person.id}">
<label for="name">Integration name</label><input id="name" name="name" required maxlength="80" value="${form?.get('name')}">
<label for="description">Description</label>
<textarea id="description" name="description" rows="2">${form?.get('description')}</textarea>
<fieldset><legend>Required authorization scopes</legend>${scopes}</fieldset>
<label for="redirectUris">Redirect URIs <small>one on each line</small></label>
<textarea id="redirectUris" name="redirectUris" rows="2" required>${form?.get('redirectUris')}</textarea>
<p class="actions"><button class="primary">SAVE</button>
<a class="button" href="?as=${view.person.id}&amp;tab=integrations">Cancel</a></p></form>`;
}

function keysTab(view: AdminView): Markup {
  return markup`<p>Access keys are for scripts of your own. OAuth integrations are on the INTEGRATIONS tab.</p>
<p>API base URL: <code>https://${view.company.label}.api.gong.io</code></p>`;
}

/** The API page of the Admin centre, on one of its tabs. */
export function adminPage(view: AdminView): HttpReply {
  const content = view.tab === 'keys' ? keysTab(view) : view.tab === 'create' ? createTab(view) : listTab(view);
  return gongPage(
    'API',
    markup`<section class="card wide"><p class="path">Admin centre › Settings › Ecosystem › API</p>
<h1>API</h1>${whoChooser(view)}${tabs(view)}${content}</section>`,
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
