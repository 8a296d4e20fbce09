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

function toCell(text: string): string {
  // A spreadsheet runs what begins like this, behind blanks and in full width, too; a leading apostrophe makes it text (OWASP: CSV Injection).
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
