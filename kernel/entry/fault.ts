/**
 * Fault: an access to memory, as the page-fault handler sees it. It looks the page up under the
 * lock design of the address space, as the entry check does, and asks the protection of the VMA.
 * The first write to private memory gives the VMA an anon_vma, for which its neighbours are looked
 * at: a design that has locked only the VMA cannot decide that and falls back, as Linux does
 * (mm/memory.c vmf_anon_prepare()).
 *
 * Arguments: page and kind of the access; result: ACCESS_OK, SEGV_MAPERR or SEGV_ACCERR. The kernel
 * keeps them elsewhere when it copies (`Place`).
 * In a world with paging a fault gives the page its translation, and one upon a guard page finds
 * nothing mapped (mm/memory.c handle_pte_marker(), arch/x86/mm/fault.c: VM_FAULT_SIGSEGV).
 * Deviation: `access` is always a fault, as if the page had no translation yet, and what is refused
 * is a result and no signal.
 */

import { EVENT } from '../event.ts';
import {
  type AddressSpaceDesign,
  closeWindow,
  type DesignContext,
  GROUND,
  type Reading,
  UNDECIDED,
} from '../locks/design.ts';
import { COUNTER, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { fillPage, isGuarded, rightsFor } from '../paging/page-table.ts';
import { end, OUTCOME, routine, type Routine } from '../routine.ts';
import {
  ACCESS,
  ACCESS_OK,
  allowedAccess,
  needsAnon,
  NO_VMA,
  prepareAnon,
  SEGV_MAPERR,
  vmaStart,
} from '../vma/index.ts';

/** A verdict is the result behind the verdicts of the entry check, which are outcomes. */
const VERDICT = 16;
const VERDICT_NAMES = ['allow', 'SEGV_MAPERR', 'SEGV_ACCERR'];

/** The name of a fault's verdict, as journals tell it; undefined for other verdicts. */
export function faultVerdictName(verdict: number): string | undefined {
  return VERDICT_NAMES[verdict - VERDICT];
}

/** Where a thread keeps the access that it makes: the first word, and behind it those of TOUCH. */
export type Place = (world: World, thread: number) => number;

/** The argument words: an access of the program itself. */
export const inArguments: Place = (world, thread) => world.thread(thread) + THREAD.ARGUMENT;

/**
 * Is told of a write that the VMA allows and that a guard may bar, while the VMA cannot change:
 * fillPage() has given no right to write if it does.
 */
export type Meet = (
  world: World,
  thread: number,
  page: number,
  frame: number,
  record: number,
) => void;

function judge(
  world: World,
  thread: number,
  page: number,
  kind: number,
  record: number,
  ground: number,
  meet: Meet | undefined,
): number {
  if (record === NO_VMA || vmaStart(world, record) > page)
    return ground === GROUND.record ? UNDECIDED : SEGV_MAPERR + VERDICT;
  const result = allowedAccess(world, record, kind);
  if (result === ACCESS_OK && ground !== GROUND.watch && needsAnon(world, record, kind)) {
    if (ground === GROUND.record) return UNDECIDED;
    prepareAnon(world, record);
  }
  if (result === ACCESS_OK && world.layout.paging !== undefined) {
    if (isGuarded(world, page)) return SEGV_MAPERR + VERDICT;
    if (ground !== GROUND.watch && kind !== ACCESS.EXECUTE) {
      const frame = fillPage(world, page, rightsFor(kind), record);
      if (kind === ACCESS.WRITE) meet?.(world, thread, page, frame, record);
    }
  }
  return result + VERDICT;
}

/**
 * A page fault of the access at a place; `conclude` is told what becomes of it, `meet` of a write
 * that a guard may bar.
 */
export function faultReading(
  place: Place,
  conclude: (world: World, thread: number, result: number) => number,
  meet?: Meet,
): Reading {
  const pageOf = (world: World, thread: number) => world.words.get(place(world, thread));
  return {
    name: 'fault',
    page: pageOf,
    judge: (world, thread, record, ground) => {
      const kind = world.words.get(place(world, thread) + 1);
      return judge(world, thread, pageOf(world, thread), kind, record, ground, meet);
    },
    conclude: (world, thread, verdict) => {
      const result = verdict - VERDICT;
      world.count(thread, COUNTER.fault);
      closeWindow(world, thread);
      return conclude(world, thread, result);
    },
  };
}

/** Tells that the program may not access a page. */
export function noteSegfault(world: World, thread: number, result: number): void {
  const page = world.words.get(inArguments(world, thread));
  if (result !== ACCESS_OK) world.record(thread, EVENT.segfault, page, result);
}

const reading = faultReading(inArguments, (world, thread, result) => {
  noteSegfault(world, thread, result);
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.RETURNED);
});

/** The routine of an access under a lock design. */
export function faultRoutine(design: AddressSpaceDesign, context: DesignContext): Routine {
  return routine('fault', design.read(reading, context));
}
