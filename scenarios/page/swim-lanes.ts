/**
 * Swim lanes: a timeline with a lane for each thread, folded into rows like music, so that nothing
 * is cut off on a screen or on paper. Calls lie behind the steps that they are made of; what must
 * not be is marked; arrows lead from who woke to who was woken; below lies memory. The steps stand
 * in a table, too, and the page's script goes through that table.
 *
 * Invariant: every step that is shown is drawn once and has one row of the table, by the same
 * number; how many are not shown is told, and an overview counts them all.
 */

import * as Plot from '@observablehq/plot';
import { countOf, countText, nsText } from '../report/number.ts';
import type { Flow, Instant, Slice, Timeline } from '../timeline/timeline.ts';
import { draw, DRAWING_WIDTH, telling } from './drawing.ts';
import { legendOf } from './figure.ts';
import { attribute, html, Html } from './html.ts';
import { type Mapped, memoryStrip, pageRows, protectionClass, protectionsIn } from './memory.ts';
import type { Room, Stretch } from './window.ts';

/** Steps in a row. */
const FOLD = 48;
/** A row of fewer steps than this is drawn as if it had so many. */
const FOLD_LEAST = 12;
/** A table of more steps than this is folded up at first. */
const OPEN_COUNT_MAX = 20;
const LANE_HEIGHT = 38;
const LETTER_WIDTH = 6.6;
const NAME_LENGTH_MAX = 20;
/** Threads that an overview, and a drawing, can tell apart. */
const LANE_COUNT_MAX = 64;
const BIN_COUNT = 192;

const UNITS = { step: 'step', event: 'event', ns: 'step' } as const;

/** What is known of a step besides the timeline. */
export interface StepMark {
  /** The failure depends on it. */
  readonly matters: boolean;
  readonly isCritical: boolean;
}

/** How a timeline is shown. */
export interface LanesOptions {
  /** A name that no other timeline of the page has: letters, digits and hyphens. */
  readonly id: string;
  readonly room: Room;
  /** What is known of a step, by its number from 1. */
  readonly markOf?: (number: number) => StepMark | undefined;
}

/** A step that is shown. */
interface Step extends Slice {
  /** From 1, in the whole timeline. */
  readonly number: number;
}

/** A row of the fold. */
interface Row {
  readonly steps: readonly Step[];
  readonly domain: readonly [number, number];
}

/** A timeline with its stepper, its memory and its table. */
export function swimLanes(timeline: Timeline, options: LanesOptions): Html {
  const { id, room } = options;
  const all = timeline.slices
    .filter(({ kind }) => kind === 'step')
    .sort((a, b) => a.begin - b.begin)
    .map((slice, index): Step => ({ ...slice, number: index + 1 }));
  if (all.length === 0) return html`<p>No step: the first state is what was found.</p>`;
  const stretches = room.take(all.length);
  const rows = stretches.flatMap((stretch) => rowsOf(all, stretch, timeline.unit));
  const steps = rows.flatMap((row) => row.steps);
  const lists = steps.flatMap(({ details }) => details['memory'] ?? []);
  const pages = pageRows(lists);
  const names = timeline.lanes.map((name) => shortened(name, NAME_LENGTH_MAX));
  const labels = [...names, ...pages.map(({ from, to }) => `pages ${from}–${to - 1}`)];
  const marginLeft = 14 + LETTER_WIDTH * Math.max(...labels.map(({ length }) => length));
  const what = UNITS[timeline.unit];
  const drawn = rows.map((row) => {
    const lanes = drawLanes(timeline, row, names, marginLeft, options);
    const mapped = row.steps.map(({ begin, end, details }): Mapped => ({
      begin,
      end,
      list: details['memory'] ?? '',
    }));
    const memory = pages.length === 0 ? null : memoryStrip(mapped, pages, row.domain, marginLeft);
    return html`<div class="row">${lanes}${memory}</div> `;
  });
  const left = all.length - steps.length;
  const isAllMapped = lists.length > 0 && pages.length === 0 && lists.some((list) => list !== '');
  return html`<div class="timeline" id="${id}" data-unit="${what}" data-count="${all.length}">
    ${left === 0 ? null : overview(timeline, all, names, marginLeft)}
    ${left === 0 ? null : html`<p class="note thinned">${leftOut(all.length, stretches, what)}</p>`}
    <div
      class="lanes"
      tabindex="0"
      role="group"
      aria-label="${
        `${timeline.title}: ${countOf(all.length, what)} of ${countOf(timeline.lanes.length, 'thread')}. ` +
        'Arrow keys go through it.'
      }"
    >
      ${drawn}
    </div>
    ${legend(timeline, lists, options, steps)}
    ${isAllMapped ? html`<p class="note">There are too many mappings to draw; the table has them.</p>` : null}
    <div class="stepper" hidden>
      <button type="button" data-go="first" aria-label="first ${what}">|◀</button
      ><button type="button" data-go="back" aria-label="${what} back">◀</button
      ><button type="button" data-go="on" aria-label="${what} on">▶</button
      ><button type="button" data-go="last" aria-label="last ${what}">▶|</button>
      <input
        type="range"
        min="0"
        max="${steps.length - 1}"
        value="0"
        step="1"
        aria-label="${what}"
      />
      <output></output>
    </div>
    <div class="moment" aria-live="polite" hidden></div>
    <details class="steps" ${attribute('open', steps.length <= OPEN_COUNT_MAX ? '' : null)}>
      <summary>All ${what}s as a table</summary>
      ${stepTable(timeline, steps, options)}
    </details>
  </div> `;
}

