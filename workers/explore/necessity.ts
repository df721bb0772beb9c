/**
 * Necessity: which orders of steps a failing schedule needs. Of all pairs of its steps in which two
 * threads touch the same word, those few are kept without which a run would escape; what else
 * happens between them makes no difference.
 *
 * They are found by what escapes: a run that keeps the orders chosen so far and does not fail has
 * some pair the other way round; such a pair is chosen, and so on, until no run escapes.
 *
 * Invariant: an ordering that is called sufficient is one that no run escapes: every schedule that
 * keeps it ends as the failing one does.
 * Source: PCT's ordering constraints (Burckhardt et al., ASPLOS 2010), searched for by
 * counterexamples (Clarke et al., CAV 2000).
 */

import { isOfExecutions } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Finding, OrderingFound } from '../outcome.ts';
import { accessesOf, type Accesses, sliceOf } from './causal-slice.ts';
import { Mover } from './mover.ts';
import { escapeFrom, type NamedMove } from './ordered.ts';
import {
  encodeOrdering,
  endsOf,
  type Occurrence,
  occurrenceText,
  type Ordering,
} from './ordering.ts';
import type { Schedule } from './schedule.ts';
import { safeName, StepNames } from './step-name.ts';
import { readToken } from './token.ts';

/** An ordering that a failing schedule keeps. */
export interface NecessaryOrdering extends Ordering {
  /** Proved: every schedule that keeps it ends in the same way. */
  readonly isSufficient: boolean;
}

/** Orders beyond which nobody reads on. */
const CHOSEN_COUNT_MAX = 24;

/** Something that holds of the failing schedule, and that an escaping run may break. */
interface Candidate {
  readonly kind: 'pair' | 'draw' | 'without';
  /** Steps of the schedule, from 0; the same twice unless it is a pair. */
  readonly first: number;
  readonly last: number;
  readonly occurrences: readonly Occurrence[];
  /** Smaller is chosen first, where two are broken by as many runs. */
  readonly weight: number;
}

/** A finding with the orders that its schedule needs, where it has such. */
export function withOrdering(question: Question, finding: Finding, nodeCountMax: number): Finding {
  if (finding.token === undefined) return finding;
  const schedule = readToken(question, finding.token);
  const ordering = necessaryOrdering(question, schedule, nodeCountMax);
  return ordering === null ? finding : { ...finding, ordering: toldOf(question, ordering) };
}

/** An ordering as a finding tells it. */
function toldOf(question: Question, ordering: NecessaryOrdering): OrderingFound {
  const { orders, without, isSufficient } = ordering;
  return {
    token: encodeOrdering(question, ordering),
    orders: orders.map((steps) => steps.map(occurrenceText)),
    without: without.map(occurrenceText),
    isSufficient,
  };
}

/** The orders that a failing schedule needs; null where its ending is none that a state shows. */
export function necessaryOrdering(
  question: Question,
  schedule: Schedule,
  nodeCountMax: number,
): NecessaryOrdering | null {
  const { ending } = schedule;
  if (ending === 'none') return null;
  const property =
    typeof ending === 'object' ? question.scenario.properties[ending.property] : undefined;
  if (property !== undefined && isOfExecutions(property)) return null;
  const ends = endsOf(question, ending);
  const candidates = candidatesOf(question, schedule);
  const escapes: ReadonlySet<Candidate>[] = [];
  const budget = { nodes: nodeCountMax };
  const escapeOf = (chosen: readonly Candidate[]) =>
    escapeFrom(question, orderingOf(chosen, ends), ending, budget);
  let chosen: readonly Candidate[] = [];
  let isSufficient = false;
  while (!isSufficient) {
    const escape = escapeOf(chosen);
    isSufficient = escape === null;
    if (escape === null || escape === 'unknown') break;
    const broken = brokenBy(question, escape, candidates);
    escapes.push(broken);
    if (broken.size === 0) break;
    chosen = hittingSet(escapes);
    if (chosen.length > CHOSEN_COUNT_MAX) break;
  }
  if (isSufficient)
    for (const each of chosen) {
      const fewer = chosen.filter((other) => other !== each);
      if (isHit(escapes, fewer) && escapeOf(fewer) === null) chosen = fewer;
    }
  return { ...orderingOf(chosen, ends), isSufficient };
}

/** Few candidates of which each escape breaks one. */
function hittingSet(escapes: readonly ReadonlySet<Candidate>[]): Candidate[] {
  const chosen: Candidate[] = [];
  let open = escapes.filter(({ size }) => size > 0).map(telling);
  while (open.length > 0) {
    const hits = new Map<Candidate, number>();
    for (const broken of open) for (const each of broken) hits.set(each, (hits.get(each) ?? 0) + 1);
    const [best] = [...hits].reduce((left, right) =>
      right[1] > left[1] || (right[1] === left[1] && right[0].weight < left[0].weight)
        ? right
        : left,
    );
    chosen.push(best);
    open = open.filter((broken) => !broken.has(best));
  }
  return chosen;
}

/** Of what a run breaks, orders of steps; that a step did not come says less. */
function telling(broken: ReadonlySet<Candidate>): ReadonlySet<Candidate> {
  const orders = [...broken].filter(({ kind }) => kind !== 'without');
  return orders.length > 0 ? new Set(orders) : broken;
}

function isHit(escapes: readonly ReadonlySet<Candidate>[], chosen: readonly Candidate[]): boolean {
  return escapes.every((broken) => chosen.some((each) => broken.has(each)));
}

