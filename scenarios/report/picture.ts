/**
 * A schedule as an SVG sequence diagram: threads and memory as lifelines, time downwards. One file
 * with its own style, in the colours of the reader's light or dark page.
 *
 * Invariant: the text is well-formed XML that runs nothing and fetches nothing, whatever the names
 * and texts of a scenario are; every step is drawn, in order.
 * Source: SVG 1.1, https://www.w3.org/TR/SVG11/; characters: XML 1.0, production 2.
 */

import type { ScheduleStep } from '../../workers/index.ts';
import { marksSteps, type StepMarks } from './columns.ts';
import { type Message, messagesOf } from './messages.ts';
import { changedStrips } from './strip.ts';
import { wrap } from './table.ts';

/** Pixels. A letter of the monospaced type is 0.6 of its size wide. */
const TYPE_SIZE = 12;
const LETTER_WIDTH = 7.25;
const LINE_HEIGHT = 16;
const MARGIN = 16;
const HEAD_HEIGHT = 28;
/** Room between two lifelines, for what a step did. */
const LANE_WIDTH = 264;
/** Memory has nothing to its right. */
const MEMORY_WIDTH = 80;
const LANE_LETTERS = Math.floor((LANE_WIDTH - 2 * MARGIN) / LETTER_WIDTH);
const STEP_GAP = 10;

/** What is drawn besides the steps. */
export interface PictureOptions {
  /** What the picture shows, for readers that cannot see it. */
  readonly title?: string;
  /** What is known of the steps; what the failure does not depend on is drawn pale. */
  readonly why?: StepMarks | undefined;
  /** What goes round for ever behind the schedule. */
  readonly forever?: readonly ScheduleStep[] | undefined;
}

const STYLE = `
  text { font: ${TYPE_SIZE}px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace }
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .told { fill: #57606a; font-style: italic }
  .deed { font-weight: bold } .pale { opacity: 0.55 }
  .life { stroke: #afb8c1; stroke-dasharray: 3 3 } .head { fill: #f6f8fa; stroke: #afb8c1 }
  .write { stroke: #0969da } .read { stroke: #1a7f37; stroke-dasharray: 5 3 }
  .loop { fill: none; stroke: #8250df; stroke-width: 2 }
  .wake { stroke: #8250df } .point { fill: #57606a } .critical { fill: #ffe2cc }
  .tip-write { fill: #0969da } .tip-read { fill: #1a7f37 } .tip-wake { fill: #8250df }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { fill: #e6edf3 } .told { fill: #9da7b1 }
    .life { stroke: #57606a } .head { fill: #161b22; stroke: #57606a }
    .write { stroke: #58a6ff } .read { stroke: #56d364 }
    .loop { stroke: #bc8cff }
    .wake { stroke: #bc8cff } .point { fill: #9da7b1 } .critical { fill: #4a2a12 }
    .tip-write { fill: #58a6ff } .tip-read { fill: #56d364 } .tip-wake { fill: #bc8cff }
  }
`;

