/**
 * The matrix guard x route: can what is executed be what nobody approved? Each cell is searched to
 * its end, and its answer is read off the ends that the search has met. Invariant: an answer is
 * given of an exhausted search only.
 */

import { ask, exploreReduced, type ExploreOptions, type Supervision } from '../../workers/index.ts';
import { BENIGN, cell, CELL_ROUTES, type CellRoute, FORBIDDEN } from './cell.ts';
import type { MatrixGuard } from './guard.ts';
import { MEASURED } from './measured.ts';

/** The version of a matrix as JSON. */
export const MATRIX_VERSION = 1;

const ENOENT = -2;

/** How a cell can end. */
export interface CellAnswer {
  readonly guard: string;
  readonly route: CellRoute;
  /** The forbidden path is executed, though the benign one was approved. */
  readonly isBypassed: boolean;
  /** What is executed is neither path. */
  readonly isWrong: boolean;
  /** An operation of the attacker fails. */
  readonly hasFailures: boolean;
  /** Somebody can wait for ever. */
  readonly deadlocks: boolean;
  readonly states: number;
  /** What ended the search before its end; then nothing above is an answer. */
  readonly interruption: string | null;
}

/** The answers of all cells, guard by guard. */
export interface Matrix {
  readonly version: typeof MATRIX_VERSION;
  readonly cells: readonly CellAnswer[];
}

/** Searches the cells of guards and routes. */
export async function matrix(
  guards: readonly MatrixGuard[],
  routes: readonly CellRoute[] = CELL_ROUTES,
  options: ExploreOptions = {},
  supervision: Supervision = {},
): Promise<Matrix> {
  const cells: CellAnswer[] = [];
  const all = guards.length * routes.length;
  for (const guard of guards)
    for (const route of routes) {
      if (supervision.signal?.aborted === true) break;
      supervision.progress?.(`cell ${cells.length + 1} of ${all}: ${guard.name} against ${route}`);
      const { signal } = supervision;
      cells.push(await answerOf(guard, route, options, signal === undefined ? {} : { signal }));
    }
  return { version: MATRIX_VERSION, cells };
}

async function answerOf(
  guard: MatrixGuard,
  route: CellRoute,
  options: ExploreOptions,
  supervision: Supervision,
): Promise<CellAnswer> {
  const outcome = await exploreReduced(
    ask(cell(guard, route)),
    { ...options, all: true },
    supervision,
  );
  const { observations, findings, explore } = outcome;
  // What was carried out: the target's own call, or what the supervisor did in its place.
  const executed = observations.flatMap(({ values }) => [
    ...(values[0]! > 0 ? [values[1]!] : []),
    ...(values[2]! > 0 ? [values[3]!] : []),
  ]);
  return {
    guard: guard.name,
    route,
    isBypassed: executed.includes(FORBIDDEN),
    // An empty path names nothing: ENOENT.
    isWrong:
      executed.some((path) => path !== BENIGN && path !== FORBIDDEN) ||
      observations.some(({ values }) => values[5] === ENOENT),
    hasFailures: observations.some(({ values }) => values[4] === 1),
    deadlocks: findings.some(({ kind }) => kind === 'deadlock'),
    states: explore!.states,
    interruption: findings.find(({ kind }) => kind === 'deadline')?.message ?? null,
  };
}

/**
 * Whether a real kernel did what a search says is possible. Trials show what can happen and never
 * what cannot: a cell differs where trials have shown what the search excludes, or where none of
 * all that were made has shown what the search allows.
 */
export function agreement(answer: CellAnswer): 'agrees' | 'differs' | 'not measured' {
  const { route } = answer;
  const measured = route === 'pinned' ? undefined : MEASURED[answer.guard]?.[route];
  if (measured === undefined || answer.interruption !== null) return 'not measured';
  const was = ({ [0]: first, [1]: second }: readonly [number, number]) => first + second > 0;
  const isSame =
    was(measured.bypassed) === answer.isBypassed &&
    was(measured.neither) === answer.isWrong &&
    was(measured.failed) === answer.hasFailures;
  return isSame ? 'agrees' : 'differs';
}
