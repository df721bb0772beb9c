/**
 * Compile: a scenario as the words and tables that engines need. The result is a plain value that
 * structuredClone copies, so a worker gets it with the buffer and builds nothing again. Everything
 * that a wrong scenario can get wrong is refused here, with its path in the scenario.
 */

import {
  type Bounds,
  createKernel,
  createLayout,
  CORE_COUNT_MAX,
  designNamed,
  KNOWN_MECHANISMS,
  GUARD_OMISSIONS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  GUARD_SPAN_COUNT_MAX,
  type GuardBounds,
  guardDesign,
  guardFault,
  marksPages,
  LOCK_COUNT_MAX,
  type KernelDesign,
  type Layout,
  MAP_COUNT_LIMIT_DEFAULT,
  MAP_COUNT_SPARE,
  MEMORY_WORD_COUNT_MAX,
  NO_CORE,
  PAGE_FRAME_COUNT_MAX,
  PAGE_FRAME_WORD_COUNT_MAX,
  PAGE_TABLE_LENGTH_MAX,
  PAGING_OMISSIONS,
  type PagingBounds,
  PAGE_COUNT_MAX,
  protFromText,
  SYSCALL_NUMBER,
  ACTION_FLAG,
  ADDFD_FLAG,
  BUFFER,
  DISPATCH_MODE,
  DISPOSITION,
  FILTER_FLAG,
  LISTENER_FLAG,
  NEW_FILE_FLAG,
  POLL,
  PTRACE_EVENTMSG,
  PTRACE_OPTION,
  REAL_NUMBER,
  REPLY_FLAG,
  SECCOMP_MODE,
  SIGNAL,
  STOP_STATUS,
  type TaskDesign,
  tidOf,
  THREAD_COUNT_MAX,
  UsageError,
  USER_REGISTER,
  vmaCapacity,
} from '../../kernel/index.ts';
import { transitionCount, type TransitionTable } from '../dispatch/table.ts';
import { CodeBuilder, type Histogram, type Names } from '../program/code.ts';
import { bodiesOf } from '../program/bodies.ts';
import type { Program } from '../program/instruction.ts';
import { compileFilter, expectPath, pagesOf } from './filter.ts';
import type {
  Interposition,
  PagingDeclaration,
  Region,
  Scenario,
  TaskDeclarations,
} from './scenario.ts';

/** File identities of regions that map a shared object: above those that a scenario numbers. */
const SHARED_FILE = 0x2000_0000;

/** Process of the interrupt handlers, where threads are tasks. */
const KERNEL_PROCESS = 'kernel';

/** Pages above the highest region in which mmap without MAP_FIXED finds a place. */
const PLACE_PAGE_COUNT = 4_096;

/** A simulated thread as engines see it. */
export interface CompiledThread {
  readonly name: string;
  /** First instruction of its program. */
  readonly entry: number;
  /** Page that its code stands on at first. */
  readonly page: number;
  readonly foreign: boolean;
  readonly service: boolean;
}

/** A region as the boot maps it. */
export interface CompiledRegion {
  readonly name: string;
  readonly page: number;
  readonly pages: number;
  readonly prot: number;
  readonly file: number;
  readonly anon: number;
  readonly absent: boolean;
  /** It maps a shared object, by the file. */
  readonly shared: boolean;
  readonly contents: readonly number[];
}

/** A scenario, ready to boot. */
export interface CompiledScenario {
  readonly name: string;
  readonly threads: readonly CompiledThread[];
  readonly regions: readonly CompiledRegion[];
  readonly memory: readonly { readonly name: string; readonly initial: number }[];
  readonly lockNames: readonly string[];
  readonly code: Int32Array;
  /** Path into the scenario of each instruction, for reports. */
  readonly sources: readonly string[];
  readonly marks: readonly string[];
  /** Histograms that pauses are drawn from. */
  readonly histograms: readonly Histogram[];
  /** Threads that each barrier waits for. */
  readonly barrierParties: readonly number[];
  readonly barrierNames: readonly string[];
  /** First page behind the highest region; a computed jump beyond it is a segmentation fault. */
  readonly pageEnd: number;
  readonly interposed: boolean;
  readonly handlerEntry: number;
  readonly handlerPage: number;
  readonly design: KernelDesign;
  /** The lock design of the address space adds its words. */
  readonly hasLockingWords: boolean;
  readonly heap?: { readonly page: number; readonly pages: number };
  readonly mapCountLimit: number;
  readonly pageCeiling: number;
  readonly futexWaits: boolean;
  /** Some step waits for, or changes, several words at once. */
  readonly hasAtomicSteps: boolean;
  readonly tasks?: CompiledTasks;
  readonly paging?: PagingBounds;
  /** Where in the kernel text the handler of a core's interrupts waits for one. */
  readonly interruptEntry?: number;
  readonly guard?: GuardBounds;
  readonly names: Names;
}

