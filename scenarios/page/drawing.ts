/**
 * Drawing: Observable Plot, run here and not in the reader's browser, so that a page needs no
 * library and prints what it shows. Invariant: what comes out is markup without scripts, links and
 * style sheets of its own; colours are the page's variables, so that one drawing serves light and
 * dark.
 *
 * Source: Plot draws into any document that it is given, https://observablehq.com/plot/features/plots
 */

import { createHash } from 'node:crypto';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escaped, Html } from './html.ts';

/** Width of every drawing in its own units; the page scales it. */
export const DRAWING_WIDTH = 960;
/** Width of those that stand side by side where there is room. */
export const HALF_WIDTH = 600;

/** What a drawn element stands for, so that a reader, or a test, can ask it. */
export type Data = Readonly<Record<string, string | number>>;

/** An element of a drawing, as far as it is read here. */
interface Drawn {
  readonly nodeType: number;
  readonly localName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Drawn>;
  readonly children: ArrayLike<Drawn>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  setAttribute(name: string, value: string): void;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Draws marks; axes, scales and ticks are the library's. */
export function draw(options: Plot.PlotOptions): Html {
  const drawn = Plot.plot({ width: DRAWING_WIDTH, ...options, document: document as never });
  return new Html(withOwnNames(written(drawn)));
}

/**
 * An option of a mark: gives what is drawn for each datum what it stands for as `data-` attributes,
 * and the group of them a class.
 */
export function telling<Datum>(
  data: readonly Datum[],
  style: string,
  tell: (datum: Datum, index: number) => Data,
): { readonly render: Plot.RenderFunction } {
  return {
    render: ((index, scales, values, dimensions, context, next) => {
      const group = next!(index, scales, values, dimensions, context) as Drawn;
      group.setAttribute('class', style);
      index.forEach((each, place) => {
        const element = group.children[place];
        for (const [name, value] of Object.entries(tell(data[each]!, each)))
          element?.setAttribute(`data-${name}`, String(value));
      });
      return group;
    }) as Plot.RenderFunction,
  };
}

/**
 * Plot counts the names of clips and arrowheads over all that it ever drew. Here they follow from
 * what is drawn, so that a page does not depend on what was drawn before it.
 */
function withOwnNames(text: string): string {
  const pattern = /(id="|url\(#)plot-(clip|marker)-(\d+)/g;
  const numbers = [...new Set([...text.matchAll(pattern)].map(([, , , number]) => number))];
  if (numbers.length === 0) return text;
  const rename = (prefix: string): string =>
    text.replaceAll(
      pattern,
      (_all, before: string, kind: string, number: string) =>
        `${before}${prefix}-${kind}-${numbers.indexOf(number)}`,
    );
  const digest = createHash('sha256').update(rename('drawing')).digest('hex').slice(0, 12);
  return rename(`drawing-${digest}`);
}

const ELEMENT = 1;
const TEXT = 3;

/** Our own writing of what was drawn: linkedom's leaves entities in attributes as they are. */
function written(node: Drawn): string {
  if (node.nodeType === TEXT) return escaped(node.textContent ?? '');
  // The style sheet of a drawing repeats in each; the page has it once.
  if (node.nodeType !== ELEMENT || node.localName === 'style') return '';
  const attributes = [...node.attributes]
    .map(({ name, value }) => ` ${name}="${escaped(shorter(name, value))}"`)
    .join('');
  const inner = [...node.childNodes].map(written).join('');
  return inner === ''
    ? `<${node.localName}${attributes}/>`
    : `<${node.localName}${attributes}>${inner}</${node.localName}>`;
}

/** Places to a hundredth of a pixel: what nobody sees is half of the size of a drawing. */
function shorter(name: string, value: string): string {
  if (!/^(d|transform|x|y|[xy][12]|width|height|c[xy]|r)$/.test(name)) return value;
  return value.replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}
