/**
 * Bench virtual: what virtual time costs the host: its event heap beside the same heap in C, an
 * event of a thousand threads beside one of ten, and the widest point of the suite `faults`. Times
 * are those of this process's processor, as cores of a busy machine are shared.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../kernel/index.ts';
import type { Scenario } from '../../actors/index.ts';
import { ask, EventHeap, runVirtual } from '../../workers/index.ts';
import { loop, scenario, syscall } from '../file/build.ts';
import { loadProfile, PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import { faultsSuite } from '../suites/faults.ts';
import { type Bench, type Figure, median } from './bench.ts';

/** The peer in C: read where the sources stand, two folders above dist/scenarios. */
const PEER = new URL('../../../scenarios/bench/hold.c', import.meta.url);

const ROUNDS_DEFAULT = 5;
const HEAP_SIZES = [16, 256, 1_000] as const;
const HOLD_COUNT = 1_000_000;
const FEW = 10;
const MANY = 1_000;
/** Events of each measurement of threads, about. */
const EVENT_COUNT = 400_000;

/** Processor time of this process since it began, in ns. */
function processorNs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

/** Holds of a heap: ns each, and the time of the first event in the end. */
function hold(events: number): readonly [ns: number, time: number] {
  const heap = new EventHeap(events);
  let state = 1;
  const draw = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 12;
  };
  for (let event = 0; event < events; event += 1) heap.push(draw(), event);
  const begin = processorNs();
  for (let done = 0; done < HOLD_COUNT; done += 1) heap.replace(heap.time + draw(), heap.whom);
  return [(processorNs() - begin) / HOLD_COUNT, heap.time];
}

/** Compiles the peer; says why not where that cannot be done. */
function compilePeer(folder: string): string | { readonly why: string } {
  const program = join(folder, 'hold');
  try {
    execFileSync('cc', ['-O2', '-o', program, fileURLToPath(PEER)], { stdio: 'pipe' });
    return program;
  } catch (error) {
    return { why: error instanceof Error && 'code' in error ? 'no cc here' : 'cc refused it' };
  }
}

/** The heap beside its peer, taking turns. */
function heapFigures(rounds: number): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'hold-'));
  try {
    const peer = compilePeer(folder);
    return HEAP_SIZES.map((events) => {
      const own: number[] = [];
      const other: number[] = [];
      hold(events);
      for (let round = 0; round < rounds; round += 1) {
        const [ns, time] = hold(events);
        own.push(ns);
        if (typeof peer !== 'string') continue;
        const said = execFileSync(peer, [String(events), String(HOLD_COUNT)], { encoding: 'utf8' });
        const [peerNs, peerTime] = said.split(' ').map(Number) as [number, number];
        invariant(peerTime === time, `the heaps disagree: ${time} and ${peerTime}`);
        other.push(peerNs);
      }
      const name = `event heap, ${events} events: pop and push`;
      const figure = { name, value: Math.min(...own), unit: 'ns' };
      if (typeof peer !== 'string')
        return { ...figure, name: `${name} (skipped the same in C: ${peer.why})` };
      const bound = { name: 'the same heap in C', value: Math.min(...other) };
      return { ...figure, bound, ratio: figure.value / bound.value, aim: '<= 2x' };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Threads that each make calls and write a word of their own. */
function callers(count: number): Scenario {
  return scenario({
    name: 'bench-virtual',
    regions: { native: { page: 0, pages: 2, prot: 'r-x' } },
    threads: {
      caller: { at: 'native', count, program: [loop('forever', syscall('getpid'))] },
    },
  });
}

/** What an event of so many threads on as many cores costs, in ns. */
async function eventNs(threads: number): Promise<number> {
  const question = ask(callers(threads));
  const profile = loadProfile(PROFILE_DEFAULT);
  const run = async (durationMs: number): Promise<readonly [ns: number, events: number]> => {
    const begin = processorNs();
    const { virtual } = await runVirtual(question, {
      amount: { durationMs },
      cores: threads,
      profile,
    });
    return [processorNs() - begin, virtual!.events];
  };
  // What it takes to make the world is no part of an event.
  const wholeMs = Math.max(0.01, EVENT_COUNT / threads / 9_000);
  const [shortNs, fewEvents] = await run(wholeMs / 8);
  const [longNs, allEvents] = await run(wholeMs);
  return (longNs - shortNs) / (allEvents - fewEvents);
}

async function threadFigure(rounds: number): Promise<Figure> {
  const few: number[] = [];
  const many: number[] = [];
  await eventNs(FEW);
  await eventNs(MANY);
  for (let round = 0; round < rounds; round += 1) {
    few.push(await eventNs(FEW));
    many.push(await eventNs(MANY));
  }
  const bound = { name: `${FEW} threads`, value: Math.min(...few) };
  const value = Math.min(...many);
  return {
    name: `an event of ${MANY} threads on ${MANY} cores`,
    value,
    unit: 'ns',
    bound,
    ratio: median(many.map((ns, round) => ns / few[round]!)),
    aim: '<= 2x',
  };
}

/** One sample of the widest point of `faults`. */
async function widestFigure(): Promise<Figure> {
  const point = faultsSuite.points.find(({ parameters }) => parameters['threads'] === 192)!;
  const begin = processorNs();
  await faultsSuite.sample(point.parameters, 1, 'virtual');
  const ns = processorNs() - begin;
  return { name: 'faults, a sample of 192 threads', value: ns / 1e9, unit: 's', aim: '< 10 s' };
}

/** What virtual time costs. */
export const virtualBench: Bench = {
  name: 'virtual',
  about: 'virtual time: its event heap beside the same in C, and what many threads cost',
  run: async ({ progress, signal }, { rounds = ROUNDS_DEFAULT }) => {
    const figures: Figure[] = [];
    const parts = {
      'event heap': () => heapFigures(rounds),
      threads: async () => [await threadFigure(rounds)],
      '192 threads': async () => [await widestFigure()],
    };
    for (const [name, part] of Object.entries(parts)) {
      if (signal?.aborted === true) break;
      progress?.(name);
      figures.push(...(await part()));
    }
    return figures;
  },
};