/** What boot and steps must know of tasks. */
export interface CompiledTasks {
  readonly processNames: readonly string[];
  readonly processes: readonly {
    readonly capable: boolean;
    readonly files: readonly (readonly [number, number])[];
    readonly filesOf: number;
  }[];
  /** By thread number. */
  readonly threads: readonly {
    readonly process: number;
    readonly unborn: boolean;
    readonly noNewPrivs: boolean;
    /** The interposition is meant for it. */
    readonly armed: boolean;
  }[];
  readonly armament: Armament;
  readonly handlers: readonly { readonly entry: number; readonly page: number }[];
  readonly filterCapacity: number;
  readonly fileCapacity: number;
  readonly signalDepth: number;
  readonly recyclesIds: boolean;
  readonly driven: boolean;
}

/** What the interposition gives to the tasks that it is armed for, before the first step. */
export interface Armament {
  /** One of SECCOMP_MODE. */
  readonly mode: number;
  /** Numbers of the attached filter programs, oldest first. */
  readonly filters: readonly number[];
  /** The words of user dispatch from TASK.SUD_MODE on; empty if it is off. */
  readonly dispatch: readonly number[];
  /** Disposition of SIGSYS in every process. */
  readonly action: number;
}

/** The named fixes of the kernel. */
export const KERNEL_FIXES = [
  'entry-reread-work-flags',
  'addfd-send-restore',
  'wait-killable-replied',
  'recv-ends-with-users',
] as const;

/** The handler that a scenario without one gets: the call's own number is its emulated result. */
const EMULATE: Program = [];

