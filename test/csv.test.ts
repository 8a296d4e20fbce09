/** Cells survive the way through CSV, and none of them is a formula. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../src/csv.ts';

const cellOf = (text: string) => toCsv(['a'], [{ a: text }]).slice('a\r\n'.length, -'\r\n'.length);

test('the header comes first, and null is an empty cell', () => {
  expect(
    toCsv(
      ['name', 'since'],
      [
        { name: 'Ben', since: null },
        { name: 'a,"b"', since: 'x' },
      ],
    ),
  ).toBe('name,since\r\nBen,\r\n"a,""b""",x\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1+1', '＝1+1', ' ＠SUM(A1)'])(
  '%j is written as text',
  (text) => {
    expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('whatever a cell holds, it is read back whole, behind an apostrophe at most', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', '+', "'", 'é', ' ') }), (text) => {
      const cell = cellOf(text);
      const content = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect([text, `'${text}`]).toContain(content);
      expect(content).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
