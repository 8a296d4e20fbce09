/** Block Kit's elements, held to the places where they may stand. */

import { buttonElements } from './button-elements.ts';
import { anyText } from './composition.ts';
import type { ElementKind, Place } from './element-parts.ts';
import { imageWith } from './image.ts';
import { limits } from './limits.ts';
import { menuElements } from './menu-elements.ts';
import { byType, type Rule } from './rules.ts';
import { typedElements } from './typed-elements.ts';

const image = imageWith({});

const kinds: Record<string, ElementKind> = {
  ...buttonElements,
  ...menuElements,
  ...typedElements,
  image: { places: ['accessory'], rule: image },
};

function inPlace(place: Place): Rule {
  const allowed = Object.entries(kinds).filter(([, { places }]) => places.includes(place));
  return byType(Object.fromEntries(allowed.map(([type, { rule }]) => [type, rule])));
}

/** An element of a section, an actions block or an input block. */
export const elementIn: Record<Place, Rule> = {
  accessory: inPlace('accessory'),
  actions: inPlace('actions'),
  input: inPlace('input'),
};

/** An element of a context block. */
export const contextElement: Rule = (value, pointer, findings) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  (type === 'image' ? image : anyText(limits.section.text))(value, pointer, findings);
};
