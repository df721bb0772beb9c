/**
 * Layout of paging: where the words of a scenario's page table, frames, shared objects and cores
 * stand. There are none unless the scenario has `paging`. Invariant: the page table covers every
 * region of the scenario, a page a word; each core has a TLB entry for each of these pages.
 * Tested by: test/kernel/paging/page-table.test.ts
 */

/** What a world with paging must have room for, and what is constant in it. */
export interface PagingBounds {
  readonly firstPage: number;
  readonly pageCount: number;
  readonly frameCount: number;
  readonly wordsPerFrame: number;
  readonly coreCount: number;
  /** Core of each thread; NO_CORE for threads of the kernel, which have no user memory. */
  readonly coreOf: readonly number[];
  /** The service thread that handles the interrupts of core 0; those of the others follow. */
  readonly handlerThread: number;
  /** Pages of all shared objects. */
  readonly objectPageCount: number;
  readonly shared: readonly SharedMapping[];
  /** Transfers between two tasks pin the frames that they copy from and to (`pin.ts`). */
  readonly pins: boolean;
}

/** A mapping of a shared object, by the file identity that its VMA has. */
export interface SharedMapping {
  readonly file: number;
  /** Page at which the object's first page stands. */
  readonly page: number;
  /** The object's first page among the pages of all objects. */
  readonly objectPage: number;
}

/** A thread that runs in no address space of a program. */
export const NO_CORE = -1;

/** Words of the head: the page-table lock (`ptl`), and how many frames are free. */
export const PAGING = { LOCK: 0, FREE: 1 } as const;
/** Words of the head. */
const PAGING_HEAD_WORDS = 2;

/**
 * Words of a frame before its contents: mappings and objects that refer to it, and how many of
 * these references wait for the end of a flush.
 */
export const PAGE_FRAME = { USE: 0, GATHERED: 1 } as const;
/** Words of a frame before its contents. */
export const PAGE_FRAME_WORDS = 2;

/**
 * Words of a core before its flush requests, a bit a page, and its TLB, a word a page. GUARD: an
 * instruction or the interrupt handler runs on it. INTERRUPT: one of INTERRUPT.
 */
export const CORE = { GUARD: 0, INTERRUPT: 1 } as const;
/** Words of a core before its flush requests. */
const CORE_WORDS = 2;

/** Where the words of paging begin: word offsets. */
export interface PagingLayout {
  readonly bounds: PagingBounds;
  readonly head: number;
  /** The page table. */
  readonly entry: number;
  readonly frame: number;
  readonly frameStride: number;
  /** One word a page of a shared object: its frame + 1, or 0. */
  readonly object: number;
  /** One word a frame: pins by which somebody may write to it; none where nothing is pinned. */
  readonly pin: number;
  readonly core: number;
  readonly coreStride: number;
  /** From the first word of a core to its requests, and to its TLB. */
  readonly requestOffset: number;
  readonly requestWordCount: number;
  readonly tlbOffset: number;
}

/** Places the words of paging. `round` spreads what different cores write. */
export function placePaging(
  bounds: PagingBounds,
  place: (words: number) => number,
  round: (words: number) => number,
): PagingLayout {
  const requestWordCount = Math.ceil(bounds.pageCount / 32);
  const frameStride = PAGE_FRAME_WORDS + bounds.wordsPerFrame;
  const coreStride = round(CORE_WORDS + requestWordCount + bounds.pageCount);
  return {
    bounds,
    head: place(PAGING_HEAD_WORDS),
    entry: place(bounds.pageCount),
    frame: place(bounds.frameCount * frameStride),
    frameStride,
    object: place(bounds.objectPageCount),
    pin: place(bounds.pins ? bounds.frameCount : 0),
    core: place(bounds.coreCount * coreStride),
    coreStride,
    requestOffset: CORE_WORDS,
    requestWordCount,
    tlbOffset: CORE_WORDS + requestWordCount,
  };
}

/** The name of a word of paging, such as `page 4 entry`; undefined for any other word. */
export function pagingWordName(layout: PagingLayout, index: number): string | undefined {
  const { bounds, head, entry, frame, frameStride, object, pin, core, coreStride } = layout;
  if (index < head || index >= core + bounds.coreCount * coreStride) return undefined;
  if (index < entry) return index === head + PAGING.LOCK ? 'page table lock' : 'free frames';
  if (index < frame) return `page ${bounds.firstPage + index - entry} entry`;
  if (index < object) {
    const within = (index - frame) % frameStride;
    const field = ['use', 'gathered'][within] ?? `word ${within - PAGE_FRAME_WORDS}`;
    return `frame ${Math.floor((index - frame) / frameStride)} ${field}`;
  }
  if (index < pin) return `object page ${index - object}`;
  if (index < core) return `frame ${index - pin} pins`;
  const within = (index - core) % coreStride;
  const name = `core ${Math.floor((index - core) / coreStride)}`;
  if (within < layout.requestOffset) return `${name} ${within === 0 ? 'guard' : 'interrupt'}`;
  if (within < layout.tlbOffset) return `${name} flush requests ${within - layout.requestOffset}`;
  return `${name} tlb ${bounds.firstPage + within - layout.tlbOffset}`;
}
