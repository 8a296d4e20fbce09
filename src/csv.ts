/** Comma-separated values (RFC 4180) that a spreadsheet takes for text, never for a formula. Pure. */

/**
 * @param columns the header, and the keys to read of each row, in order
 * @returns lines that end with CRLF, the header first; null is an empty cell
 */
export function toCsv<Column extends string>(
  columns: readonly Column[],
  rows: ReadonlyArray<Readonly<Record<Column, string | null>>>,
): string {
  return toLine(columns) + toCsvLines(columns, rows);
}

/** The same without the header: what follows when rows come in pages. */
export function toCsvLines<Column extends string>(
  columns: readonly Column[],
  rows: ReadonlyArray<Readonly<Record<Column, string | null>>>,
): string {
  return rows.map((row) => toLine(columns.map((column) => row[column] ?? ''))).join('');
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/** What a spreadsheet runs when a cell begins with it, in full width, too (OWASP: CSV Injection). */
const formulaSigns = '=+\\-@＝＋－＠';
const beginsFormula = new RegExp(`^[\\s"]*[${formulaSigns}]|^[\\t\\r\\n]`);
/**
 * Where the list separator is a semicolon or a tab, a spreadsheet ends cells there, and quotes in the middle of its line
 * protect nothing: what follows would begin a cell of its own.
 */
const beginsFormulaElsewhere = new RegExp(`[;\\t\\r\\n](?=[\\s"]*[${formulaSigns}])`, 'g');

/** A leading apostrophe makes a cell text, wherever a spreadsheet takes it to begin. */
function toCell(text: string): string {
  const inside = text.replace(beginsFormulaElsewhere, "$&'");
  const harmless = beginsFormula.test(text) ? `'${inside}` : inside;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