/** Compiles a scenario; throws a `UsageError` whose `where` is the path of what is wrong. */
export function compileScenario(given: Scenario): CompiledScenario {
  const scenario = withTasks(given);
  const regions = compileRegions(scenario);
  const regionNames = new Map(
    regions.map(({ name, page }) => [
      name,
      { page, foreign: scenario.regions[name]?.foreign === true },
    ]),
  );
  const pageEnd = Math.max(
    ...[...regions, ...(scenario.heap ? [scenario.heap] : [])].map(
      (each) => each.page + each.pages,
    ),
    0,
  );
  const memory = Object.entries(scenario.words).map(([name, initial]) => {
    if (!Number.isInteger(initial) || initial !== (initial | 0))
      refuse(`words.${name}`, `a word holds a signed 32-bit number, not ${initial}`);
    return { name, initial };
  });
  if (memory.length > MEMORY_WORD_COUNT_MAX)
    refuse('words', `at most ${MEMORY_WORD_COUNT_MAX} words of memory`);
  const lockNames = ['mmap', ...Object.keys(scenario.locks ?? {})];
  if (lockNames.length > LOCK_COUNT_MAX)
    refuse('locks', `at most ${LOCK_COUNT_MAX - 1} locks besides the mmap lock`);

  const names: Names = {
    regions: regionNames,
    pageEnd,
    words: new Map(memory.map(({ name }, index) => [name, index])),
    locks: new Map(lockNames.map((name, index) => [name, index])),
    syscalls: new Map(Object.entries(SYSCALL_NUMBER)),
    constants: compileConstants(scenario),
    wordsPerFrame: scenario.paging?.wordsPerFrame ?? 0,
    hasTasks: scenario.tasks !== undefined,
  };
  const builder = new CodeBuilder(names);
  const threads: CompiledThread[] = [];
  const barrierUsers = new Map<string, number>();
  for (const [name, declaration] of Object.entries(scenario.threads)) {
    const path = `threads.${name}`;
    const count = declaration.count ?? 1;
    if (!Number.isInteger(count) || count < 1)
      refuse(`${path}.count`, `a thread is declared 1 or more times, not ${count}`);
    const region = regionNames.get(declaration.at);
    if (region === undefined)
      refuse(
        `${path}.at`,
        `no region is named '${declaration.at}'`,
        `regions: ${[...regionNames.keys()].join(', ')}`,
      );
    const entry =
      scenario.tasks?.driven === true
        ? builder.slot(path)
        : builder.program(declaration.program, `${path}.program`, 'exit');
    for (const barrier of barriersOf(declaration.program))
      barrierUsers.set(barrier, (barrierUsers.get(barrier) ?? 0) + count);
    for (const copy of copiesOf(name, count))
      threads.push({
        name: copy,
        entry,
        page: region.page,
        foreign: region.foreign,
        service: declaration.service === true,
      });
  }
  const paging = compilePaging(scenario, regions);
  for (let core = 0; core < (paging?.coreCount ?? 0); core += 1)
    threads.push({
      name: `core-${core}`,
      entry: builder.handler('paging'),
      page: 0,
      foreign: false,
      service: true,
    });
  const guard = compileGuard(scenario);
  const owner = scenario.owner ?? 'threads';
  if (owner === 'kernel-actor')
    threads.push({
      name: 'kernel',
      entry: builder.program(
        [{ do: 'loop', times: 'forever', body: [{ do: 'serve' }] }],
        'owner',
        'exit',
      ),
      page: 0,
      foreign: false,
      service: true,
    });
  if (threads.length === 0) refuse('threads', 'a scenario has at least one thread');
  if (threads.length > THREAD_COUNT_MAX)
    refuse('threads', `at most ${THREAD_COUNT_MAX} threads, not ${threads.length}`);

  const handlerAt = scenario.handler?.at ?? Object.keys(scenario.regions)[0];
  const handlerRegion = handlerAt === undefined ? undefined : regionNames.get(handlerAt);
  if (scenario.handler !== undefined && handlerRegion === undefined)
    refuse('handler.at', `no region is named '${scenario.handler.at}'`);
  const handlerEntry = builder.program(
    scenario.handler?.program ?? EMULATE,
    'handler.program',
    'sigreturn',
  );
  const interposition = scenario.interposition;
  const sigsys = { entry: handlerEntry, page: handlerRegion?.page ?? 0 };
  const tasks = compileTasks(scenario, threads, builder, regionNames, sigsys, paging);
  const taskDesign = tasks === undefined ? undefined : compileTaskDesign(scenario, regionNames);
  const design: KernelDesign = {
    check: interposition.kind === 'memmap' ? interposition.check : 'none',
    owner,
    ...compileLocking(scenario),
    futexWaits: scenario.futexWaits ?? false,
    ...(taskDesign === undefined ? {} : { tasks: taskDesign }),
    ...(paging === undefined
      ? {}
      : { paging: { without: scenario.paging?.without, pins: paging.pins } }),
    ...(guard === undefined ? {} : { guard: guard.design }),
  };
  return {
    name: scenario.name,
    threads,
    regions,
    memory,
    lockNames,
    code: builder.words(),
    sources: builder.sources,
    marks: builder.marks,
    histograms: builder.histograms,
    barrierNames: builder.barriers,
    barrierParties: builder.barriers.map((name) => barrierUsers.get(name) ?? 1),
    pageEnd,
    interposed: interposition.kind === 'memmap',
    handlerEntry: sigsys.entry,
    handlerPage: sigsys.page,
    design,
    ...(paging === undefined ? {} : { interruptEntry: createKernel(design).entries.interrupt }),
    ...(tasks === undefined ? {} : { tasks }),
    ...(paging === undefined ? {} : { paging }),
    ...(guard === undefined ? {} : { guard }),
    names,
    hasLockingWords: scenario.addressSpaceLock !== undefined,
    mapCountLimit: compileLimit(scenario),
    ...(scenario.heap === undefined ? {} : { heap: compileHeap(scenario.heap, regions) }),
    // A page table has entries up to the last region, and for nothing beyond.
    pageCeiling:
      paging === undefined ? Math.min(PAGE_COUNT_MAX, pageEnd + PLACE_PAGE_COUNT) : pageEnd,
    futexWaits: scenario.futexWaits ?? false,
    hasAtomicSteps: builder.hasAtomicSteps,
  };
}

/** Room that an engine wants besides what the scenario needs. */
export interface LayoutOptions {
  /** Spread records over cache lines, for engines with several threads. */
  readonly padded: boolean;
  /** Words of journal and histograms for each thread. */
  readonly observationWordCount: number;
}

