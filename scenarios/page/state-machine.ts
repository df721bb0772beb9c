/**
 * The dispatch machine with how often each transition was taken: coverage as a picture. Transitions
 * of one pair of states share an arrow; those that were never taken are drawn pale. Invariant:
 * every transition of the machine and every one of the result has its row in the table.
 */

import { graphlib, layout } from '@dagrejs/dagre';
import * as Plot from '@observablehq/plot';
import { describeTransition, type TransitionDescription } from '../../actors/index.ts';
import { compileMachine, dispatchMachine } from '../../actors/dispatch/index.ts';
import type { TransitionCount } from '../../workers/index.ts';
import { countOf, countText } from '../report/number.ts';
import { draw, DRAWING_WIDTH, telling } from './drawing.ts';
import { type Figure, legendOf, numberCell } from './figure.ts';

const NODE_HEIGHT = 30;
const LETTER_WIDTH = 7.5;

/** All transitions between two states. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
  readonly count: number;
}

/** The machine with the counts of a result; null where the result counts none. */
export function stateMachine(taken: readonly TransitionCount[]): Figure | null {
  if (taken.length === 0) return null;
  const transitions = allTransitions(taken);
  const arrows = arrowsOf(transitions);
  const { nodes, edges, width, height } = placed(arrows);
  const places = edges.flatMap(({ arrow, points }, edge) =>
    points.map(({ x, y }) => ({ x, y, edge, isTaken: arrow.count > 0 })),
  );
  type Place = (typeof places)[number];
  const line = (isTaken: boolean) =>
    Plot.line(
      places.filter((place) => place.isTaken === isTaken),
      {
        x: 'x',
        y: 'y',
        z: 'edge',
        curve: 'basis',
        stroke: isTaken ? 'var(--series-0)' : 'var(--pale)',
        strokeWidth: isTaken ? (place: Place) => widthOf(edges[place.edge]!.arrow.count) : 1,
        ...(isTaken ? {} : { strokeDasharray: '3 3' }),
        markerEnd: 'arrow',
      },
    );
  const taking = edges.filter(({ arrow }) => arrow.count > 0);
  const drawing = draw({
    width: DRAWING_WIDTH,
    height: Math.round((height / width) * DRAWING_WIDTH),
    margin: 0,
    x: { axis: null, domain: [0, width] },
    y: { axis: null, domain: [height, 0] },
    marks: [
      line(false),
      line(true),
      Plot.rect(nodes, {
        x1: ({ x, width: own }: (typeof nodes)[number]) => x - own / 2,
        x2: ({ x, width: own }: (typeof nodes)[number]) => x + own / 2,
        y1: ({ y }: (typeof nodes)[number]) => y - NODE_HEIGHT / 2,
        y2: ({ y }: (typeof nodes)[number]) => y + NODE_HEIGHT / 2,
        rx: 6,
        fill: 'var(--paper)',
        stroke: 'var(--ink)',
        ...telling(nodes, 'states', ({ name }) => ({ state: name })),
      }),
      Plot.text(nodes, { x: 'x', y: 'y', text: 'name', fontSize: 13, fill: 'var(--ink)' }),
      Plot.text(taking, {
        x: ({ label }: (typeof taking)[number]) => label.x,
        y: ({ label }: (typeof taking)[number]) => label.y,
        text: ({ arrow }: (typeof taking)[number]) => countText(arrow.count),
        fontSize: 12,
        fill: 'var(--ink)',
        stroke: 'var(--paper)',
        strokeWidth: 4,
        ...telling(taking, 'transitions', ({ arrow: { from, to, count } }) => ({
          from,
          to,
          count,
        })),
      }),
    ],
  });
  const takenCount = transitions.filter(({ count }) => count > 0).length;
  return {
    title: 'Dispatch of system calls, with how often each transition was taken',
    kind: 'state-machine',
    summary: `${takenCount} of ${countOf(transitions.length, 'transition')} were taken`,
    drawing,
    legend: legendOf([
      { swatch: 'line series-0', text: 'taken so often' },
      { swatch: 'line pale', text: 'never taken' },
    ]),
    notes: [`${takenCount} of ${countOf(transitions.length, 'transition')} were taken.`],
    table: {
      caption: 'Transitions of the dispatch machine',
      columns: [
        { title: 'from' },
        { title: 'event' },
        { title: 'guards' },
        { title: 'to' },
        { title: 'taken', isNumber: true },
      ],
      rows: transitions.map(({ from, event, guards, to, count }) => [
        from,
        event,
        guards.join(', '),
        to,
        numberCell(count, countText(count)),
      ]),
    },
  };
}

/** Every transition of the machine, with its count; then what the result has besides. */
function allTransitions(taken: readonly TransitionCount[]): TransitionCount[] {
  const table = compileMachine(dispatchMachine);
  const key = ({ from, event, guards, to }: TransitionDescription): string =>
    JSON.stringify([from, event, guards, to]);
  const counts = new Map(taken.map((transition) => [key(transition), transition]));
  const known = Array.from({ length: table.transitions }, (_none, number): TransitionCount => {
    const transition = describeTransition(table, number);
    const found = counts.get(key(transition));
    counts.delete(key(transition));
    return { ...transition, count: found?.count ?? 0 };
  });
  return [...known, ...counts.values()].sort((a, b) => b.count - a.count);
}

/** One arrow for each pair of states. */
function arrowsOf(transitions: readonly TransitionCount[]): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { from, to, event, count } of transitions) {
    const key = JSON.stringify([from, to]);
    const arrow = arrows.get(key) ?? { from, to, events: [], count: 0 };
    arrows.set(key, { ...arrow, events: [...arrow.events, event], count: arrow.count + count });
  }
  return [...arrows.values()];
}

/** Places for states and arrows, in layers. */
function placed(arrows: readonly Arrow[]) {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 60, edgesep: 14, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))];
  for (const name of names)
    graph.setNode(name, { width: name.length * LETTER_WIDTH + 20, height: NODE_HEIGHT });
  for (const { from, to, count } of arrows)
    graph.setEdge(from, to, {
      // What was taken decides about the layers, and has room for its number.
      weight: count > 0 ? 4 : 1,
      width: count > 0 ? countText(count).length * LETTER_WIDTH : 1,
      height: count > 0 ? 16 : 1,
      labelpos: 'c',
    });
  layout(graph);
  const { width = 1, height = 1 } = graph.graph() as { width?: number; height?: number };
  const nodes = names.map((name) => {
    const { x, y, width: own } = graph.node(name) as { x: number; y: number; width: number };
    return { name, x, y, width: own };
  });
  const edges = arrows.map((arrow) => {
    const { points, x, y } = graph.edge(arrow.from, arrow.to) as {
      points: { x: number; y: number }[];
      x?: number;
      y?: number;
    };
    const middle = points[points.length >> 1]!;
    return { arrow, points, label: { x: x ?? middle.x, y: y ?? middle.y } };
  });
  return { nodes, edges, width, height };
}

/** Thicker by a power of ten each. */
function widthOf(count: number): number {
  return 1.2 + Math.log10(Math.max(1, count)) * 0.5;
}
