/** `/toolkits`, `/tools` and `/auth/session/info`. */

import { z } from 'zod';
import type { Endpoint } from './api.ts';
import { notFound } from './api-error.ts';
import { pageOf } from './page.ts';
import type { Project } from './project.ts';
import { accountToRun, runTool } from './tool-run.ts';
import { requireGong, showTool, showToolkit, TOOLS, type Tool } from './toolkit.ts';

const executed = z.object({
  connected_account_id: z.string().min(1).optional(),
  user_id: z.string().min(1).optional(),
  version: z.string().optional(),
  arguments: z.record(z.string(), z.unknown()).optional(),
});

function findTool(slug: string | undefined): Tool {
  const tool = TOOLS.find((one) => one.slug === slug);
  if (!tool) throw notFound('Tool', 2401, 'Tool_ToolNotFound');
  return tool;
}

function list(query: URLSearchParams): object {
  const slugs = query.get('tool_slugs')?.split(',');
  const words = (query.get('query') ?? query.get('search') ?? '').toLowerCase().split(/\s+/);
  const found = TOOLS.filter(({ slug }) => !slugs || slugs.includes(slug))
    .filter(() => ['gong', '', null].includes(query.get('toolkit_slug')))
    .filter(({ slug, name }) => words.every((word) => `${slug} ${name}`.toLowerCase().includes(word)));
  const page = pageOf([...found], query, 20, 1000);
  return { ...page, items: page.items.map(showTool) };
}

function sessionInfo(project: Project): object {
  const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };
  const org = { id: 'org_sandbox', name: 'Sandbox', plan: 'hobby' };
  const { subscription } = project.webhooks;
  return {
    project: {
      ...times,
      auto_id: 1,
      id: 'pr_sandbox',
      org_id: org.id,
      name: 'sandbox',
      email: 'sandbox@example.com',
      nano_id: 'pr_sandbox',
      webhook_url: subscription?.url ?? null,
      event_webhook_url: null,
      webhook_secret: null,
      triggers_enabled: true,
      last_subscribed_at: null,
      deleted: false,
      is_new_webhook: true,
      webhook_version: 'V3',
      org,
    },
    api_key: null,
    org_member: { id: 'om_sandbox', email: 'sandbox@example.com', name: 'Sandbox', role: 'ADMIN' },
  };
}

/** The endpoints of the catalogue, of running tools, and of who asks. */
export function toolkitEndpoints(project: Project): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/toolkits/:slug',
      answer: ({ params }) => {
        requireGong(params.slug ?? '');
        return showToolkit(project.switches);
      },
    },
    { method: 'GET', path: '/tools', answer: ({ query }) => list(query) },
    { method: 'GET', path: '/tools/:slug', answer: ({ params }) => showTool(findTool(params.slug)) },
    {
      method: 'POST',
      path: '/tools/execute/:slug',
      answer: async ({ params, read }) => {
        const tool = findTool(params.slug);
        const { connected_account_id: id, user_id: userId } = read(executed);
        const outcome = await runTool(project, tool, accountToRun(project, id, userId));
        return { ...outcome, session_info: null, log_id: project.newId('log_') };
      },
    },
    { method: 'GET', path: '/auth/session/info', answer: () => sessionInfo(project) },
  ];
}