/** The layout of a compiled scenario's world. */
export function layoutFor(
  scenario: CompiledScenario,
  table: TransitionTable,
  options: LayoutOptions,
): Layout {
  const bounds: Bounds = {
    threadCount: scenario.threads.length,
    signalDepth: scenario.tasks?.signalDepth ?? (scenario.interposed ? 1 : 0),
    lockCount: scenario.lockNames.length,
    queued: scenario.design.locks.includes('queued-rwsem'),
    ...(scenario.hasLockingWords && {
      locking: designNamed(scenario.design.addressSpaceLock.design).words,
    }),
    vmaCapacity: vmaCapacity(scenario.mapCountLimit),
    memoryWordCount: scenario.memory.length,
    barrierCount: scenario.barrierParties.length,
    ...(scenario.paging !== undefined && { paging: scenario.paging }),
    ...(scenario.guard !== undefined && { guard: scenario.guard }),
    processCount: scenario.tasks?.processes.length ?? 0,
    filterCount: scenario.tasks?.filterCapacity ?? 0,
    fileCount: scenario.tasks?.fileCapacity ?? 0,
    codeWordCount: scenario.code.length,
    transitionCount: transitionCount(table),
    observationWordCount: options.observationWordCount,
    padded: options.padded,
  };
  return createLayout(bounds);
}

/** Interposition that only tasks have makes tasks of the threads. */
function withTasks(scenario: Scenario): Scenario {
  const { kind } = scenario.interposition;
  if (scenario.tasks !== undefined || kind === 'none' || kind === 'memmap') return scenario;
  const tasks: TaskDeclarations = { filterCapacity: 0, fileCapacity: 0, signalDepth: 1 };
  return { ...scenario, tasks };
}

/** Names of threads with the copies that `count` makes. */
function threadNamesOf(scenario: Scenario): string[] {
  return Object.entries(scenario.threads).flatMap(([name, { count = 1 }]) => copiesOf(name, count));
}

/** The names of a thread that is declared once for `count` of them. */
function copiesOf(name: string, count: number): string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, copy) => `${name}-${copy}`);
}

function processNamesOf(scenario: Scenario): string[] {
  const names = Object.keys(scenario.tasks?.processes ?? {});
  return names.length === 0 ? ['main'] : names;
}

/** Constants of the calls on a listener, `$notif.CONTINUE` and the like. */
const PREFIXED_CONSTANTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  notif: { ...REPLY_FLAG, ...LISTENER_FLAG },
  addfd: { ...ADDFD_FLAG, ...NEW_FILE_FLAG },
  buffer: BUFFER,
  poll: POLL,
  ptrace: { ...PTRACE_OPTION, ...USER_REGISTER, ...PTRACE_EVENTMSG, ...STOP_STATUS },
  nr: REAL_NUMBER,
};

/** Values of `$name` in programs. */
function compileConstants(scenario: Scenario): Map<string, number> {
  const constants = new Map<string, number>(Object.entries(SIGNAL));
  for (const table of [FILTER_FLAG, ACTION_FLAG])
    for (const [name, value] of Object.entries(table)) constants.set(name, value);
  for (const [prefix, table] of Object.entries(PREFIXED_CONSTANTS))
    for (const [name, value] of Object.entries(table)) constants.set(`${prefix}.${name}`, value);
  // A shared object by one of its regions: the file that mmap maps in that region's place.
  Object.entries(scenario.regions).forEach(([name, { shared }], index) => {
    if (shared !== undefined) constants.set(`object.${name}`, SHARED_FILE + index);
  });
  const { tasks } = scenario;
  if (tasks === undefined) return constants;
  const threads = threadNamesOf(scenario);
  threads.forEach((name, thread) => constants.set(`thread.${name}`, tidOf(thread)));
  for (const process of processNamesOf(scenario)) {
    const leader = threads.findIndex((name) => processOfThread(scenario, name) === process);
    constants.set(`process.${process}`, tidOf(leader));
  }
  Object.keys(tasks.filters ?? {}).forEach((name, index) =>
    constants.set(`filter.${name}`, index + 1),
  );
  Object.keys(tasks.handlers ?? {}).forEach((name, index) =>
    constants.set(`handler.${name}`, index + DISPOSITION.HANDLER),
  );
  Object.keys(scenario.words).forEach((name, index) => constants.set(`word.${name}`, index + 1));
  return constants;
}

function processOfThread(scenario: Scenario, name: string): string {
  return scenario.tasks?.threads?.[name]?.process ?? processNamesOf(scenario)[0]!;
}

