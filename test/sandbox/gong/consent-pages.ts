/** The pages of the OAuth dance: who are you, may it have this, and no. */

import type { HttpReply } from '../http.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { type GongCompany, type GongPerson, roleName } from './company.ts';
import { gongPage } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { GONG_SCOPES } from './scopes.ts';

function hiddenInputs(params: URLSearchParams): Markup[] {
  return [...params]
    .filter(([name]) => name !== 'as' && name !== 'decision')
    .map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);
}

/** Asks which of the company's people sits at this browser. */
export function whoPage(company: GongCompany, request: AuthorizeRequest, params: URLSearchParams): HttpReply {
  const choices = company.people.map(
    (person, index) =>
      markup`<label class="choice"><input type="radio" name="as" value="${person.id}"${
        index === 0 && markup` checked`
      }><span><strong>${person.name}</strong><small>${roleName(person.role)} · ${person.email}</small></span></label>`,
  );
  return gongPage(
    'Sign in',
    markup`<section class="card"><h1>Who are you in Gong?</h1>
<p><strong>${request.integration.name}</strong> asks for access to the Gong of ${company.name}.</p>
<form id="who" method="get" action="/oauth2/authorize">${hiddenInputs(params)}
<fieldset><legend>Continue as</legend>${choices}</fieldset>
<p class="actions"><button class="primary">Continue</button></p></form></section>`,
  );
}

/** Lists what is asked for, with Allow and Deny. */
export function consentPage(
  company: GongCompany,
  request: AuthorizeRequest,
  person: GongPerson,
  params: URLSearchParams,
): HttpReply {
  const scopes = request.scopes.map(
    (scope) => markup`<li>${GONG_SCOPES[scope] ?? 'Other access'}<code>${scope}</code></li>`,
  );
  return gongPage(
    'Allow access',
    markup`<section class="card"><h1>Allow ${request.integration.name} to access Gong?</h1>
<p>You are signed in as ${person.name}, ${roleName(person.role)} of ${company.name}.
What you allow holds for the whole company.</p>
<h2>It will be able to</h2><ul class="scopes">${scopes}</ul>
<form id="consent" method="post" action="/oauth2/authorize">${hiddenInputs(params)}
<input type="hidden" name="as" value="${person.id}">
<p class="actions"><button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button></p></form></section>`,
  );
}

/** Where everybody but a Technical Admin ends; it never leads back. */
export function insufficientPage(person: GongPerson): HttpReply {
  return gongPage(
    'Insufficient permissions',
    markup`<section class="card error"><h1>Insufficient permissions</h1>
<p>${person.name}, your role is ${roleName(person.role)}. Only a Technical Admin can authorize an integration.</p>
</section>`,
  );
}