/** The steps of a stretch in rows; a row of a schedule is as wide as the others. */
function rowsOf(all: readonly Step[], { from, to }: Stretch, unit: Timeline['unit']): Row[] {
  const rows: Row[] = [];
  for (let first = from; first < to; first += FOLD) {
    const steps = all.slice(first, Math.min(first + FOLD, to));
    const begin = steps[0]!.begin;
    const end = Math.max(...steps.map((step) => step.end));
    const least = to - from > FOLD ? FOLD : FOLD_LEAST;
    rows.push({ steps, domain: [begin, unit === 'ns' ? end : Math.max(end, begin + least)] });
  }
  return rows;
}

function drawLanes(
  { lanes, slices, instants, flows, unit }: Timeline,
  { steps, domain }: Row,
  names: readonly string[],
  marginLeft: number,
  { markOf }: LanesOptions,
): Html {
  const [from, to] = domain;
  const clip = (at: number): number => Math.min(Math.max(at, from), to);
  const isShown = (begin: number, end: number): boolean => begin < to && end > from;
  const pixelsPerUnit = (DRAWING_WIDTH - marginLeft - 8) / (to - from);
  const within = slices
    .filter(({ kind, begin, end }) => kind !== 'step' && isShown(begin, end))
    .map((slice) => ({ ...slice, begin: clip(slice.begin), end: clip(slice.end) }));
  const calls = within.filter(({ kind }) => kind === 'call');
  const waits = within.filter(({ kind }) => kind === 'wait');
  const told = instants.filter(({ at }) => at >= from && at < to);
  const findings = told.filter(({ isFinding }) => isFinding);
  const others = told.filter(({ isFinding }) => !isFinding);
  const arrows = flows.filter((flow) => isShown(flow.from.at, flow.to.at));
  const critical = steps.filter(({ number }) => markOf?.(number)?.isCritical === true);
  const roomOf = ({ begin, end }: Slice): number =>
    Math.floor(((end - begin) * pixelsPerUnit - 6) / LETTER_WIDTH);
  // Of calls that begin together, or before this row, the innermost is the one that goes on.
  const isInnermost = ({ lane, begin, depth }: Slice): boolean =>
    !calls.some((other) => other.lane === lane && other.begin === begin && other.depth > depth);
  const named = calls.filter((slice) => roomOf(slice) >= 3 && isInnermost(slice));
  const last = steps.at(-1)!.number;
  const isWide = (steps[0]!.end - steps[0]!.begin) * pixelsPerUnit >= 44;
  return draw({
    height: lanes.length * LANE_HEIGHT + 34,
    marginLeft,
    marginTop: 20,
    marginBottom: 14,
    marginRight: 8,
    x: {
      domain: [from, to],
      axis: null,
    },
    y: {
      type: 'band',
      domain: lanes.map((_name, lane) => lane),
      tickFormat: (lane: number) => names[lane] ?? '',
      tickSize: 0,
      label: null,
      padding: 0.1,
    },
    marks: [
      // A column for each step, to be pointed at and to be shown as the current one.
      Plot.rect(steps, {
        x1: 'begin',
        x2: 'end',
        fill: 'transparent',
        ...telling(steps, 'columns', ({ number, begin }) => ({ step: number, at: begin })),
      }),
      Plot.rect(critical, {
        x1: 'begin',
        x2: 'end',
        fill: 'var(--critical)',
        ...telling(critical, 'critical', ({ number }) => ({ step: number })),
      }),
      Plot.axisX(
        steps
          .filter(({ number }) => isWide || number % 4 === 1 || (number === last && last % 4 !== 2))
          .map(({ begin, end }) => (begin + end) / 2),
        {
          anchor: 'top',
          tickSize: 0,
          label: null,
          tickFormat: (at: number) => {
            const step = steps.find(({ begin, end }) => begin < at && at < end);
            if (step === undefined) return '';
            return unit === 'ns' ? nsText(step.begin) : String(step.number);
          },
        },
      ),
      Plot.ruleY(lanes, {
        y: (_name: string, lane: number) => lane,
        stroke: 'var(--pale)',
        strokeOpacity: 0.5,
      }),
      Plot.barX(calls, {
        x1: 'begin',
        x2: 'end',
        y: 'lane',
        fill: 'var(--call)',
        stroke: 'var(--paper)',
        rx: 4,
        ...telling(calls, 'calls', ({ name, begin, end }) => ({ name, begin, end })),
      }),
      Plot.barX(waits, {
        x1: 'begin',
        x2: 'end',
        y: 'lane',
        insetTop: 22,
        insetBottom: 5,
        fill: 'none',
        stroke: 'var(--ink)',
        strokeDasharray: '2 3',
        ...telling(waits, 'waits', ({ begin, end }) => ({ begin, end })),
      }),
      Plot.text(named, {
        x: 'begin',
        y: 'lane',
        text: (slice: Slice) => shortened(slice.name, roomOf(slice)),
        textAnchor: 'start',
        dx: 5,
        dy: -9,
        fill: 'var(--ink)',
        fontSize: 11,
      }),
      Plot.barX(steps, {
        x1: 'begin',
        x2: 'end',
        y: 'lane',
        insetTop: 17,
        insetBottom: 4,
        insetLeft: 1,
        insetRight: 1,
        rx: 2,
        fill: (step: Step) => `var(--${styleOf(step)})`,
        stroke: (step: Step) => `var(--${styleOf(step)}-edge)`,
        fillOpacity: ({ number }: Step) => (markOf?.(number)?.matters === false ? 0.35 : 1),
        ...telling(steps, 'steps', (step) => ({
          step: step.number,
          thread: lanes[step.lane] ?? '',
          style: styleOf(step),
        })),
      }),
      ...(isWide
        ? [
            Plot.text(steps, {
              x: ({ begin, end }: Step) => (begin + end) / 2,
              y: 'lane',
              dy: 7,
              text: (step: Step) => shortened(shortName(step.name), roomOf(step)),
              fontSize: 10,
              fill: 'var(--step-ink)',
            }),
          ]
        : []),
      Plot.arrow(arrows, {
        x1: (flow: Flow) => clip(flow.from.at),
        y1: (flow: Flow) => flow.from.lane,
        x2: (flow: Flow) => clip(flow.to.at),
        y2: (flow: Flow) => flow.to.lane,
        stroke: 'var(--wake)',
        strokeWidth: 1.5,
        bend: true,
        insetEnd: 4,
        ...telling(arrows, 'wakes', (flow) => ({ from: flow.from.at, to: flow.to.at })),
      }),
      Plot.dot(others, {
        x: 'at',
        y: 'lane',
        dy: -9,
        r: 2.5,
        fill: 'var(--ink)',
        ...telling(others, 'instants', ({ name, at }) => ({ name, at })),
      }),
      Plot.dot(findings, {
        x: 'at',
        y: 'lane',
        dy: -9,
        symbol: 'times',
        r: 5,
        stroke: 'var(--bad)',
        strokeWidth: 3,
        ...telling(findings, 'findings', ({ name, at }) => ({ name, at })),
      }),
    ],
  });
}