function compileTasks(
  scenario: Scenario,
  threads: readonly CompiledThread[],
  builder: CodeBuilder,
  regions: ReadonlyMap<string, { readonly page: number }>,
  sigsys: { readonly entry: number; readonly page: number },
  paging: PagingBounds | undefined,
): CompiledTasks | undefined {
  const { tasks } = scenario;
  if (tasks === undefined) return undefined;
  // Interrupts are handled whatever becomes of the processes.
  const processNames = [
    ...processNamesOf(scenario),
    ...(paging === undefined ? [] : [KERNEL_PROCESS]),
  ];
  const isHandler = (thread: number) =>
    paging !== undefined &&
    thread >= paging.handlerThread &&
    thread < paging.handlerThread + paging.coreCount;
  const processNumber = (name: string, where: string): number => {
    const number = processNames.indexOf(name);
    if (number < 0) refuse(where, `no process is named '${name}'`, processNames.join(', '));
    return number;
  };
  for (const name of Object.keys(tasks.threads ?? {}))
    if (!threads.some((thread) => thread.name === name))
      refuse(`tasks.threads.${name}`, `no thread is named '${name}'`);
  const handlers = Object.entries(tasks.handlers ?? {}).map(([name, { at, program }]) => {
    const path = `tasks.handlers.${name}`;
    const region = regions.get(at) ?? refuse(`${path}.at`, `no region is named '${at}'`);
    return { entry: builder.program(program, `${path}.program`, 'sigreturn'), page: region.page };
  });
  const armed = armedThreads(scenario);
  const armament = compileArmament(scenario, handlers.length);
  return {
    processNames,
    processes: processNames.map((name, index) => {
      const declared = tasks.processes?.[name];
      const shares = declared?.sharesFilesWith;
      return {
        capable: declared?.capable === true,
        files: Object.entries(declared?.files ?? {}).map(
          ([descriptor, file]) => [Number(descriptor), file] as const,
        ),
        filesOf:
          shares === undefined
            ? index
            : processNumber(shares, `tasks.processes.${name}.sharesFilesWith`),
      };
    }),
    threads: threads.map(({ name }, thread) => {
      const given = tasks.threads?.[name];
      const process = isHandler(thread) ? KERNEL_PROCESS : processOfThread(scenario, name);
      return {
        process: processNumber(process, `tasks.threads.${name}.process`),
        unborn: given?.unborn === true,
        noNewPrivs: given?.noNewPrivs === true,
        armed: armed.has(name),
      };
    }),
    armament,
    handlers: [...handlers, sigsys],
    filterCapacity: (tasks.filterCapacity ?? 8) + armament.filters.length,
    fileCapacity: tasks.fileCapacity ?? 8,
    signalDepth: tasks.signalDepth ?? 2,
    recyclesIds: tasks.notificationIds === 'recycled',
    driven: tasks.driven === true,
  };
}

/** Names of the threads that the interposition is armed for. */
function armedThreads(scenario: Scenario): Set<string> {
  const { interposition } = scenario;
  const chosen = 'threads' in interposition ? interposition.threads : undefined;
  chosen?.forEach((name, index) => {
    if (!Object.hasOwn(scenario.threads, name))
      refuse(
        `interposition.threads[${index}]`,
        `no thread is named '${name}'`,
        `threads: ${Object.keys(scenario.threads).join(', ')}`,
      );
  });
  return new Set(
    Object.entries(scenario.threads)
      .filter(([name]) => chosen?.includes(name) ?? true)
      .flatMap(([name, { count = 1 }]) => copiesOf(name, count)),
  );
}

/** What tasks are armed with; `handler` is the number of the handler of SIGSYS. */
function compileArmament(scenario: Scenario, handler: number): Armament {
  const { interposition, tasks } = scenario;
  const nothing: Armament = {
    mode: SECCOMP_MODE.disabled,
    filters: [],
    dispatch: [],
    action: DISPOSITION.HANDLER + handler,
  };
  switch (interposition.kind) {
    case 'none':
      return { ...nothing, action: DISPOSITION.DEFAULT };
    case 'memmap':
      return { ...nothing, mode: SECCOMP_MODE.memmap };
    case 'strict':
      return { ...nothing, mode: SECCOMP_MODE.strict };
    case 'seccomp': {
      // They stand behind the filters that have a name.
      const first = Object.keys(tasks?.filters ?? {}).length;
      const filters = interposition.filters.map((_filter, index) => first + index);
      if (filters.length === 0)
        refuse('interposition.filters', 'no filter', "interposition without any is 'none'");
      return { ...nothing, mode: SECCOMP_MODE.filter, filters };
    }
    case 'user-dispatch':
      return { ...nothing, dispatch: compileDispatch(scenario, interposition) };
  }
}

