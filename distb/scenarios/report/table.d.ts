/**
 * Tables of text with aligned columns. A cell that is too long for its column goes on below, so
 * that no line is longer than the page. Invariant: lines carry no spaces at their end and no
 * colour.
 */
/** Characters of a line of a report. */
export declare const PAGE_WIDTH = 100;
/** One column. */
export interface Column {
    readonly title: string;
    /** Numbers stand to the right. Default: left. */
    readonly align?: 'left' | 'right';
    /** Longer cells are broken into several lines. Default: no limit. */
    readonly widthMax?: number;
}
/** Draws a table: a line of titles (unless all are empty), and one or more lines for each row. */
export declare function drawTable(columns: readonly Column[], rows: readonly (readonly string[])[], indent?: string): string[];
/** Breaks text into lines of at most `width` characters, at spaces where there are any. */
export declare function wrap(text: string, width: number): string[];
/** Text broken to the page, each line behind the indent; `hang` is put before the first line. */
export declare function paragraph(text: string, indent?: string, hang?: string): string[];