/** How busy each thread was over the whole of a timeline that is too long to be shown. */
function overview(
  { lanes, end }: Timeline,
  all: readonly Step[],
  names: readonly string[],
  marginLeft: number,
): Html {
  const shownLanes = Math.min(lanes.length, LANE_COUNT_MAX);
  const width = end / BIN_COUNT;
  const counts = new Map<number, number>();
  for (const { lane, begin } of all) {
    const bin = Math.min(BIN_COUNT - 1, Math.floor(begin / width));
    const key = lane * BIN_COUNT + bin;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].map(([key, count]) => ({
    lane: Math.floor(key / BIN_COUNT),
    from: (key % BIN_COUNT) * width,
    to: ((key % BIN_COUNT) + 1) * width,
    count,
  }));
  const most = Math.max(...cells.map(({ count }) => count));
  return html`<div
    class="overview"
    role="img"
    aria-label="${`Overview of ${countOf(all.length, 'step')}: how many of them each thread makes, over time`}"
  >
    ${draw({
      height: shownLanes * 18 + 44,
      marginLeft,
      marginRight: 8,
      x: { domain: [0, end], label: null, tickFormat: (at: number) => countText(at) },
      y: {
        type: 'band',
        domain: lanes.slice(0, shownLanes).map((_name, lane) => lane),
        tickFormat: (lane: number) => names[lane] ?? '',
        tickSize: 0,
        label: null,
      },
      marks: [
        Plot.barX(cells, {
          x1: 'from',
          x2: 'to',
          y: 'lane',
          fill: 'var(--series-0)',
          fillOpacity: ({ count }: (typeof cells)[number]) => 0.15 + (0.85 * count) / most,
          ...telling(cells, 'activity', ({ count }) => ({ count })),
        }),
      ],
    })}
  </div>`;
}

