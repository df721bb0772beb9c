/**
 * Boot: writes the first state of a compiled scenario into a world. Invariant: the same scenario
 * gives the same words, in every engine and on every machine.
 */

import {
  beginEdit,
  bootFilters,
  bootLocking,
  endEdit,
  FILE_KIND,
  fileWord,
  LIFE,
  PAGING,
  PROCESS,
  processWord,
  SIGNAL,
  TASK,
  taskWord,
  insertVma,
  invariant,
  populatePage,
  prepareTable,
  THREAD,
  VM,
  type World,
} from '../../kernel/index.ts';
import type { TransitionTable } from '../dispatch/table.ts';
import type { CompiledRegion, CompiledScenario, CompiledTasks } from '../scenario/compile.ts';

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
    ...(scenario.heap === undefined ? {} : { heap: scenario.heap }),
  });
  for (const { page, pages, prot, file, anon, absent, shared } of scenario.regions) {
    if (absent) continue;
    const accounted = (prot & VM.WRITE) !== 0 && file === 0 ? VM.ACCOUNT : 0;
    beginEdit(world);
    insertVma(world, page, page + pages, prot | accounted | (shared ? VM.SHARED : 0), file, anon);
    endEdit(world);
  }
  if (scenario.hasLockingWords) bootLocking(world, scenario.design.addressSpaceLock);
  const { paging } = layout;
  if (paging !== undefined) {
    words.set(paging.head + PAGING.FREE, paging.bounds.frameCount);
    for (const region of scenario.regions) populate(world, region);
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
  if (paging !== undefined && scenario.interruptEntry !== undefined) {
    const { handlerThread, coreCount } = paging.bounds;
    for (let handler = handlerThread; handler < handlerThread + coreCount; handler += 1)
      words.set(world.thread(handler) + THREAD.KERNEL_COUNTER, scenario.interruptEntry);
  }
  if (scenario.tasks !== undefined) bootTasks(world, scenario.tasks);
}

/** Gives the pages of a region the frames and words that it begins with. */
function populate(world: World, { page, contents }: CompiledRegion): void {
  const { wordsPerFrame } = world.layout.paging!.bounds;
  for (let first = 0; first < contents.length; first += wordsPerFrame)
    populatePage(world, page + first / wordsPerFrame, contents.slice(first, first + wordsPerFrame));
}

function bootTasks(world: World, tasks: CompiledTasks): void {
  const { words } = world;
  const { mode, filters, dispatch, action } = tasks.armament;
  const users = tasks.threads.filter(({ armed, unborn }) => armed && !unborn).length;
  const newest = bootFilters(world, filters, users);
  tasks.processes.forEach(({ capable, files, filesOf }, process) => {
    const at = processWord(world, process);
    words.set(at + PROCESS.CAPABLE, capable ? 1 : 0);
    words.set(at + PROCESS.FILES, filesOf);
    words.set(at + PROCESS.FILE_LIMIT, tasks.fileCapacity);
    words.set(at + PROCESS.ACTION + SIGNAL.SIGSYS, action);
    for (const [descriptor, file] of files)
      words.set(at + PROCESS.FILE + descriptor, fileWord(FILE_KIND.plain, file));
  });
  tasks.threads.forEach(({ process, unborn, noNewPrivs, armed }, thread) => {
    const at = taskWord(world, thread);
    words.set(at + TASK.PROCESS, process);
    if (unborn) return;
    words.set(at + TASK.LIFE, LIFE.alive);
    words.set(at + TASK.NO_NEW_PRIVS, noNewPrivs ? 1 : 0);
    if (armed) {
      words.set(at + TASK.MODE, mode);
      words.set(at + TASK.FILTER, newest);
      dispatch.forEach((word, index) => {
        words.set(at + TASK.SUD_MODE + index, word);
      });
    }
    const group = processWord(world, process);
    if (words.add(group + PROCESS.LIVE, 1) === 0) words.set(group + PROCESS.LEADER, thread + 1);
  });
}
