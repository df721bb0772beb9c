/**
 * Tables of text with aligned columns. A cell that is too long for its column goes on below, so
 * that no line is longer than the page. Invariant: lines carry no spaces at their end and no
 * colour.
 */

/** Characters of a line of a report, unless its reader's terminal has fewer. */
const PAGE_WIDTH = 100;
/** In fewer nobody reads a table: the terminal breaks its lines then. */
const PAGE_WIDTH_MIN = 72;

/** Guarded by the main thread, which alone writes reports. */
let columnCount = PAGE_WIDTH;

/** Characters of a line of a report. */
export function pageWidth(): number {
  return columnCount;
}

/** Fits the page to a terminal of so many columns; undefined: to a file or a pipe. */
export function fitPage(columns: number | undefined): void {
  columnCount = Math.max(PAGE_WIDTH_MIN, Math.min(columns ?? PAGE_WIDTH, PAGE_WIDTH));
}

/** One column. */
export interface Column {
  readonly title: string;
  /** Numbers stand to the right. Default: left. */
  readonly align?: 'left' | 'right';
  /** Longer cells are broken into several lines. Default: no limit. */
  readonly widthMax?: number;
}

/** What stands between two columns. */
const GAP = '  ';

/** Draws a table: a line of titles (unless all are empty), and one or more lines for each row. */
export function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = '',
): string[] {
  const widths = columns.map(({ title, widthMax = Infinity }, index) => {
    const lines = rows.flatMap((row) => (row[index] ?? '').split('\n'));
    const longest = lines.reduce((most, { length }) => Math.max(most, length), title.length);
    return Math.min(longest, Math.max(widthMax, title.length));
  });
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        return align === 'right' ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!);
      })
      .join(GAP)
      .replace(/^/, indent)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  const body = rows.flatMap((row) => {
    const broken = columns.map((_column, index) => wrap(row[index] ?? '', widths[index]!));
    const height = Math.max(1, ...broken.map((lines) => lines.length));
    return Array.from({ length: height }, (_none, at) =>
      line(broken.map((cell) => cell[at] ?? '')),
    );
  });
  return titles.every((title) => title === '') ? body : [line(titles), ...body];
}

/** Breaks text into lines of at most `width` characters, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let rest = part;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const cut = space > 0 ? space : width;
      lines.push(rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
    }
    lines.push(rest);
  }
  return lines;
}

/** Text broken to the page, each line behind the indent; `hang` is put before the first line. */
export function paragraph(text: string, indent = '', hang = indent): string[] {
  return wrap(text, columnCount - indent.length).map(
    (line, index) => (index === 0 ? hang : indent) + line,
  );
}
