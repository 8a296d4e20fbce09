/** What Composio's Gong toolkit declares, asked for once a day. */

import type { z } from 'zod';
import type { ToolkitFacts } from '../../connections-port.ts';
import type { ComposioClient } from './client.ts';
import { toolkit as toolkitShape } from './shapes.ts';

interface Field {
  name: string;
  displayName?: string | null | undefined;
  description?: string | null | undefined;
}

const keepMs = 24 * 3_600_000;
/** Composio's generic name for the field, used when the toolkit does not say. */
const usualBaseUrlField = 'base_url';

/** A reader that keeps the last good answer for a day; a failed look falls back on what is usual, and is not kept. */
export function readToolkit(client: ComposioClient, now: () => number): () => Promise<ToolkitFacts> {
  let kept: { facts: ToolkitFacts; until: number } | null = null;
  return async () => {
    if (kept && now() < kept.until) return kept.facts;
    try {
      const answer = await client.read('toolkits.retrieve', async (raw, signal) =>
        toolkitShape.parse(await raw.toolkits.retrieve('gong', {}, { signal })),
      );
      kept = { facts: toFacts(answer), until: now() + keepMs };
      return kept.facts;
    } catch {
      // Counted by the client. What is usual works wherever the toolkit does not say otherwise.
      return kept?.facts ?? { redirectUri: null, baseUrlField: usualBaseUrlField };
    }
  };
}

/** What the toolkit's fields for OAuth say: the usual where they say nothing that can be understood. */
export function toFacts(answer: z.infer<typeof toolkitShape>): ToolkitFacts {
  const details = answer.auth_config_details?.find((detail) => detail.mode.toUpperCase() === 'OAUTH2');
  const creation = allFields(details?.fields?.auth_config_creation);
  const initiation = allFields(details?.fields?.connected_account_initiation);
  const redirect = creation.find((field) => field.name === 'oauth_redirect_uri')?.default;
  return {
    redirectUri: typeof redirect === 'string' && /^https:/.test(redirect) && URL.canParse(redirect) ? redirect : null,
    baseUrlField: baseUrlFieldOf(initiation) ?? usualBaseUrlField,
  };
}

/** Its name is not certain (`base_url`, `gong_url` and `full` were all seen), so what it is called decides as well. */
function baseUrlFieldOf(fields: readonly Field[]): string | null {
  const isBaseUrl: ReadonlyArray<(field: Field) => boolean> = [
    ({ name }) => name === usualBaseUrlField,
    ({ name, displayName }) => /base[ _-]?url/i.test(`${name} ${displayName ?? ''}`),
    ({ name, displayName }) => /url/i.test(`${name} ${displayName ?? ''}`),
    ({ description }) => /url/i.test(description ?? ''),
  ];
  for (const fits of isBaseUrl) {
    const found = fields.find(fits);
    if (found) return found.name;
  }
  return null;
}

function allFields<T>(
  fields: { required?: T[] | null | undefined; optional?: T[] | null | undefined } | null | undefined,
): T[] {
  return [...(fields?.required ?? []), ...(fields?.optional ?? [])];
}
