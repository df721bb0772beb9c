/**
 * Tables of text with aligned columns. A cell that is too long for its column goes on below, so
 * that no line is longer than the page. Invariant: lines carry no spaces at their end and no
 * colour.
 */
/** Characters of a line of a report. */
export const PAGE_WIDTH = 100;
/** What stands between two columns. */
const GAP = '  ';
/** Draws a table: a line of titles (unless all are empty), and one or more lines for each row. */
export function drawTable(columns, rows, indent = '') {
    const widths = columns.map(({ title, widthMax = Infinity }, index) => {
        const lines = rows.flatMap((row) => (row[index] ?? '').split('\n'));
        const longest = lines.reduce((most, { length }) => Math.max(most, length), title.length);
        return Math.min(longest, Math.max(widthMax, title.length));
    });
    const line = (cells) => columns
        .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        return align === 'right' ? cell.padStart(widths[index]) : cell.padEnd(widths[index]);
    })
        .join(GAP)
        .replace(/^/, indent)
        .trimEnd();
    const titles = columns.map(({ title }) => title);
    const body = rows.flatMap((row) => {
        const broken = columns.map((_column, index) => wrap(row[index] ?? '', widths[index]));
        const height = Math.max(1, ...broken.map((lines) => lines.length));
        return Array.from({ length: height }, (_none, at) => line(broken.map((cell) => cell[at] ?? '')));
    });
    return titles.every((title) => title === '') ? body : [line(titles), ...body];
}
/** Breaks text into lines of at most `width` characters, at spaces where there are any. */
export function wrap(text, width) {
    const lines = [];
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
export function paragraph(text, indent = '', hang = indent) {
    return wrap(text, PAGE_WIDTH - indent.length).map((line, index) => (index === 0 ? hang : indent) + line);
}
//# sourceMappingURL=table.js.map