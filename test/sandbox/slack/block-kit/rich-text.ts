/** Rules for the parts of a rich_text block. */

import { limits } from './limits.ts';
import {
  anything,
  boolean,
  byType,
  integer,
  list,
  needed,
  oneOf,
  optional,
  type Rule,
  shape,
  string,
  url,
} from './rules.ts';

const type = { type: needed(anything) };
const style = {
  style: optional(
    shape({ bold: optional(boolean), italic: optional(boolean), strike: optional(boolean), code: optional(boolean) }),
  ),
};
const entity = string(255, 1);

const text = shape({ ...type, ...style, text: needed(string(limits.section.text, 1)) });
const link = shape({
  ...type,
  ...style,
  url: needed(url(limits.button.url)),
  text: optional(string(limits.section.text)),
  unsafe: optional(boolean),
});

const inline: Rule = byType({
  text,
  link,
  emoji: shape({ ...type, ...style, name: needed(entity), unicode: optional(entity) }),
  user: shape({ ...type, ...style, user_id: needed(entity) }),
  channel: shape({ ...type, ...style, channel_id: needed(entity) }),
  usergroup: shape({ ...type, ...style, usergroup_id: needed(entity) }),
  broadcast: shape({ ...type, ...style, range: needed(oneOf('here', 'channel', 'everyone')) }),
  color: shape({ ...type, ...style, value: needed(entity) }),
  date: shape({
    ...type,
    ...style,
    timestamp: needed(integer(0, Number.MAX_SAFE_INTEGER)),
    format: needed(entity),
    url: optional(url(limits.button.url)),
    fallback: optional(string(limits.section.text)),
  }),
});

const inlines = needed(list(inline, 0, Number.MAX_SAFE_INTEGER));
const border = { border: optional(integer(0, 1)) };
const section = shape({ ...type, elements: inlines });

/** A section, list, quote or preformatted part. */
export const richTextPart: Rule = byType({
  rich_text_section: section,
  rich_text_quote: shape({ ...type, ...border, elements: inlines }),
  rich_text_preformatted: shape({
    ...type,
    ...border,
    elements: needed(list(byType({ text, link }), 0, Number.MAX_SAFE_INTEGER)),
    language: optional(entity),
  }),
  rich_text_list: shape({
    ...type,
    ...border,
    style: needed(oneOf('bullet', 'ordered')),
    elements: needed(list(byType({ rich_text_section: section }), 0, Number.MAX_SAFE_INTEGER)),
    indent: optional(integer(0, limits.listIndent)),
    offset: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  }),
});
