/** Names are found by the beginnings of their words, however they are written. */

import { expect, test } from 'vitest';
import { foldName, wordsOfName, wordsOfSearch } from '../src/search-words.ts';

test.each([
  ['Ben Baker', ['ben', 'baker']],
  ['  Zoë   O’Neil ', ['zoe', 'o’neil', 'o', 'neil']],
  ['*50%_off*', ['*50%_off*', '50', 'off']],
  ['Jean-Pierre', ['jean-pierre', 'jean', 'pierre']],
  ['Łukasz Østergård', ['lukasz', 'ostergard']],
  ['GROẞMANN Æsir Þór', ['grossmann', 'aesir', 'thor']],
  ['', []],
])('%j has the words %j', (name, words) => {
  expect(wordsOfName(name)).toEqual(words);
});

test.each([
  ['BEN  ba', ['ben', 'ba']],
  ['@ben', ['ben']],
  ['Łuk Großm', ['luk', 'grossm']],
  ['@', ['@']],
  ['<@U0AB12|ben>', ['u0ab12']],
  ['<b>', ['<b>']],
  ['   ', []],
])('%j looks for %j', (search, words) => {
  expect(wordsOfSearch(search)).toEqual(words);
});

test('a folded name is never longer than 100 characters', () => {
  expect(foldName('ﷺ'.repeat(80))).toHaveLength(100);
});
