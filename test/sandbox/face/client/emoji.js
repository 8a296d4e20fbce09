/// <reference lib="dom" />
/** Emoji as small pictures of our own, so that they look alike on every machine; others by their character. */

/** @typedef {{ words: string, shapes: [string, Record<string, string>][] }} Picture */

const green = '#1f8a5b';
const red = '#c0362c';
const amber = '#e0a100';
const blue = '#2f6fb2';
const line = { fill: 'none', 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
/** @type {[string, Record<string, string>]} */
const square = ['rect', { x: '1', y: '1', width: '18', height: '18', rx: '4' }];

/**
 * @param {string} fill
 * @returns {[string, Record<string, string>]}
 */
const tile = (fill) => [square[0], { ...square[1], fill }];

/** @type {[string, Record<string, string>][]} */
const hourglass = [
  ['path', { d: 'M5 2h10M5 18h10', stroke: '#7a6a4f', ...line }],
  [
    'path',
    {
      d: 'M6.5 3c0 4 2.5 5 3.5 7-1 2-3.5 3-3.5 7h7c0-4-2.5-5-3.5-7 1-2 3.5-3 3.5-7z',
      fill: '#efe3c8',
    },
  ],
  ['path', { d: 'M7.5 16.5c.3-2 1.600-2.5 2.5-3.5.9 1 2.200 1.5 2.5 3.5z', fill: amber }],
];
/** @type {[string, Record<string, string>][]} */
const forbidden = [
  ['circle', { cx: '10', cy: '10', r: '8', stroke: red, fill: 'none', 'stroke-width': '2.5' }],
  ['path', { d: 'M4.5 4.5l11 11', stroke: red, ...line, 'stroke-width': '2.5' }],
];
/** @type {[string, Record<string, string>][]} */
const siren = [
  ['path', { d: 'M4 17v-5a6 6 0 0 1 12 0v5z', fill: red }],
  ['path', { d: 'M2.5 17h15', stroke: '#6b7280', ...line }],
];

/** @type {Record<string, Picture>} */
const pictures = {
  white_check_mark: {
    words: 'done',
    shapes: [tile(green), ['path', { d: 'M5.5 10.5l3 3 6-7', stroke: '#fff', ...line }]],
  },
  warning: {
    words: 'warning',
    shapes: [
      ['path', { d: 'M10 1.5l9 16.5H1z', fill: amber }],
      ['path', { d: 'M10 7.5v5M10 15.300v.2', stroke: '#3d2c00', ...line }],
    ],
  },
  hourglass: { words: 'time is over', shapes: hourglass },
  hourglass_flowing_sand: { words: 'in progress', shapes: hourglass },
  link: {
    words: 'link',
    shapes: [
      ['path', { d: 'M8 12l4-4M9 5.5l1.5-1.5a3.9 3.9 0 0 1 5.5 5.5L14.5 11', stroke: '#5b6b80', ...line }],
      ['path', { d: 'M11 14.5L9.5 16A3.9 3.9 0 0 1 4 10.5L5.5 9', stroke: '#5b6b80', ...line }],
    ],
  },
  no_entry_sign: { words: 'refused', shapes: forbidden },
  no_entry: {
    words: 'no entry',
    shapes: [
      ['circle', { cx: '10', cy: '10', r: '9', fill: red }],
      ['path', { d: 'M5.5 10h9', stroke: '#fff', ...line, 'stroke-width': '3' }],
    ],
  },
  x: { words: 'failed', shapes: [['path', { d: 'M4 4l12 12M16 4L4 16', stroke: red, ...line, 'stroke-width': '3' }]] },
  grey_question: {
    words: 'unknown',
    shapes: [
      tile('#7b8494'),
      ['path', { d: 'M7.5 7.5a2.5 2.5 0 1 1 3.600 2.300c-.8.4-1.1.9-1.1 1.9M10 14.600v.2', stroke: '#fff', ...line }],
    ],
  },
  information_source: {
    words: 'note',
    shapes: [tile(blue), ['path', { d: 'M10 9v5.5M10 5.700v.2', stroke: '#fff', ...line }]],
  },
  incoming_envelope: {
    words: 'message on its way',
    shapes: [
      ['rect', { x: '1.5', y: '4', width: '17', height: '12', rx: '2', fill: '#dfe7f1', stroke: '#5b6b80' }],
      ['path', { d: 'M2.5 5.5L10 11l7.5-5.5', stroke: '#5b6b80', ...line, 'stroke-width': '1.5' }],
    ],
  },
  double_vertical_bar: {
    words: 'paused',
    shapes: [tile(blue), ['path', { d: 'M7.5 6v8M12.5 6v8', stroke: '#fff', ...line, 'stroke-width': '2.5' }]],
  },
  rotating_light: { words: 'alarm', shapes: siren },
};

/** @type {Record<string, string>} */
const characters = {
  wave: '👋',
  tada: '🎉',
  bell: '🔔',
  key: '🔑',
  lock: '🔒',
  zzz: '💤',
  eyes: '👀',
  gear: '⚙️',
  bulb: '💡',
  thinking_face: '🤔',
  heavy_check_mark: '✔️',
  arrow_right: '➡️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
};

/**
 * The emoji of a shortcode; the shortcode itself when it is not known.
 * @param {string} name without its colons
 * @returns {Node}
 */
export function emoji(name) {
  const picture = pictures[name];
  if (!picture) return document.createTextNode(characters[name] ?? `:${name}:`);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'emoji');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', picture.words);
  for (const [tag, attributes] of picture.shapes) {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [attribute, value] of Object.entries(attributes)) shape.setAttribute(attribute, value);
    svg.append(shape);
  }
  return svg;
}
