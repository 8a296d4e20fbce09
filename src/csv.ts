/** Comma-separated values (RFC 4180) that a spreadsheet takes for text, never for a formula. Pure. */

/**
 * @param columns the header, and the keys to read of each row, in order
 * @returns lines that end with CRLF, the header first; null is an empty cell
 */
export function toCsv<Column extends string>(
  columns: readonly Column[],
  rows: ReadonlyArray<Readonly<Record<Column, string | null>>>,
): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function toCell(text: string): string {
  // A spreadsheet runs what begins like this; a leading apostrophe makes it text (OWASP: CSV Injection).
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
