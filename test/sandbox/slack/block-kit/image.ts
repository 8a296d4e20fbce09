/** Rules for pictures, as a block or as an element: they are one but for the title. */

import { limits } from './limits.ts';
import { anything, type Field, needed, optional, type Rule, shape, string, url } from './rules.ts';

/** A picture with the given further fields. */
export function imageWith(fields: Record<string, Field>): Rule {
  return shape(
    {
      type: needed(anything),
      image_url: optional(url(limits.image.url)),
      slack_file: optional(anything),
      alt_text: needed(string(limits.image.altText, 1)),
      ...fields,
    },
    (value, pointer, findings) => {
      if ((value.image_url === undefined) === (value.slack_file === undefined)) {
        findings.add('must have exactly one of image_url and slack_file', pointer);
      }
    },
  );
}
