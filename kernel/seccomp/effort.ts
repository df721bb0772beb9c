/**
 * Effort: how much work the filters have with the running call, for engines that tell time: whether
 * the bitmap knows the answer, and if not how many filters run and how many instructions they
 * execute. Invariant: looking at the effort changes nothing and decides nothing.
 */

import { executedCount, type Filter, isCachedAllow, SECCOMP_DATA } from '../filter/index.ts';
import { TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { taskWord } from '../task/task.ts';
import { describeCall } from './check.ts';
import { FilterPaths } from './path.ts';

/** Looks at the filters of the threads of one world; holds the effort that it saw last. */
export class FilterEffort {
  /** Filters that run; 0 where the bitmap knows the answer, or there are none. */
  filters = 0;
  /** Instructions that they execute. */
  instructions = 0;
  readonly #paths: FilterPaths;
  readonly #data = new Int32Array(SECCOMP_DATA.WORDS);

  /** `programs`: the encoded filter programs of the world, by number. */
  constructor(programs: readonly Int32Array[]) {
    this.#paths = new FilterPaths(programs);
  }

  /** Looks at the call that a thread is about to have checked. */
  look(world: World, thread: number): void {
    this.filters = 0;
    this.instructions = 0;
    const newest = world.words.load(taskWord(world, thread) + TASK.FILTER);
    if (newest === 0) return;
    const data = this.#data;
    describeCall(world, thread, data);
    const path = this.#paths.path(world, newest - 1);
    if (isCachedAllow(path.constantAllow, data)) return;
    for (let filter: Filter | undefined = path; filter !== undefined; filter = filter.previous) {
      this.filters += 1;
      this.instructions += executedCount(filter.program, data);
    }
  }
}
