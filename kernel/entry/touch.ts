/**
 * Touch: an access to user memory as the processor makes it. A translation that the TLB of the core
 * has is used as it stands; without one the page table is walked and the TLB filled; what neither
 * allows is a page fault under the lock design of the address space, and behind it the access
 * begins anew. Invariant: the translation and the access that it is for are one step, as no
 * interrupt comes between them.
 *
 * Words of an access: page, kind of access (ACCESS), word of the page, and value to write. For a
 * program they are its argument words, and the result is the word read; the argument word FAULT
 * tells 0, SEGV_MAPERR, SEGV_ACCERR, or SIGBUS where a guard refuses the write. Source: Intel SDM
 * volume 3, 4.10.4; Linux mm/memory.c handle_mm_fault().
 */

import { EVENT } from '../event.ts';
import { ANSWER } from '../guard/guard.ts';
import { askFreeze, meetWrite, resultOf, standsBehind, told } from '../guard/meet.ts';
import { beginStall, type Stall, stallStep } from '../guard/stall.ts';
import type { AddressSpaceDesign, DesignContext } from '../locks/design.ts';
import { COUNTER, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { allows, entryWord, frameOf, isCovered } from '../paging/page-table.ts';
import { frameWord, freeFrameWord, NO_FRAME } from '../paging/frame.ts';
import { coreOf, enterCore, leaveCore, tlbWord } from '../paging/tlb.ts';
import {
  BLOCKED,
  end,
  jump,
  type KernelStep,
  NEXT,
  OUTCOME,
  placed,
  routine,
  type Routine,
} from '../routine.ts';
import { SIGNAL } from '../signals/signal.ts';
import { ACCESS, ACCESS_OK } from '../vma/index.ts';
import { faultReading, inArguments, type Meet, noteSegfault, type Place } from './fault.ts';

/** Argument words of a touch. */
export const TOUCH = { PAGE: 0, KIND: 1, WORD: 2, VALUE: 3, FAULT: 4 } as const;

/** An access to user memory by the translation that the thread's core has. */
export interface Touch {
  /** First part of its steps' names. */
  readonly name: string;
  /** Where its words stand. */
  readonly place: Place;
  /** Makes the access, to a word of a frame; returns how the routine goes on. */
  readonly access: (world: World, thread: number, frame: number) => number;
  /** The page may not be accessed so: SEGV_MAPERR, SEGV_ACCERR, or SIGBUS by a guard. */
  readonly fault: (world: World, thread: number, code: number) => number;
  /**
   * A fatal signal has ended its wait for a guard. Absent where any signal does, and the access
   * begins anew behind it: that of a program.
   */
  readonly interrupted?: (world: World, thread: number) => number;
}

/** Tells of a translation that is not what the page table says: the laboratory looks. */
function watch(world: World, thread: number, page: number, kind: number, used: number): void {
  const current = world.words.load(entryWord(world, page));
  if (allows(current, kind) && frameOf(current) === frameOf(used)) return;
  world.count(thread, COUNTER.staleTranslation);
  world.record(thread, EVENT.staleTranslation, page, kind);
}

/** Places of the steps, from the first one on. */
const INDEX = { access: 0, awaitFrame: 2, fault: 3 } as const;

/** The steps of an access; the first of them makes it. */
export function touchSteps(
  { name, place, access, fault, interrupted }: Touch,
  design: AddressSpaceDesign,
  context: DesignContext,
  guarded: boolean,
): (base: number) => KernelStep[] {
  const hasFrame = (world: World, thread: number): boolean => {
    const page = world.words.get(place(world, thread) + TOUCH.PAGE);
    return frameOf(world.words.load(entryWord(world, page))) !== NO_FRAME;
  };
  const meet: Meet = (world, thread, page, frame, record) => {
    const word = world.words.get(place(world, thread) + TOUCH.WORD);
    meetWrite(world, thread, page, frame, record, word, access);
  };
  return (base) => {
    const places = { stalled: 0 };
    const stall: Stall = {
      name,
      behind: (world, thread) => standsBehind(world, thread, place),
      isKillable: interrupted !== undefined,
      resumed: () => jump(base + INDEX.access),
      broken: (world, thread) =>
        interrupted === undefined ? jump(base + INDEX.access) : interrupted(world, thread),
    };
    /** A guard is in the way of the write: it waits, or fails as if the page were not there. */
    const held = (world: World, thread: number, answer: number): number => {
      if (answer === ANSWER.refuse) return fault(world, thread, SIGNAL.SIGBUS);
      beginStall(world, thread, stall);
      return jump(places.stalled);
    };
    const translate: KernelStep = {
      name: `${name}.access`,
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const asked = place(world, thread);
        const page = words.get(asked + TOUCH.PAGE);
        const kind = words.get(asked + TOUCH.KIND);
        const core = coreOf(world, thread);
        // Nothing is remembered of pages that no page table has.
        if (!isCovered(world, page)) return jump(base + INDEX.fault);
        const remembered = tlbWord(world, core, page);
        if (!enterCore(world, core)) return BLOCKED;
        const frozen = guarded && kind === ACCESS.WRITE ? askFreeze(world, thread) : ANSWER.pass;
        if (frozen !== ANSWER.pass) {
          leaveCore(world, core);
          return held(world, thread, frozen);
        }
        const entry = words.load(remembered);
        let next = NEXT;
        if (allows(entry, kind)) {
          watch(world, thread, page, kind, entry);
          next = access(world, thread, frameOf(entry));
        } else {
          // A page fault makes the processor forget the page.
          words.store(remembered, 0);
        }
        leaveCore(world, core);
        return next;
      },
    };
    const walk: KernelStep = {
      name: `${name}.walk`,
      shared: true,
      run: (world, thread) => {
        const at = place(world, thread);
        const page = world.words.get(at + TOUCH.PAGE);
        const core = coreOf(world, thread);
        if (!enterCore(world, core)) return BLOCKED;
        world.count(thread, COUNTER.tlbMiss);
        const entry = world.words.load(entryWord(world, page));
        const isAllowed = allows(entry, world.words.get(at + TOUCH.KIND));
        if (isAllowed) world.words.store(tlbWord(world, core, page), entry);
        leaveCore(world, core);
        return jump(base + (isAllowed ? INDEX.access : INDEX.fault));
      },
    };
    /** A fault that found no free frame waits for one. */
    const awaitFrame: KernelStep = {
      name: `${name}.awaitFrame`,
      shared: true,
      run: (world, thread) => {
        if (hasFrame(world, thread) || world.words.load(freeFrameWord(world)) > 0)
          return jump(base + INDEX.access);
        world.blocked(freeFrameWord(world), 0);
        return BLOCKED;
      },
    };
    const reading = faultReading(
      place,
      (world, thread, result) => {
        const answer = guarded ? told(world, thread) : ANSWER.pass;
        if (result !== ACCESS_OK) return fault(world, thread, result);
        if (answer !== ANSWER.pass) {
          const next = resultOf(answer);
          return next < 0 ? held(world, thread, answer) : next;
        }
        return jump(base + (hasFrame(world, thread) ? INDEX.access : INDEX.awaitFrame));
      },
      guarded ? meet : undefined,
    );
    const steps = [translate, walk, awaitFrame];
    steps.push(...placed(base + steps.length, design.read(reading, context)));
    places.stalled = base + steps.length;
    return guarded ? [...steps, stallStep(stall)] : steps;
  };
}

/** A read or write of the program. */
const ofProgram: Touch = {
  name: 'touch',
  place: inArguments,
  access: (world, thread, frame) => {
    const { words } = world;
    const at = inArguments(world, thread);
    const word = frameWord(world, frame, words.get(at + TOUCH.WORD));
    if (words.get(at + TOUCH.KIND) === ACCESS.WRITE) words.store(word, words.get(at + TOUCH.VALUE));
    else words.set(world.thread(thread) + THREAD.RESULT, words.load(word));
    return end(OUTCOME.RETURNED);
  },
  fault: (world, thread, code) => {
    if (code !== SIGNAL.SIGBUS) noteSegfault(world, thread, code);
    world.words.set(inArguments(world, thread) + TOUCH.FAULT, code);
    return end(OUTCOME.RETURNED);
  },
};

/** The routine of a read or write under a lock design. */
export function touchRoutine(
  design: AddressSpaceDesign,
  context: DesignContext,
  guarded: boolean,
): Routine {
  return routine('touch', touchSteps(ofProgram, design, context, guarded));
}
