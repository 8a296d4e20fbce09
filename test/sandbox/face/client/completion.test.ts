import { expect, it } from 'vitest';
import { readOwnManifest } from '../../slack/manifest.ts';
import { offersFor } from './completion.js';

const { commands } = readOwnManifest();
const labels = (line: string): string[] => offersFor(line, commands).map(({ label }) => label);

it('offers every command of the manifest with its description and hint', () => {
  expect(offersFor('/', commands)).toEqual(
    commands.map(({ command, usageHint, description }) => ({
      insert: `${command} `,
      label: command,
      hint: usageHint,
      description,
    })),
  );
  expect(commands.length).toBeGreaterThan(1);
});

it('narrows the offers down as one types', () => {
  expect(labels('/gong-c')).toEqual(['/gong-connect']);
  expect(labels('/other')).toEqual([]);
  expect(labels('hello')).toEqual([]);
});

it('offers the words of the usage hint after the command', () => {
  expect(labels('/gong-connect ')).toEqual(['/gong-connect status', '/gong-connect disconnect', '/gong-connect help']);
  expect(labels('/gong-connect s')).toEqual(['/gong-connect status']);
  expect(labels('/gong-connect status')).toEqual([]);
});

it('offers a hint that names somebody as it is', () => {
  const invite = { command: '/invite', usageHint: '@Gong Connect', description: '', shouldEscape: false };
  const inserts = (line: string): string[] => offersFor(line, [invite]).map(({ insert }) => insert);
  for (const line of ['/invite ', '/invite @', '/invite @gong'])
    expect(inserts(line)).toEqual(['/invite @Gong Connect']);
  expect(inserts('/invite @Gong Connect')).toEqual([]);
});
