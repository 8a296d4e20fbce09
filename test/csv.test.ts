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

test.each([
  ['x;=1+1', "x;'=1+1"],
  ['x\t=1+1', "x\t'=1+1"],
  ['x; "=1+1', `"x;' ""=1+1"`],
  ['x\n=1+1', `"x\n'=1+1"`],
  ['x;＝1+1', "x;'＝1+1"],
  ['a; b', 'a; b'],
  ['a=1; b=2', 'a=1; b=2'],
])('%j is text where a semicolon or a tab ends a cell, too: %j', (text, cell) => {
  expect(cellOf(text)).toBe(cell);
});

const signs = fc.string({
  unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', '=', '+', '-', '@', '＝', "'", 'é', ' '),
  maxLength: 12,
});
const contentOf = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
const withoutApostrophes = (text: string) => text.replaceAll("'", '');

test('whatever a cell holds, it is read back whole, apostrophes before formulas apart', () => {
  fc.assert(
    fc.property(signs, (text) => {
      const content = contentOf(cellOf(text));
      expect(withoutApostrophes(content)).toBe(withoutApostrophes(text));
      expect(content).not.toMatch(/^\s*[=+\-@＝]|^[\t\r\n]/);
    }),
  );
});

test('no cell begins a formula, whichever separator a spreadsheet goes by, and whatever it makes of quotes', () => {
  fc.assert(
    fc.property(signs, signs, (a, b) => {
      const text = toCsv(['a', 'b'], [{ a, b }]);
      for (const cell of text.split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝]/);
    }),
  );
});
