import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInline, readMrkdwn } from './mrkdwn.js';

describe('a line of mrkdwn', () => {
  it('has bold, italic, struck and code parts', () => {
    expect(readInline('*a* _b_ ~c~ `d*e*`')).toEqual([
      { type: 'bold', children: [{ type: 'text', text: 'a' }] },
      { type: 'text', text: ' ' },
      { type: 'italic', children: [{ type: 'text', text: 'b' }] },
      { type: 'text', text: ' ' },
      { type: 'strike', children: [{ type: 'text', text: 'c' }] },
      { type: 'text', text: ' ' },
      { type: 'code', text: 'd*e*' },
    ]);
  });

  it('nests parts', () => {
    expect(readInline('*see `x` _now_*')).toEqual([
      {
        type: 'bold',
        children: [
          { type: 'text', text: 'see ' },
          { type: 'code', text: 'x' },
          { type: 'text', text: ' ' },
          { type: 'italic', children: [{ type: 'text', text: 'now' }] },
        ],
      },
    ]);
  });

  it('leaves signs inside of words alone', () => {
    expect(readInline('snake_case_name 2*3*4 10:30:45')).toEqual([
      { type: 'text', text: 'snake_case_name 2*3*4 10:30:45' },
    ]);
  });

  it('knows links, people, channels and dates', () => {
    expect(readInline('<https://a.example/?x=1&amp;y=2|here> <@U1> <#C1|general> <!here>')).toEqual([
      { type: 'link', url: 'https://a.example/?x=1&y=2', label: 'here' },
      { type: 'text', text: ' ' },
      { type: 'user', id: 'U1' },
      { type: 'text', text: ' ' },
      { type: 'channel', id: 'C1' },
      { type: 'text', text: ' ' },
      { type: 'everybody', name: 'here' },
    ]);
    expect(readInline('<!date^60^{date_short_pretty} at {time}|1970>')).toEqual([
      { type: 'date', atSeconds: 60, format: '{date_short_pretty} at {time}', fallback: '1970' },
    ]);
  });

  it('undoes the three escapes and no others', () => {
    expect(readInline('&lt;b&gt; &amp;amp; &quot;')).toEqual([{ type: 'text', text: '<b> &amp; &quot;' }]);
  });

  it('knows emoji by their shortcodes', () => {
    expect(readInline(':warning: a::b')).toEqual([
      { type: 'emoji', name: 'warning' },
      { type: 'text', text: ' a::b' },
    ]);
  });

  it('loses no letter, whatever was typed', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    const plain = fc.string({ unit: fc.constantFrom('a', 'Z', '9', ' ', '*', '_', '~', '`', '.', '(') });
    fc.assert(
      fc.property(plain, (text) => {
        expect(letters(textsIn(readInline(text)))).toBe(letters(text));
      }),
    );
  });
});

function textsIn(parts: ReturnType<typeof readInline>): string {
  return parts.map((part) => ('children' in part ? textsIn(part.children) : 'text' in part ? part.text : '')).join('');
}

describe('a text', () => {
  it('has lines, quotes and list items', () => {
    expect(readMrkdwn('one\n&gt; two\n• three\n2. four').map(({ type }) => type)).toEqual([
      'line',
      'quote',
      'item',
      'item',
    ]);
  });

  it('keeps fenced code as it is, with no empty lines around it', () => {
    expect(readMrkdwn('before\n```\n*x* &lt;y&gt;\n  z\n```\nafter')).toEqual([
      { type: 'line', children: [{ type: 'text', text: 'before' }] },
      { type: 'fence', text: '*x* <y>\n  z' },
      { type: 'line', children: [{ type: 'text', text: 'after' }] },
    ]);
    expect(readMrkdwn('```a```')).toEqual([{ type: 'fence', text: 'a' }]);
  });
});
