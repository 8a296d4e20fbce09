/** Names as they are searched for: without case, without accents, word by word. Pure. */

/** Slack's longest display name is 80 characters; what is folded may be longer than what was written. */
const longestName = 100;
const mostWords = 5;

/** Letters that Unicode takes for letters of their own, as people type them who do not have them. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
};

/** A name as it is sorted and searched. What is stored is folded anew at the next look at Slack's member list. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıħŧŋĸ]/g, (letter) => plainLetters[letter] ?? letter)
    .slice(0, longestName);
}

/** The beginnings that a name is found by: its words as they are written, and what follows each sign in them. */
export function wordsOfName(name: string): string[] {
  const folded = foldName(name);
  return [...new Set([...folded.split(/\s+/), ...folded.split(/[^\p{L}\p{N}]+/u)])].filter((word) => word !== '');
}

/** The beginnings that somebody looks for; signs count as they are. Empty: nothing was typed. */
export function wordsOfSearch(search: string): string[] {
  // A mention as Slack writes it, or as people do.
  const typed = foldName(search.trim()).replace(/^<@([^|>]+)[^>]*>$/, '$1');
  return typed
    .replace(/^@(?=.)/, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}
