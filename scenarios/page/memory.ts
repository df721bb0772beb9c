/**
 * The memory strip over time: which pages are mapped behind each step and with which protection, a
 * bar for each mapping as long as it stays as it is. Invariant: at each step what is drawn is the
 * list of mappings behind it; pages that no step tells apart share a row.
 */

import * as Plot from '@observablehq/plot';
import { parseList, protText, type VmaText } from '../../kernel/index.ts';
import { draw, telling } from './drawing.ts';
import type { Html } from './html.ts';

/** Rows that can be told apart. */
const ROW_COUNT_MAX = 48;
const ROW_HEIGHT = 16;

/** Pages that are mapped alike at all times. */
export interface PageRow {
  readonly from: number;
  readonly to: number;
}

/** A row of pages, mapped alike from one step up to another. */
interface MemoryBar extends PageRow {
  readonly row: number;
  readonly begin: number;
  readonly end: number;
  readonly protection: string;
}

/** The list of mappings behind a step, at its place in time. */
export interface Mapped {
  readonly begin: number;
  readonly end: number;
  readonly list: string;
}

/** The rows of all steps; none where nothing is mapped, or where there are too many to draw. */
export function pageRows(lists: readonly string[]): readonly PageRow[] {
  const vmas = [...new Set(lists)].flatMap((list) => parseList(list, 0));
  const edges = [...new Set(vmas.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  if (edges.length < 2 || edges.length - 1 > ROW_COUNT_MAX) return [];
  return edges.slice(1).map((to, index) => ({ from: edges[index]!, to }));
}

/** The protections that occur, for a legend. */
export function protectionsIn(lists: readonly string[]): readonly string[] {
  const all = [...new Set(lists)].flatMap((list) => parseList(list, 0).map(protectionOf));
  return [...new Set(all)].sort();
}

/** The class of a protection in the style of the page: without what letters it has not. */
export function protectionClass(protection: string): string {
  const letters = protection.replaceAll(/[^rwx]/g, '');
  return `prot-${letters === '' ? 'none' : letters}${protection.endsWith('!') ? '-marked' : ''}`;
}

/** Draws a stretch of time; `domain` and `marginLeft` are those of the lanes above it. */
export function memoryStrip(
  mapped: readonly Mapped[],
  rows: readonly PageRow[],
  domain: readonly [number, number],
  marginLeft: number,
): Html {
  const bars = barsOf(mapped, rows);
  return draw({
    height: rows.length * ROW_HEIGHT + 22,
    marginLeft,
    marginTop: 4,
    marginBottom: 16,
    marginRight: 8,
    x: { domain: [...domain], axis: null },
    y: {
      type: 'band',
      domain: rows.map((_row, index) => index),
      tickFormat: (index: number) => pagesText(rows[index]!),
      tickSize: 0,
      label: null,
      padding: 0.08,
    },
    marks: [
      Plot.rect(mapped, {
        x1: 'begin',
        x2: 'end',
        fill: 'transparent',
        ...telling(mapped, 'columns', ({ begin }) => ({ at: begin })),
      }),
      Plot.barX(bars, {
        x1: 'begin',
        x2: 'end',
        y: 'row',
        insetLeft: 0.5,
        insetRight: 0.5,
        rx: 2,
        fill: ({ protection }: MemoryBar) => `var(--${protectionClass(protection)})`,
        ...telling(bars, 'mappings', ({ from, to, protection, begin, end }) => ({
          pages: `${from}-${to}`,
          protection,
          begin,
          end,
        })),
      }),
      Plot.text(bars, {
        x: 'begin',
        y: 'row',
        text: 'protection',
        textAnchor: 'start',
        dx: 4,
        fontSize: 10,
        fill: 'var(--ink)',
        // A name that is longer than its bar would run into the next one.
        filter: ({ begin, end }: MemoryBar) => (end - begin) / (domain[1] - domain[0]) > 0.04,
      }),
    ],
  });
}

function barsOf(mapped: readonly Mapped[], rows: readonly PageRow[]): MemoryBar[] {
  const bars: MemoryBar[] = [];
  const open: (MemoryBar | undefined)[] = rows.map(() => undefined);
  const close = (row: number): void => {
    if (open[row] !== undefined) bars.push(open[row]);
    open[row] = undefined;
  };
  for (const { begin, end, list } of mapped) {
    const vmas = parseList(list, 0);
    rows.forEach(({ from, to }, row) => {
      const vma = vmas.find((each) => each.start <= from && to <= each.end);
      const protection = vma === undefined ? undefined : protectionOf(vma);
      const last = open[row];
      if (last !== undefined && last.protection === protection && last.end === begin)
        open[row] = { ...last, end };
      else {
        close(row);
        if (protection !== undefined) open[row] = { row, from, to, begin, end, protection };
      }
    });
  }
  rows.forEach((_row, index) => close(index));
  return bars;
}

function protectionOf({ flags }: VmaText): string {
  return protText(flags);
}

function pagesText({ from, to }: PageRow): string {
  return to - from === 1 ? `page ${from}` : `pages ${from}–${to - 1}`;
}