/** The words of user dispatch: mode, begin and length as pages and bytes, selector. */
function compileDispatch(
  { words, regions }: Scenario,
  { mode = 'exclusive', range, selector }: Interposition & { readonly kind: 'user-dispatch' },
): number[] {
  const word = selector === undefined ? 0 : Object.keys(words).indexOf(selector) + 1;
  if (selector !== undefined && word === 0)
    refuse('interposition.selector', `no word of memory is named '${selector}'`);
  const { page, pages } =
    range === undefined ? { page: 0, pages: 0 } : pagesOf(range, regions, 'interposition.range');
  if (mode === 'exclusive') return [DISPATCH_MODE.EXCLUSIVE_ON, page, 0, pages, 0, word];
  if (pages === 0)
    refuse('interposition', 'EINVAL: inclusive user dispatch needs a range to intercept');
  // As Linux keeps it: what lies outside of the range is what goes by.
  return [DISPATCH_MODE.INCLUSIVE_ON, page + pages, 0, -pages, 0, word];
}

function compileTaskDesign(
  scenario: Scenario,
  regions: ReadonlyMap<string, { readonly page: number }>,
): TaskDesign {
  const { tasks, interposition, kernelFixes = {} } = scenario;
  for (const name of Object.keys(kernelFixes))
    if (!(KERNEL_FIXES as readonly string[]).includes(name))
      refuse(`kernelFixes.${name}`, `no fix is named '${name}'`, KERNEL_FIXES.join(', '));
  const named = Object.entries(tasks?.filters ?? {}).map(([name, filter]) =>
    compileFilter(filter, scenario.regions, `tasks.filters.${name}`),
  );
  const declared = interposition.kind === 'seccomp' ? interposition.filters : [];
  const attached = declared.map((filter, index) =>
    compileFilter(filter, scenario.regions, `interposition.filters[${index}]`),
  );
  expectPath(attached, declared, 'interposition.filters');
  return {
    filters: [...named, ...attached],
    pages: Int32Array.from(Object.keys(scenario.words), (word) => {
      const region = tasks?.wordRegions?.[word];
      return region === undefined ? -1 : (regions.get(region)?.page ?? -1);
    }),
    contents: new Map(
      Object.entries(tasks?.contents ?? {}).map(([file, words]) => [Number(file), words]),
    ),
    fixes: KERNEL_FIXES.filter((name) => kernelFixes[name] !== false),
  };
}

/** The locks of the scenario and the lock design of its address space. */
function compileLocking({
  addressSpaceLock,
  interposition,
  locks = {},
  mmapLock,
}: Scenario): Pick<KernelDesign, 'addressSpaceLock' | 'mmapLock' | 'locks'> {
  const isUnlocked = interposition.kind === 'memmap' && interposition.check === 'unlocked';
  const locking = addressSpaceLock ?? { design: isUnlocked ? 'unlocked' : 'mmap-lock' };
  if (isUnlocked && locking.design !== 'unlocked')
    refuse(
      'addressSpaceLock',
      `a check that is 'unlocked' takes no lock of '${locking.design}'`,
      "judge by 'locked' or 'contained'",
    );
  const { omissions } = designNamed(locking.design);
  if (locking.without !== undefined && !omissions.includes(locking.without))
    refuse(
      'addressSpaceLock.without',
      `'${locking.design}' has no '${locking.without}' to leave out`,
      `omissions: ${omissions.join(', ') || 'none'}`,
    );
  const isQueued = addressSpaceLock?.design === 'mmap-lock';
  const lock = mmapLock ?? (isQueued ? 'queued-rwsem' : 'rwsem');
  return { addressSpaceLock: locking, mmapLock: lock, locks: [lock, ...Object.values(locks)] };
}

function compileLimit(scenario: Scenario): number {
  const regionCount = Object.keys(scenario.regions).length;
  const heapCount = scenario.heap === undefined ? 0 : 1;
  const limit = scenario.mapCountLimit ?? regionCount + heapCount + MAP_COUNT_SPARE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAP_COUNT_LIMIT_DEFAULT)
    refuse('mapCountLimit', `a whole number in 1..${MAP_COUNT_LIMIT_DEFAULT}, not ${limit}`);
  return limit;
}

/** The heap, which overlaps no region that is mapped at first. */
function compileHeap(
  heap: NonNullable<Scenario['heap']>,
  regions: readonly CompiledRegion[],
): NonNullable<Scenario['heap']> {
  const { page, pages } = heap;
  if (!Number.isInteger(page) || page < 1)
    refuse('heap.page', `a page number of a heap is a whole number from 1, not ${page}`);
  if (!Number.isInteger(pages) || pages < 0 || page + pages > PAGE_COUNT_MAX)
    refuse('heap.pages', `a heap has 0 or more pages, not ${pages}`);
  const other = regions.find(
    (each) => !each.absent && each.page < page + pages && page < each.page + each.pages,
  );
  if (other !== undefined) refuse('heap', `overlaps region '${other.name}'`);
  return heap;
}

