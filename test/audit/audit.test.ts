/** A long audit is read piece by piece, and the bot does other things in between. */

import { expect, test } from 'vitest';
import { sendLinesAction } from '../../src/audit/actions.ts';
import { auditRoutes } from '../../src/audit/audit.ts';
import type { NewFile, Outside } from '../../src/ports.ts';
import type { ActionRequest } from '../../src/routes.ts';
import type { AuditLine } from '../../src/stores/audit.ts';

const lineOf = (id: number): AuditLine => ({
  id,
  teamId: 'T1',
  at: id,
  actor: 'bot',
  action: 'connection.active',
  subject: 'U1',
  detail: {},
  previousHash: '',
  hash: `h${id}`,
});

test('others have their turn between the pieces, and every line is sent once', async () => {
  const all = Array.from({ length: 2_400 }, (_, index) => lineOf(index + 1));
  let turns = 0;
  const files: NewFile[] = [];
  const outside = {
    clock: {
      now: () => 1,
      after: (_ms: number, action: () => void) => {
        turns += 1;
        setImmediate(action);
        return () => undefined;
      },
    },
    store: {
      auditAfter: async (_teamId: string, _filter: unknown, after: number, limit: number) =>
        all.slice(after, after + limit),
      auditBefore: async () => [],
      audit: async () => undefined,
    },
    slack: {
      openDm: async () => 'D1',
      uploadFile: async (_teamId: string, _channel: string, file: NewFile) => void files.push(file),
      updateView: async () => 'updated',
    },
  } as unknown as Outside;
  const guard = { allows: async () => true, objection: async () => null };
  const request = { teamId: 'T1', slackUserId: 'U1', view: { viewId: 'V1', privateMetadata: '' } };
  await auditRoutes(outside, { guard }).actions?.[sendLinesAction]?.(request as ActionRequest);
  const ids = files[0]?.content
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as AuditLine).id);
  expect(ids).toEqual(all.map(({ id }) => id));
  expect(turns).toBeGreaterThanOrEqual(4);
});
