/** Emoji as small pictures of our own, so that they look alike on every machine, also where no typeface has them. */

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
  ['path', { d: 'M7.5 16.5c.3-2 1.6-2.5 2.5-3.5.9 1 2.2 1.5 2.5 3.5z', fill: amber }],
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

/** @type {[string, Record<string, string>][]} */
const envelope = [
  ['rect', { x: '1.5', y: '4', width: '17', height: '12', rx: '2', fill: '#dfe7f1', stroke: '#5b6b80' }],
  ['path', { d: 'M2.5 5.5L10 11l7.5-5.5', stroke: '#5b6b80', ...line, 'stroke-width': '1.5' }],
];

/**
 * @param {string} fill
 * @returns {[string, Record<string, string>][]}
 */
const disc = (fill) => [['circle', { cx: '10', cy: '10', r: '8', fill, stroke: '#00000022' }]];

/** @type {Record<string, Picture>} */
export const pictures = {
  white_check_mark: {
    words: 'done',
    shapes: [tile(green), ['path', { d: 'M5.5 10.5l3 3 6-7', stroke: '#fff', ...line }]],
  },
  warning: {
    words: 'warning',
    shapes: [
      ['path', { d: 'M10 1.5l9 16.5H1z', fill: amber }],
      ['path', { d: 'M10 7.5v5M10 15.3v.2', stroke: '#3d2c00', ...line }],
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
      ['path', { d: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M10 14.6v.2', stroke: '#fff', ...line }],
    ],
  },
  information_source: {
    words: 'note',
    shapes: [tile(blue), ['path', { d: 'M10 9v5.5M10 5.7v.2', stroke: '#fff', ...line }]],
  },
  incoming_envelope: { words: 'message on its way', shapes: envelope },
  double_vertical_bar: {
    words: 'paused',
    shapes: [tile(blue), ['path', { d: 'M7.5 6v8M12.5 6v8', stroke: '#fff', ...line, 'stroke-width': '2.5' }]],
  },
  rotating_light: { words: 'alarm', shapes: siren },
  large_green_circle: { words: 'well', shapes: disc(green) },
  large_yellow_circle: { words: 'needs a look', shapes: disc(amber) },
  red_circle: { words: 'not well', shapes: disc(red) },
  white_circle: { words: 'nothing yet', shapes: disc('#e3e6ea') },
  octagonal_sign: {
    words: 'stop',
    shapes: [
      ['path', { d: 'M6 1.5h8L18.5 6v8L14 18.5H6L1.5 14V6z', fill: red }],
      ['path', { d: 'M5.5 10h9', stroke: '#fff', ...line, 'stroke-width': '2.5' }],
    ],
  },
  arrow_forward: { words: 'goes on', shapes: [tile(blue), ['path', { d: 'M7.5 5.5l7 4.5-7 4.5z', fill: '#fff' }]] },
  leftwards_arrow_with_hook: {
    words: 'back',
    shapes: [
      tile('#5b6b80'),
      ['path', { d: 'M5 11.5h7.5a2.7 2.7 0 0 0 0-5.5H8M7.5 9L5 11.5l2.5 2.5', stroke: '#fff', ...line }],
    ],
  },
  arrows_counterclockwise: {
    words: 'again',
    shapes: [
      tile('#5b6b80'),
      [
        'path',
        { d: 'M14.5 8.5A5 5 0 0 0 5.5 8M5.5 5v3h3M5.5 11.5a5 5 0 0 0 9 .5M14.5 15v-3h-3', stroke: '#fff', ...line },
      ],
    ],
  },
  bell: {
    words: 'reminder',
    shapes: [
      ['path', { d: 'M4 14.5c1.5-1.5 1.5-3.5 1.5-5.5a4.5 4.5 0 0 1 9 0c0 2 0 4 1.5 5.5z', fill: amber }],
      ['path', { d: 'M8.5 17h3M10 3V2', stroke: '#7a5a00', ...line }],
    ],
  },
  alarm_clock: {
    words: 'time',
    shapes: [
      ['circle', { cx: '10', cy: '11', r: '7', fill: '#fff', stroke: red, 'stroke-width': '2' }],
      ['path', { d: 'M10 7.5V11l2.5 1.5M2.5 5L5 2.5M17.5 5L15 2.5', stroke: '#5b6b80', ...line }],
    ],
  },
  mag: {
    words: 'search',
    shapes: [
      ['circle', { cx: '8.5', cy: '8.5', r: '5.5', fill: '#e3eefb', stroke: '#5b6b80', 'stroke-width': '2' }],
      ['path', { d: 'M12.8 12.8L17.5 17.5', stroke: '#5b6b80', ...line, 'stroke-width': '3' }],
    ],
  },
  eyes: {
    words: 'seen',
    shapes: [
      ['ellipse', { cx: '5.5', cy: '10', rx: '4', ry: '6', fill: '#fff', stroke: '#5b6b80' }],
      ['ellipse', { cx: '14.5', cy: '10', rx: '4', ry: '6', fill: '#fff', stroke: '#5b6b80' }],
      ['circle', { cx: '4.5', cy: '11', r: '2', fill: '#2b2f36' }],
      ['circle', { cx: '13.5', cy: '11', r: '2', fill: '#2b2f36' }],
    ],
  },
  bust_in_silhouette: {
    words: 'somebody',
    shapes: [
      ['circle', { cx: '10', cy: '6.5', r: '4', fill: '#5b6b80' }],
      ['path', { d: 'M2.5 18c0-4.5 3-6.5 7.5-6.5s7.5 2 7.5 6.5z', fill: '#5b6b80' }],
    ],
  },
  wave: {
    words: 'hello',
    shapes: [
      [
        'path',
        {
          d: 'M6 9V4.5M8.5 8V3M11 8V3.5M13.5 9V5M13.5 9v3a4.5 4.5 0 0 1-4.5 5c-2 0-3-1-4-3L3 10.5',
          stroke: '#d99a1c',
          ...line,
          'stroke-width': '2.5',
        },
      ],
    ],
  },
  tada: {
    words: 'hooray',
    shapes: [
      ['path', { d: 'M2 18l4.5-11 6.5 6.5z', fill: amber }],
      ['path', { d: 'M11 7c0-2 1-4 3-5M13.5 9.5c1.5-1 3-1.5 5-1M16 4.5v.2M17 13.5v.2', stroke: blue, ...line }],
    ],
  },
  wrench: {
    words: 'repair',
    shapes: [
      [
        'path',
        {
          d: 'M17.5 5.5l-3 3-3-3 3-3a5 5 0 0 0-6.5 6.5l-5.5 5.5a2.1 2.1 0 0 0 3 3l5.5-5.5a5 5 0 0 0 6.5-6.5z',
          fill: '#7b8494',
        },
      ],
    ],
  },
  envelope: { words: 'message', shapes: envelope },
  newspaper: {
    words: 'news',
    shapes: [
      ['rect', { x: '2', y: '3', width: '16', height: '14', rx: '2', fill: '#eef0f3', stroke: '#5b6b80' }],
      ['path', { d: 'M5 7h10M5 10.5h4M5 14h4M12 10.5h3M12 14h3', stroke: '#5b6b80', ...line, 'stroke-width': '1.5' }],
    ],
  },
  wastebasket: {
    words: 'removed',
    shapes: [
      ['path', { d: 'M4.5 6l1 12h9l1-12z', fill: '#c9cfd8' }],
      ['path', { d: 'M3 5.5h14M8 3h4M8 9l.4 6M12 9l-.4 6', stroke: '#5b6b80', ...line, 'stroke-width': '1.5' }],
    ],
  },
  satellite_antenna: {
    words: 'no signal',
    shapes: [
      ['path', { d: 'M3 7a8 8 0 0 0 10 10z', fill: '#7b8494' }],
      ['path', { d: 'M8 12l4-4M11.5 4A5 5 0 0 1 16 8.5', stroke: '#5b6b80', ...line }],
      ['circle', { cx: '12', cy: '8', r: '1.5', fill: red }],
    ],
  },
  robot_face: {
    words: 'bot',
    shapes: [
      ['rect', { x: '3', y: '6', width: '14', height: '11', rx: '2.5', fill: '#9fb2c8' }],
      ['path', { d: 'M10 6V3M7.5 14h5', stroke: '#40536b', ...line }],
      ['circle', { cx: '7', cy: '10.5', r: '1.5', fill: '#fff' }],
      ['circle', { cx: '13', cy: '10.5', r: '1.5', fill: '#fff' }],
    ],
  },
  hatching_chick: {
    words: 'new',
    shapes: [
      ['circle', { cx: '10', cy: '7.5', r: '5', fill: '#f4c430' }],
      ['path', { d: 'M3 10l2.5 2 2-2 2.5 2 2.5-2 2 2 2.5-2a7 7 0 0 1-14 0z', fill: '#f3ead7', stroke: '#b9a67e' }],
      ['path', { d: 'M8 7v.2M12 7v.2', stroke: '#2b2f36', ...line }],
    ],
  },
  electric_plug: {
    words: 'connection',
    shapes: [
      ['path', { d: 'M6 7h8v3a4 4 0 0 1-8 0z', fill: '#5b6b80' }],
      ['path', { d: 'M8 6V2.5M12 6V2.5M10 14v4', stroke: '#5b6b80', ...line }],
    ],
  },
};
