/** Writes dates as Slack's clients do (Slack: "Formatting message text", date formatting). Pure. */

const dayMs = 86_400_000;

/**
 * @param {number} at Unix milliseconds
 * @param {string} timeZone IANA name
 * @param {Intl.DateTimeFormatOptions} options
 */
function written(at, timeZone, options) {
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(at);
}

/**
 * The day, as a number that grows by one a day where the reader is.
 * @param {number} at
 * @param {string} timeZone
 */
function dayNumber(at, timeZone) {
  const [day = '1', month = '1', year = '1970'] = written(at, timeZone, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).split('/');
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayMs;
}

/**
 * Yesterday, today, tomorrow, or null.
 * @param {number} at
 * @param {number} now
 * @param {string} timeZone
 */
function nearby(at, now, timeZone) {
  const distance = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[String(distance)] ?? null;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const formats = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * Fills in a format such as `{date_short_pretty} at {time}`; tokens that are unknown stay as they are.
 * @param {number} atSeconds
 * @param {string} format
 * @param {{ now: number, timeZone: string }} reader Unix milliseconds, IANA name
 */
export function writeDate(atSeconds, format, { now, timeZone }) {
  const at = atSeconds * 1000;
  return format.replace(/\{(\w+)\}/g, (token, name) => {
    const pretty = /^(date(?:_short|_long)?)_pretty$/.exec(name);
    const options = formats[pretty?.[1] ?? name];
    if (!options) return token;
    return (pretty && nearby(at, now, timeZone)) ?? written(at, timeZone, options);
  });
}

/**
 * `14:03`.
 * @param {number} at
 * @param {string} timeZone
 */
export function writeTime(at, timeZone) {
  return written(at, timeZone, { hour: '2-digit', minute: '2-digit' });
}

/**
 * `Today`, `Yesterday`, or the day in full.
 * @param {number} at
 * @param {{ now: number, timeZone: string }} reader
 */
export function writeDay(at, { now, timeZone }) {
  const day = writeDate(at / 1000, '{date_long_pretty}', { now, timeZone });
  return day.charAt(0).toUpperCase() + day.slice(1);
}

/**
 * A length of time in its two largest units: `2 days 3 h`, `10 min`; empty for less than a minute.
 * @param {number} ms
 */
export function writeDuration(ms) {
  const minutes = Math.floor(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), minutes >= 2880 ? 'days' : 'day'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ];
  return parts
    .filter(([count]) => count !== 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