/** The picture as the text of an SVG file. */
export function pictureOf(
  schedule: readonly ScheduleStep[],
  { title = 'A schedule', why, forever = [] }: PictureOptions = {},
): string {
  const lanes = [...new Set([...schedule, ...forever].map(({ thread }) => thread))];
  const width = MARGIN + lanes.length * LANE_WIDTH + MEMORY_WIDTH;
  const drawing = new Drawing(lanes);
  const { strips } = changedStrips(schedule.map(({ mappings }) => mappings));
  schedule.forEach((step, index) => drawing.step(step, index + 1, why, strips[index]));
  drawing.loop(forever, schedule.length);
  const height = drawing.y + MARGIN;
  const heads = [...lanes, 'memory'].flatMap((name, lane) => {
    const x = placeOf(lane);
    const short = name.length > LANE_LETTERS ? `${name.slice(0, LANE_LETTERS - 1)}…` : name;
    return [
      `<line class="life" x1="${x}" x2="${x}" y1="${MARGIN + HEAD_HEIGHT}" y2="${height}"/>`,
      `<rect class="head" x="${x - MARGIN / 2}" y="${MARGIN / 2}" rx="4" ` +
        `width="${Math.ceil(short.length * LETTER_WIDTH) + MARGIN}" height="${HEAD_HEIGHT}"/>`,
      `<text class="ink" x="${x}" y="${MARGIN / 2 + 18}">${escaped(short)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...drawing.frames.map(
      ([top, bottom]) =>
        `<rect class="critical" y="${top}" width="${width}" height="${bottom - top}"/>`,
    ),
    ...heads,
    ...drawing.elements,
    ...drawing.loops.map(
      ([top, bottom]) =>
        `<rect class="loop" x="2" y="${top}" width="${width - 4}" height="${bottom - top}"/>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** Draws steps one below the other. */
class Drawing {
  /** Where the next step begins. */
  y = MARGIN + HEAD_HEIGHT + STEP_GAP;
  readonly elements: string[] = [];
  /** Top and bottom of what is framed. */
  readonly frames: (readonly [number, number])[] = [];
  readonly loops: (readonly [number, number])[] = [];
  readonly #lanes: readonly string[];

  constructor(lanes: readonly string[]) {
    this.#lanes = lanes;
  }

  step(step: ScheduleStep, number: number, why?: StepMarks, strip?: string): void {
    const isCritical = why?.criticalStep === number;
    const isPale = why !== undefined && marksSteps(why) && !why.slice.matters.includes(number);
    if (isPale) this.elements.push('<g class="pale">');
    const top = this.y - STEP_GAP / 2;
    const lane = this.#lanes.indexOf(step.thread);
    if (isCritical) this.#text(lane, 'told', ['behind this step every continuation fails']);
    for (const message of messagesOf(step, number, strip)) this.#message(message, lane);
    if (isPale) this.elements.push('</g>');
    if (isCritical) this.frames.push([top, this.y + STEP_GAP / 2]);
    this.y += STEP_GAP;
  }

  /** Steps that go round for ever, numbered on, in a frame. */
  loop(steps: readonly ScheduleStep[], before: number): void {
    const [first] = steps;
    if (first === undefined) return;
    const top = this.y;
    this.#text(this.#lanes.indexOf(first.thread), 'told', ['for ever:']);
    steps.forEach((step, index) => this.step(step, before + index + 1));
    this.loops.push([top, this.y]);
    this.y += STEP_GAP;
  }

  #message({ kind, to, deed, lines }: Message, lane: number): void {
    if (kind === 'act') {
      const place = `cx="${placeOf(lane)}" cy="${this.y + LINE_HEIGHT / 2 + 2}"`;
      this.elements.push(`<circle class="point" ${place} r="3"/>`);
    }
    if (deed !== undefined) this.#text(lane, 'ink deed', [deed]);
    this.#text(lane, kind === 'note' ? 'told' : 'ink', lines);
    const memory = this.#lanes.length;
    if (kind === 'write') this.#arrow(kind, lane, memory);
    if (kind === 'read') this.#arrow(kind, memory, lane);
    if (kind === 'wake') this.#arrow(kind, lane, Math.max(0, this.#lanes.indexOf(to ?? '')));
  }

  #text(lane: number, style: string, lines: readonly string[]): void {
    const x = placeOf(lane) + MARGIN / 2;
    for (const line of lines.flatMap((each) => wrap(each, LANE_LETTERS))) {
      this.y += LINE_HEIGHT;
      this.elements.push(
        `<text class="${style}" x="${x}" y="${this.y - 6}">${escaped(line)}</text>`,
      );
    }
  }

  #arrow(kind: string, from: number, to: number): void {
    const [x1, x2] = [placeOf(from), placeOf(to)];
    const back = x2 > x1 ? -7 : 7;
    this.elements.push(
      `<line class="${kind}" x1="${x1}" x2="${x2 + back}" y1="${this.y}" y2="${this.y}"/>`,
      `<path class="tip-${kind}" d="M${x2} ${this.y}l${back} -4v8z"/>`,
    );
    this.y += 6;
  }
}

function placeOf(lane: number): number {
  return MARGIN + lane * LANE_WIDTH;
}

/** A text as XML: without what begins a tag or an entity, or is no character of XML. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
