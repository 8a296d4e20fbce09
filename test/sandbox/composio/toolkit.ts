/** What Composio's catalogue says of Gong: the toolkit, its fields, and the two cheap tools. */

import { ApiError } from './api-error.ts';
import { type ComposioSwitches, DEFAULT_BASE_URL, REDIRECT_URIS } from './switches.ts';

const LOGO = 'https://logos.composio.dev/api/gong';
const VERSION = '20261105_00';

interface Field {
  name: string;
  displayName: string;
  type: string;
  description: string;
  required: boolean;
  default: string | null;
  is_secret: boolean;
}

/** Something that can be run with a connection: one call of Gong's API. */
export interface Tool {
  slug: string;
  name: string;
  path: string;
  scope: string;
}

/** The name under which a connection keeps Gong's API base URL. */
export function baseUrlField(switches: ComposioSwitches): string {
  return switches.baseUrlField === 'not-said' ? 'base_url' : switches.baseUrlField;
}

/** The tools of the toolkit. */
export const TOOLS: readonly Tool[] = [
  {
    slug: 'GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES',
    name: 'List all company workspaces',
    path: '/v2/workspaces',
    scope: 'api:workspaces:read',
  },
  { slug: 'GONG_LIST_ALL_USERS_V2_USERS', name: 'List all users', path: '/v2/users', scope: 'api:users:read' },
];

/** Throws Composio's 404 for every toolkit but Gong's, the only one here. */
export function requireGong(slug: string): void {
  if (slug !== 'gong') throw new ApiError(404, 2301, 'Toolkit_NotFound', `Toolkit ${slug} not found`);
}

function field(name: string, displayName: string, required: boolean, standard: string | null, secret = false): Field {
  const description = `${displayName} of the Gong connection`;
  return { name, displayName, type: 'string', description, required, default: standard, is_secret: secret };
}

/** The toolkit as the API shows it. */
export function showToolkit(switches: ComposioSwitches): object {
  const { baseUrlField: said, defaultRedirectUri } = switches;
  const redirectUri = defaultRedirectUri === 'not-said' ? null : REDIRECT_URIS[defaultRedirectUri];
  const times = { created_at: '2024-09-01T00:00:00.000Z', updated_at: '2026-11-05T00:00:00.000Z' };
  return {
    slug: 'gong',
    name: 'Gong',
    enabled: true,
    is_local_toolkit: false,
    composio_managed_auth_schemes: [],
    auth_config_details: [
      {
        mode: 'OAUTH2',
        name: 'gong_oauth2',
        fields: {
          auth_config_creation: {
            required: [
              field('client_id', 'Client ID', true, null),
              field('client_secret', 'Client secret', true, null, true),
            ],
            optional: [
              field('oauth_redirect_uri', 'Redirect URI', false, redirectUri),
              field('scopes', 'Scopes', false, null),
            ],
          },
          connected_account_initiation: {
            required: said === 'not-said' ? [] : [field(said, 'API Base URL', true, DEFAULT_BASE_URL)],
            optional: [],
          },
        },
      },
    ],
    meta: {
      ...times,
      description: 'Revenue intelligence from calls and meetings',
      logo: LOGO,
      app_url: 'https://www.gong.io',
      categories: [{ name: 'CRM', slug: 'crm' }],
      triggers_count: 0,
      tools_count: TOOLS.length,
      version: VERSION,
      available_versions: [VERSION],
    },
    deprecated: { toolkitId: 'gong', rawProxyInfoByAuthSchemes: [] },
  };
}

/** A tool as the API shows it. */
export function showTool(tool: Tool): object {
  return {
    slug: tool.slug,
    name: tool.name,
    description: `${tool.name} (GET ${tool.path})`,
    toolkit: { slug: 'gong', name: 'Gong', logo: LOGO },
    input_parameters: { type: 'object', properties: {} },
    output_parameters: { type: 'object', properties: {} },
    no_auth: false,
    version: VERSION,
    available_versions: [VERSION],
    scopes: [tool.scope],
    scope_requirements: null,
    tags: [],
    is_deprecated: false,
    deprecated: {
      displayName: tool.name,
      version: VERSION,
      available_versions: [VERSION],
      is_deprecated: false,
      toolkit: { logo: LOGO },
    },
  };
}
