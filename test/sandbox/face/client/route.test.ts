import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWhere, writeWhere } from './route.js';

it('reads the address that it wrote, whatever the names are', () => {
  const name = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(name, name, (person, place) => {
      expect(readWhere(writeWhere({ person, place }))).toEqual({ person, place });
    }),
  );
});

it('takes a broken address literally, and an empty one for nowhere', () => {
  expect(readWhere('#/%zz/dm')).toEqual({ person: '%zz', place: 'dm' });
  expect(readWhere('')).toEqual({ person: '', place: '' });
});