function compileRegions(scenario: Scenario): CompiledRegion[] {
  const regions = Object.entries(scenario.regions).map(([name, region], index) =>
    compileRegion(name, region, SHARED_FILE + index),
  );
  const mapped = regions.filter(({ absent }) => !absent).sort((a, b) => a.page - b.page);
  mapped.forEach((region, index) => {
    const before = mapped[index - 1];
    if (before !== undefined && before.page + before.pages > region.page)
      refuse(`regions.${region.name}`, `overlaps region '${before.name}'`);
  });
  return regions;
}

function compileRegion(name: string, region: Region, sharedFile: number): CompiledRegion {
  const path = `regions.${name}`;
  const { page, pages } = region;
  if (!Number.isInteger(page) || page < 0)
    refuse(`${path}.page`, `a page number is a whole number from 0, not ${page}`);
  if (!Number.isInteger(pages) || pages < 1)
    refuse(`${path}.pages`, `a region has 1 or more pages, not ${pages}`);
  if (page + pages > PAGE_COUNT_MAX) refuse(path, `ends behind the last page, ${PAGE_COUNT_MAX}`);
  const prot = protFromText(region.prot);
  if (prot === undefined)
    refuse(`${path}.prot`, `'${region.prot}' is no protection`, "write it as 'r-x' or 'r-x!'");
  return {
    name,
    page,
    pages,
    prot,
    file: region.shared === undefined ? (region.file ?? 0) : sharedFile,
    anon: region.anon ?? 0,
    absent: region.absent === true,
    shared: region.shared !== undefined,
    contents: region.contents ?? [],
  };
}

/** What the scenario's paging needs room for; undefined where it has none. */
function compilePaging(
  { paging, threads, owner, regions: declared }: Scenario,
  regions: readonly CompiledRegion[],
): PagingBounds | undefined {
  for (const [name, { shared, file, anon }] of Object.entries(declared)) {
    if (shared === undefined) continue;
    if (paging === undefined)
      refuse(`regions.${name}.shared`, 'objects are shared by frames', 'give it `paging`');
    if (file !== undefined || anon !== undefined)
      refuse(`regions.${name}.shared`, 'a shared object is no file and has no anon_vma');
  }
  for (const [name, region] of Object.entries(declared)) expectContents(name, region, paging);
  for (const [name, { core }] of Object.entries(threads))
    if (core !== undefined && paging === undefined)
      refuse(`threads.${name}.core`, 'only a scenario with paging has cores', 'give it `paging`');
  if (paging === undefined) return undefined;
  expectCount('paging.frames', paging.frames, PAGE_FRAME_COUNT_MAX);
  expectCount('paging.wordsPerFrame', paging.wordsPerFrame, PAGE_FRAME_WORD_COUNT_MAX);
  const { without } = paging;
  if (without !== undefined && !PAGING_OMISSIONS.includes(without))
    refuse(
      'paging.without',
      `a shootdown has no '${without}' to leave out`,
      `omissions: ${PAGING_OMISSIONS.join(', ')}`,
    );
  const cores = compileCores(paging, threads);
  const firstPage = Math.min(...regions.map(({ page }) => page));
  const pageCount = Math.max(...regions.map(({ page, pages }) => page + pages)) - firstPage;
  if (pageCount > PAGE_TABLE_LENGTH_MAX)
    refuse(
      'regions',
      `from the lowest to the highest are ${pageCount} pages, and a page table has ` +
        `${PAGE_TABLE_LENGTH_MAX} at most`,
      'PAGE_TABLE_LENGTH_MAX in kernel/limits.ts',
    );
  const shared = regions.filter((region) => region.shared);
  const objects = new Map<string, { readonly first: number; readonly pages: number }>();
  let objectPageCount = 0;
  for (const { name, pages } of shared.toSorted((a, b) => b.pages - a.pages)) {
    const object = declared[name]!.shared!;
    if (objects.has(object)) continue;
    objects.set(object, { first: objectPageCount, pages });
    objectPageCount += pages;
  }
  return {
    firstPage,
    pageCount,
    frameCount: paging.frames,
    wordsPerFrame: paging.wordsPerFrame,
    coreCount: cores.count,
    // Behind the threads of programs stand the interrupt handlers, and perhaps the kernel actor.
    coreOf: [
      ...cores.of,
      ...Array.from({ length: cores.count + (owner === 'kernel-actor' ? 1 : 0) }, () => NO_CORE),
    ],
    handlerThread: cores.of.length,
    objectPageCount,
    pins: paging.pins ?? false,
    shared: shared.map(({ name, page, file }) => ({
      file,
      page,
      objectPage: objects.get(declared[name]!.shared!)!.first,
    })),
  };
}

