/** A crowd that joins the workspace: the same names, in the same order, in every run. */

import type { NewPerson } from '../slack/people.ts';

/** How many come at once. */
export const crowdSize = 60;

const firstNames =
  'Ada Bo Carla Dmitri Esra Farid Greta Hugo Ines Jonas Kaito Lena Milo Nadia Oscar Priya Quinn Rosa Sami Tess'.split(
    ' ',
  );
const lastNames =
  'Abara Berg Costa Dahl Evans Fischer Garcia Haddad Ito Jansen Kowalski Lindqvist Moreau Novak Okafor'.split(' ');

const places: readonly Partial<NewPerson>[] = [
  {},
  { tz: 'America/New_York', tzLabel: 'Eastern Standard Time', tzOffset: -18_000 },
  { tz: 'Europe/London', tzLabel: 'Greenwich Mean Time', tzOffset: 0 },
  { tz: 'Asia/Tokyo', tzLabel: 'Japan Standard Time', tzOffset: 32_400 },
];

/** The next of the crowd, after so many who came before them; an empty list once all 300 are there. */
export function nextOfCrowd(before: number): NewPerson[] {
  const everybody = lastNames.flatMap((last) => firstNames.map((first) => `${first} ${last}`));
  return everybody.slice(before, before + crowdSize).map((realName, index) => ({
    realName,
    // Many share a first name.
    displayName: realName,
    title: 'Sales rep',
    ...places[index % places.length],
  }));
}
