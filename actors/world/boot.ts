/**
 * Boot: writes the first state of a compiled scenario into a world. Invariant: the same scenario
 * gives the same words, in every engine and on every machine.
 */

import {
  beginEdit,
  endEdit,
  insertVma,
  invariant,
  prepareTable,
  THREAD,
  VM,
  type World,
} from '../../kernel/index.ts';
import type { TransitionTable } from '../dispatch/table.ts';
import type { CompiledScenario } from '../scenario/compile.ts';

/** Boots a world whose words are all zero. */
export function boot(world: World, scenario: CompiledScenario, table: TransitionTable): void {
  const { words, layout } = world;
  invariant(scenario.threads.length === layout.bounds.threadCount, 'the layout is this scenario’s');
  words.array.set(scenario.code, layout.code);
  prepareTable(world, {
    mapCountLimit: scenario.mapCountLimit,
    placeFloor: 1,
    placeCeiling: scenario.pageCeiling,
    topDown: true,
  });
  for (const { page, pages, prot, file, anon, absent } of scenario.regions) {
    if (absent) continue;
    const accounted = (prot & VM.WRITE) !== 0 && file === 0 ? VM.ACCOUNT : 0;
    beginEdit(world);
    insertVma(world, page, page + pages, prot | accounted, file, anon);
    endEdit(world);
  }
  scenario.memory.forEach(({ initial }, index) => {
    words.set(layout.memory + index, initial);
  });
  scenario.threads.forEach(({ entry, page, foreign }, thread) => {
    const at = world.thread(thread);
    words.set(at + THREAD.STATE, table.initial);
    words.set(at + THREAD.PROGRAM_COUNTER, entry);
    words.set(at + THREAD.INSTRUCTION_PAGE, page);
    words.set(at + THREAD.INSTRUCTION_OFFSET, 2);
    words.set(at + THREAD.FOREIGN, foreign ? 1 : 0);
  });
}