/** How guards work in the scenario and what they need room for; undefined where it has none. */
function compileGuard({ guard, tasks, paging, owner, threads }: Scenario): GuardBounds | undefined {
  if (guard === undefined) return undefined;
  const known = (field: string, value: string | undefined, names: readonly string[]): void => {
    if (value !== undefined && !names.includes(value))
      refuse(`guard.${field}`, `'${value}' is none of ${names.join(', ')}`);
  };
  known('policy', guard.policy, GUARD_POLICIES);
  known('mechanism', guard.mechanism, KNOWN_MECHANISMS);
  known('scope', guard.scope, GUARD_SCOPES);
  known('without', guard.without, GUARD_OMISSIONS);
  const fault = guardFault(guard);
  if (fault !== undefined) refuse('guard', fault);
  if (tasks === undefined)
    refuse('guard', 'a guard belongs to a notified call', 'give it `tasks` and a filter');
  if (paging === undefined)
    refuse('guard', 'a guard holds pages', 'give it `paging: { frames, wordsPerFrame }`');
  if (owner === 'kernel-actor')
    refuse(
      'guard',
      'an edit that a guard stalls would stall the kernel actor, and with it everybody',
      "leave out owner: 'kernel-actor'",
    );
  const { spans = 2 } = guard;
  expectCount('guard.spans', spans, GUARD_SPAN_COUNT_MAX);
  for (const [name, { program }] of Object.entries(threads))
    if (marksPages(guard.policy) && isAccessing(program))
      refuse(
        `threads.${name}.program`,
        "an 'access' has no word that a guard could ask for",
        "'write' it",
      );
  return { design: guardDesign(guard), spanCount: spans };
}

/** Whether a program touches pages without saying which word. */
function isAccessing(program: Program): boolean {
  return program.some(
    (each) => (each.do === 'access' && each.kind === 'write') || bodiesOf(each).some(isAccessing),
  );
}

/** Refuses contents that the region has no words for. */
function expectContents(
  name: string,
  { contents, absent, pages }: Region,
  paging: PagingDeclaration | undefined,
): void {
  if (contents === undefined) return;
  const path = `regions.${name}.contents`;
  if (paging === undefined) refuse(path, 'pages hold words only where there is paging');
  if (absent === true) refuse(path, 'what is not mapped at first has no contents');
  const room = pages * paging.wordsPerFrame;
  if (contents.length > room)
    refuse(path, `the region has ${room} words, not ${contents.length}`, 'paging.wordsPerFrame');
  contents.forEach((value, index) => {
    if (value !== (value | 0))
      refuse(`${path}[${index}]`, `a word holds a signed 32-bit number, not ${value}`);
  });
}

/** The core of each thread: what it names, or the next that nobody has. */
function compileCores(
  { cores }: PagingDeclaration,
  threads: Scenario['threads'],
): { readonly count: number; readonly of: readonly number[] } {
  if (cores !== undefined) expectCount('paging.cores', cores, CORE_COUNT_MAX);
  const limit = cores ?? CORE_COUNT_MAX;
  const named = new Set<number>();
  for (const [name, { core }] of Object.entries(threads)) {
    if (core === undefined) continue;
    if (!Number.isInteger(core) || core < 0 || core >= limit)
      refuse(`threads.${name}.core`, `a core is a number in 0..${limit - 1}, not ${core}`);
    named.add(core);
  }
  let next = 0;
  const of = Object.entries(threads).flatMap(([name, { core, count = 1 }]) =>
    copiesOf(name, count).map(() => {
      if (core !== undefined) return core;
      while (named.has(next)) next += 1;
      next += 1;
      if (next > limit)
        refuse(
          `threads.${name}`,
          `no core of ${limit} is left for it`,
          'name a core that it shares with another thread: `core`',
        );
      return next - 1;
    }),
  );
  return { count: cores ?? Math.max(...of) + 1, of };
}

function expectCount(where: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max)
    refuse(where, `a whole number in 1..${max}, not ${value}`);
}

function barriersOf(program: Program): Set<string> {
  const names = new Set<string>();
  for (const instruction of program) {
    if (instruction.do === 'barrier') names.add(instruction.name);
    for (const body of bodiesOf(instruction)) barriersOf(body).forEach((name) => names.add(name));
  }
  return names;
}

function refuse(where: string, message: string, hint = ''): never {
  throw new UsageError(message, hint, where);
}