/** The candidates that a run does not keep. */
function brokenBy(
  { compiled }: Question,
  run: readonly NamedMove[],
  candidates: readonly Candidate[],
): ReadonlySet<Candidate> {
  const made = new Map<string, { readonly at: number; readonly draws: readonly number[] }>();
  const times = new Map<string, number>();
  for (const [at, { thread, name, draws }] of run.entries()) {
    const step = { thread: safeName(compiled.threads[thread]!.name), name, count: 1 };
    const count = (times.get(occurrenceText(step)) ?? 0) + 1;
    times.set(occurrenceText(step), count);
    made.set(occurrenceText({ ...step, count }), { at, draws });
  }
  const find = ({ draws: _draws, ...step }: Occurrence) => made.get(occurrenceText(step));
  return new Set(
    candidates.filter(({ kind, occurrences: [first, last] }) => {
      const one = find(first!);
      if (kind === 'without') return one !== undefined;
      if (kind === 'draw') return one?.draws.join() !== first!.draws!.join();
      const other = find(last!);
      return one === undefined || other === undefined || one.at > other.at;
    }),
  );
}

/** What holds of the failing schedule and could have been otherwise. */
function candidatesOf(question: Question, schedule: Schedule): Candidate[] {
  const accesses = accessesOf(question, schedule);
  const matters = new Set(sliceOf(accesses));
  const touches = touchesOf(accesses);
  const { steps, next } = occurrencesOf(question, schedule);
  const { length } = steps;
  const candidates: Candidate[] = [];
  const weightOf = (...parts: number[]): number =>
    parts.filter((step) => !matters.has(step)).length * length;
  for (const [last, occurrence] of steps.entries()) {
    const { draws: _draws, ...plain } = occurrence;
    if (occurrence.draws !== undefined) {
      const weight = 4 * length + weightOf(last);
      candidates.push({ kind: 'draw', first: last, last, occurrences: [occurrence], weight });
    }
    for (let first = 0; first < last; first += 1) {
      if (!areRacing(touches[first]!, touches[last]!)) continue;
      const { draws: _others, ...before } = steps[first]!;
      const weight = weightOf(first, last) + last - first;
      candidates.push({ kind: 'pair', first, last, occurrences: [before, plain], weight });
    }
  }
  for (const occurrence of next)
    candidates.push({
      kind: 'without',
      first: length,
      last: length,
      occurrences: [occurrence],
      weight: 8 * length,
    });
  return candidates;
}

/** What a step touched. */
interface Touch {
  readonly thread: number;
  readonly reads: ReadonlySet<number>;
  readonly writes: readonly number[];
}

function touchesOf({ steps }: Accesses): Touch[] {
  return steps.map(({ thread, reads, writes }) => ({
    thread,
    reads: new Set([...reads, ...writes.map(({ word }) => word)]),
    writes: writes.map(({ word }) => word),
  }));
}

/** Whether two threads touch the same word in two steps, and one of them writes it. */
function areRacing(one: Touch, other: Touch): boolean {
  if (one.thread === other.thread) return false;
  return (
    one.writes.some((word) => other.reads.has(word)) ||
    other.writes.some((word) => one.reads.has(word))
  );
}

/** The steps of a schedule by name, and the next one of each thread behind them. */
function occurrencesOf(question: Question, { threads, choices }: Schedule) {
  const mover = new Mover(question);
  const names = new StepNames(question);
  const times = new Map<string, number>();
  const occurrence = (thread: number): Occurrence => {
    const name = names.of(mover, thread);
    const key = `${thread} ${name}`;
    const count = (times.get(key) ?? 0) + 1;
    times.set(key, count);
    return { thread: safeName(question.compiled.threads[thread]!.name), name, count };
  };
  let drawn = 0;
  mover.script = () => choices[drawn++] ?? 0;
  const steps = threads.map((thread): Occurrence => {
    const step = occurrence(thread);
    mover.move(thread, 0);
    const draws = mover.drawn();
    return draws.length === 0 ? step : { ...step, draws };
  });
  const next = question.compiled.threads.flatMap((_thread, thread) =>
    mover.stepper.isDone(thread) ? [] : [occurrence(thread)],
  );
  return { steps, next };
}

/** Chosen candidates as orders: pairs that meet are one list. */
function orderingOf(chosen: readonly Candidate[], ends: string | null): Ordering {
  const draws = new Map(
    chosen.flatMap(({ kind, first, occurrences }) =>
      kind === 'draw' ? [[first, occurrences[0]!] as const] : [],
    ),
  );
  const lists: { last: number; readonly steps: Occurrence[] }[] = [];
  const told = new Set<number>();
  const pairs = chosen.filter(({ kind }) => kind === 'pair');
  const at = (step: number, occurrence: Occurrence): Occurrence => {
    told.add(step);
    return draws.get(step) ?? occurrence;
  };
  for (const { first, last, occurrences } of [...pairs].sort(
    (left, right) => left.first - right.first || left.last - right.last,
  )) {
    const list = lists.find((each) => each.last === first);
    const steps = list?.steps ?? [at(first, occurrences[0]!)];
    steps.push(at(last, occurrences[1]!));
    if (list === undefined) lists.push({ last, steps });
    else list.last = last;
  }
  return {
    orders: [
      ...lists.map(({ steps }) => steps),
      ...[...draws].filter(([step]) => !told.has(step)).map(([, step]) => [step]),
    ],
    without: chosen.flatMap(({ kind, occurrences }) => (kind === 'without' ? occurrences : [])),
    ends,
  };
}
