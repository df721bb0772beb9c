/**
 * A figure of the page: a drawing with what it says in words, and the values behind it as a table.
 * Invariant: nothing is said by a drawing alone; every figure has its table.
 */

import { attribute, type Content, html, Html } from './html.ts';

/** Rows that stand open on the page. */
const OPEN_ROW_COUNT_MAX = 40;

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A cell: what is shown, and the value behind it where that was rounded. */
export type Cell = Content | { readonly shown: Content; readonly value: number };

/** A table; the first cell of a row names it. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What a figure shows. */
export interface Figure {
  readonly title: string;
  /** What kind of figure it is: its class. */
  readonly kind: string;
  /** What there is to see, in one sentence, for who does not see it. */
  readonly summary: string;
  readonly drawing: Html;
  readonly legend?: Html;
  /** What was left out, fitted or merged. */
  readonly notes?: readonly string[];
  readonly table: Table;
}

/** A figure as markup. */
export function figure({ title, kind, summary, drawing, legend, notes, table }: Figure): Html {
  return html`<figure class="${kind}">
    <figcaption>${title}</figcaption>
    <div class="drawing" role="img" aria-label="${`${title}. ${summary}`}">${drawing}</div>
    ${legend ?? null}${(notes ?? []).map((note) => html`<p class="note">${note}</p>`)}
    <details>
      <summary>The values as a table</summary>
      ${tableOf(table)}
    </details>
  </figure> `;
}

/** A table as markup. */
export function tableOf({ caption, columns, rows }: Table): Html {
  const head = columns.map(
    ({ title, isNumber }) =>
      html`<th scope="col" ${attribute('class', isNumber === true ? 'number' : null)}>
        ${title}
      </th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell, index) => cellOf(cell, columns[index]?.isNumber === true, index === 0))}
      </tr> `,
  );
  return html`<div class="table">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** A table that may be long: folded up at first where it is. */
export function foldedTable(table: Table): Html {
  if (table.rows.length <= OPEN_ROW_COUNT_MAX) return tableOf(table);
  return html`<details>
    <summary>${table.caption}: ${table.rows.length} rows</summary>
    ${tableOf(table)}
  </details>`;
}

/** Names and what they stand beside. */
export function pairsOf(caption: string, pairs: readonly (readonly [string, Content])[]): Html {
  const rows = pairs.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr> `,
  );
  return html`<div class="table">
    <table class="pairs">
      <caption>
        ${caption}
      </caption>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** A number that is shown shorter than it is. */
export function numberCell(value: number, shown: string): Cell {
  return { shown, value };
}

/** One entry of a legend: a colour of the style and what it means. */
export function legendOf(
  entries: readonly { readonly swatch: string; readonly text: string }[],
): Html {
  return html`<ul class="legend">
    ${entries.map(
      ({ swatch, text }) => html`<li><span class="swatch ${swatch}"></span>${text}</li>`,
    )}
  </ul>`;
}

function cellOf(cell: Cell, isNumber: boolean, isFirst: boolean): Html {
  const isRounded = typeof cell === 'object' && cell !== null && 'shown' in cell;
  const shown = isRounded ? cell.shown : cell;
  const value = attribute('data-value', isRounded ? cell.value : null);
  const style = attribute('class', isNumber ? 'number' : null);
  return isFirst
    ? html`<th scope="row" ${style} ${value}>${shown}</th>`
    : html`<td ${style} ${value}>${shown}</td>`;
}