function leftOut(count: number, stretches: readonly Stretch[], what: string): string {
  const shown = stretches.map(({ from, to }) => `${countText(from + 1)} to ${countText(to)}`);
  const kept = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    `Shown are ${what}s ${shown.join(' and ')} of ${countText(count)}; ` +
    `${countText(count - kept)} between them are left out. The overview counts all.`
  );
}

function legend(
  { unit, instants, flows, slices }: Timeline,
  lists: readonly string[],
  { markOf }: LanesOptions,
  steps: readonly Step[],
): Html {
  const styles = new Set(steps.map(styleOf));
  const has = (kind: Slice['kind']): boolean => slices.some((slice) => slice.kind === kind);
  return legendOf([
    ...(styles.has('step-write') ? [{ swatch: 'box step-write', text: 'writes' }] : []),
    ...(styles.has('step-read') ? [{ swatch: 'box step-read', text: 'only reads' }] : []),
    ...(styles.has('step-own')
      ? [
          {
            swatch: 'box step-own',
            text: unit === 'ns' ? 'a thread on a core' : 'touches nothing shared',
          },
        ]
      : []),
    ...(styles.has('step-event') ? [{ swatch: 'box step-event', text: 'event' }] : []),
    ...(has('call') ? [{ swatch: 'box call', text: 'the call around them' }] : []),
    ...(has('wait') ? [{ swatch: 'box wait', text: 'waits' }] : []),
    ...(flows.length > 0 ? [{ swatch: 'line wake', text: 'wakes' }] : []),
    ...(instants.some(({ isFinding }) => isFinding)
      ? [{ swatch: 'times bad', text: 'what must not be, and where it ends' }]
      : []),
    ...(instants.some(({ isFinding }: Instant) => !isFinding)
      ? [{ swatch: 'dot ink', text: 'what it told' }]
      : []),
    ...(steps.some(({ number }) => markOf?.(number)?.matters === false)
      ? [{ swatch: 'box faded', text: 'the failure does not depend on it' }]
      : []),
    ...(steps.some(({ number }) => markOf?.(number)?.isCritical === true)
      ? [{ swatch: 'box critical', text: 'behind it every continuation fails' }]
      : []),
    ...protectionsIn(lists).map((protection) => ({
      swatch: `box ${protectionClass(protection)}`,
      text: `memory ${protection}`,
    })),
  ]);
}

/** One row a step; the script shows the current one by itself. */
function stepTable(
  { lanes, unit, title }: Timeline,
  steps: readonly Step[],
  { markOf }: LanesOptions,
): Html {
  const told = ['draws', 'reads', 'writes', 'wakes', 'events', 'memory'] as const;
  const columns = told.filter((name) => steps.some(({ details }) => (details[name] ?? '') !== ''));
  const number = (step: Step): string =>
    unit === 'event' ? (step.details['event'] ?? '') : String(step.number);
  const rows = steps.map((step) => {
    const mark = markOf?.(step.number);
    const note = [
      ...(mark?.isCritical === true ? ['critical'] : []),
      ...(mark?.matters === false ? ['idle'] : []),
    ].join(' ');
    return html`<tr data-step="${step.number}" ${attribute('class', note === '' ? null : note)}>
      <th scope="row" class="number">${number(step)}</th>
      <td data-name="thread">${lanes[step.lane] ?? ''}</td>
      <td data-name="${UNITS[unit]}">${step.name}</td>
      ${columns.map((name) => html`<td data-name="${name}">${step.details[name] ?? ''}</td>`)}
    </tr> `;
  });
  const head = ['#', 'thread', UNITS[unit], ...columns].map(
    (name) => html`<th scope="col">${name}</th>`,
  );
  return html`<div class="table">
    <table>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** What kind of step it is, as its colour tells. */
function styleOf({ details }: Slice): 'step-write' | 'step-read' | 'step-own' | 'step-event' {
  if (details['event'] !== undefined) return 'step-event';
  if (details['writes'] !== undefined || details['wakes'] !== undefined) return 'step-write';
  return details['reads'] === undefined ? 'step-own' : 'step-read';
}

/** The last part of a kernel step's name: the call is told by the slice around it. */
function shortName(name: string): string {
  return name.replace(/^[\w@]+: /, '').replace(/,.*$/s, '');
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}
