/** The Admin centre's routes: look at the integrations, create one, manage one. Technical Admins only. */

import { type HttpReply, type HttpRequest, type Route, redirect } from '../http.ts';
import { type AdminTab, type AdminView, adminPage, noAdminPage } from './admin-pages.ts';
import type { NewIntegration } from './integrations.ts';
import { gongErrorPage } from './layout.ts';
import { findPerson, type Tenant } from './tenant.ts';

const editingTabs: readonly AdminTab[] = ['integrations', 'create', 'scopes', 'redirects'];

function viewFor(tenant: Tenant, params: URLSearchParams, tab: AdminTab): AdminView | null {
  const person = findPerson(tenant.company, params.get('as') ?? 'technical-admin');
  if (!person) return null;
  const edited = tenant.integrations.byId(params.get('integration') ?? '');
  return { company: tenant.company, person, tab, integrations: tenant.integrations.all(), edited };
}

function readRedirectUris(form: URLSearchParams): string[] {
  const lines = (form.get('redirectUris') ?? '').split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The integration that the form describes, or what is wrong with it. */
function readForm(form: URLSearchParams): { ok: NewIntegration } | { problem: string } {
  const name = (form.get('name') ?? '').trim();
  const redirectUris = readRedirectUris(form);
  const scopes = form.getAll('scope');
  const badUri = redirectUris.find((uri) => !URL.canParse(uri) || !uri.startsWith('https://'));
  if (name === '') return { problem: 'Give the integration a name.' };
  if (scopes.length === 0) return { problem: 'Choose at least one scope.' };
  if (redirectUris.length === 0) return { problem: 'Add at least one redirect URI.' };
  if (badUri !== undefined) return { problem: `"${badUri}" is not an https URL.` };
  const [description = '', shortDescription = ''] = ['description', 'shortDescription'].map((key) =>
    (form.get(key) ?? '').trim(),
  );
  return { ok: { name, description, shortDescription, scopes, redirectUris } };
}

function manage(tenant: Tenant, id: string, form: URLSearchParams): boolean {
  const action = form.get('action');
  const scopes = form.getAll('scope');
  const redirectUris = readRedirectUris(form);
  const { integrations } = tenant;
  if (!integrations.byId(id)) return false;
  if (action === 'regenerate') integrations.regenerateSecret(id);
  else if (action === 'disable') integrations.setEnabled(id, false);
  else if (action === 'enable') integrations.setEnabled(id, true);
  else if (action === 'delete') integrations.remove(id);
  else if (action === 'scopes' && scopes.length > 0) integrations.setScopes(id, scopes);
  else if (action === 'redirects' && redirectUris.length > 0) integrations.setRedirectUris(id, redirectUris);
  else return false;
  return true;
}

/** `/company/api`, where the deep link of the setup guide leads. */
export function adminRoutes(tenant: Tenant): Route[] {
  const asAdmin = (params: URLSearchParams, tab: AdminTab, then: (view: AdminView) => HttpReply): HttpReply => {
    const view = viewFor(tenant, params, tab);
    if (!view) return gongErrorPage('Who is that?', 'Nobody in this company has that ID.');
    return view.person.role === 'technical-admin' ? then(view) : noAdminPage(view);
  };
  const list = (view: AdminView): string => `/company/api?tab=integrations&as=${view.person.id}`;
  const tabOf = (request: HttpRequest): AdminTab => {
    const tab = request.url.searchParams.get('tab');
    return editingTabs.find((each) => each === tab) ?? 'keys';
  };
  const create = (view: AdminView, form: URLSearchParams): HttpReply => {
    const read = readForm(form);
    if ('problem' in read) return adminPage({ ...view, refused: { problem: read.problem, form } });
    tenant.integrations.register(read.ok);
    return redirect(list(view), 303);
  };
  return [
    {
      method: 'GET',
      path: '/company/api',
      handle: (request) => asAdmin(request.url.searchParams, tabOf(request), adminPage),
    },
    {
      method: 'POST',
      path: '/company/api/integrations',
      handle: (request) => asAdmin(request.form(), 'create', (view) => create(view, request.form())),
    },
    {
      method: 'POST',
      path: '/company/api/integrations/:id',
      handle: (request) =>
        asAdmin(request.form(), 'integrations', (view) =>
          manage(tenant, request.params.id ?? '', request.form())
            ? redirect(list(view), 303)
            : gongErrorPage('Not done', 'There is no such integration or no such action.', 404),
        ),
    },
  ];
}
