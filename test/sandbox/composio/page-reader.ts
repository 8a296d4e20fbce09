/** Reads the sandbox's own pages as a person would: the words, and the forms with their fields. */

export interface Form {
  id: string;
  method: string;
  action: string;
  /** Values as the page filled them in; of radio buttons, the one that is checked. */
  fields: Record<string, string>;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescapeText(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : unescapeText(found);
}

/** The words of a page without its markup. */
export function wordsOf(page: string): string {
  const body = page.replace(/[\s\S]*<body>/, '').replace(/<[^>]*>/g, ' ');
  return unescapeText(body).replace(/\s+/g, ' ').trim();
}

/** The first form of a page, or null. */
export function formOf(page: string): Form | null {
  const found = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(page);
  if (!found) return null;
  const [, head = '', inner = ''] = found;
  const fields: Record<string, string> = {};
  for (const [tag] of inner.matchAll(/<input[^>]*>/g)) {
    const chosen = attribute(tag, 'type') !== 'radio' || /\schecked/.test(tag);
    const name = attribute(tag, 'name');
    if (name !== null && chosen) fields[name] = attribute(tag, 'value') ?? '';
  }
  return {
    id: attribute(head, 'id') ?? '',
    method: (attribute(head, 'method') ?? 'get').toLowerCase(),
    action: attribute(head, 'action') ?? '',
    fields,
  };
}
