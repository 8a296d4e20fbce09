/** Reads mrkdwn (Slack: "Formatting message text") into a tree. Pure. */

/**
 * @typedef {{ type: 'text', text: string }
 *   | { type: 'bold' | 'italic' | 'strike', children: Inline[] }
 *   | { type: 'code', text: string }
 *   | { type: 'link', url: string, label: string }
 *   | { type: 'user' | 'channel', id: string }
 *   | { type: 'everybody', name: string }
 *   | { type: 'date', atSeconds: number, format: string, fallback: string }
 *   | { type: 'emoji', name: string }} Inline
 * @typedef {{ type: 'line' | 'quote' | 'item', children: Inline[], marker?: string } | { type: 'fence', text: string }} Line
 */

/** @type {Record<string, string>} */
const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** @param {string} text */
function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

/**
 * `<…>`: a link, a mention, a date.
 * @param {string} inner
 * @returns {Inline}
 */
function reference(inner) {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inner.slice(bar + 1));
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1) };
  const date = /^!date\^(-?\d+)\^([^^]*)/.exec(target);
  if (date) return { type: 'date', atSeconds: Number(date[1]), format: date[2] ?? '', fallback: label };
  if (target.startsWith('!')) return { type: 'everybody', name: label || target.slice(1) };
  const url = unescaped(target);
  return { type: 'link', url, label: label || url.replace(/^mailto:/, '') };
}

/** What may stand around a formatting sign (a letter next to it makes it an ordinary character). */
const before = '(?<![\\p{L}\\p{N}])';
const after = '(?![\\p{L}\\p{N}])';

/** @type {{ pattern: RegExp, read: (found: RegExpExecArray) => Inline }[]} */
const signs = [
  { pattern: /<([^<>\n]+)>/u, read: (found) => reference(found[1] ?? '') },
  { pattern: /`([^`\n]+)`/u, read: (found) => ({ type: 'code', text: unescaped(found[1] ?? '') }) },
  {
    pattern: new RegExp(`${before}\\*(\\S(?:[^*\\n]*\\S)?)\\*${after}`, 'u'),
    read: (found) => ({ type: 'bold', children: readInline(found[1] ?? '') }),
  },
  {
    pattern: new RegExp(`${before}_(\\S(?:[^_\\n]*\\S)?)_${after}`, 'u'),
    read: (found) => ({ type: 'italic', children: readInline(found[1] ?? '') }),
  },
  {
    pattern: new RegExp(`${before}~(\\S(?:[^~\\n]*\\S)?)~${after}`, 'u'),
    read: (found) => ({ type: 'strike', children: readInline(found[1] ?? '') }),
  },
  {
    pattern: /(?<![\p{L}\p{N}:]):([a-z0-9_+-]+):(?![\p{L}\p{N}])/u,
    read: (found) => ({ type: 'emoji', name: found[1] ?? '' }),
  },
];

/**
 * One line's worth of mrkdwn: whichever sign comes first is read first.
 * @param {string} text
 * @returns {Inline[]}
 */
export function readInline(text) {
  /** @type {{ found: RegExpExecArray, read: (found: RegExpExecArray) => Inline } | null} */
  let first = null;
  for (const { pattern, read } of signs) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, read };
  }
  if (!first) return text === '' ? [] : [{ type: 'text', text: unescaped(text) }];
  const { found, read } = first;
  return [
    ...readInline(text.slice(0, found.index)),
    read(found),
    ...readInline(text.slice(found.index + found[0].length)),
  ];
}

/**
 * @param {string} line
 * @returns {Line}
 */
function readLine(line) {
  const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
  if (quote) return { type: 'quote', children: readInline(quote[1] ?? '') };
  const item = /^\s*(•|◦|\d{1,2}\.) +(.*)$/.exec(line);
  if (item) return { type: 'item', marker: item[1] ?? '', children: readInline(item[2] ?? '') };
  return { type: 'line', children: readInline(line) };
}

/**
 * A whole text, line by line; fenced code is one line of its own.
 * @param {string} text
 * @returns {Line[]}
 */
export function readMrkdwn(text) {
  return text.split('```').flatMap((part, index) => {
    if (index % 2 === 1)
      return [{ type: /** @type {const} */ ('fence'), text: unescaped(part.replace(/^\n|\n$/g, '')) }];
    const lines = part.split('\n');
    // A fence stands alone: the line ends around it are not empty lines.
    if (index > 0 && lines[0] === '') lines.shift();
    if (lines.at(-1) === '' && index < text.split('```').length - 1) lines.pop();
    return lines.map(readLine);
  });
}
