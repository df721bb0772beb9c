/**
 * Wording: moves, words and waits in the scenario's own names, for people who read a schedule.
 * Nothing here steers a search; it runs for what was found.
 */

import {
  CONTROL,
  EVENT_NAMES,
  LOCK,
  LOCK_CLASS,
  LOCK_COUNT_MAX,
  LOCK_WORDS,
  OUTCOME,
  TABLE,
  THREAD,
  wordName,
  type World,
  EVENT,
  errnoName,
  NAMED_REGISTER_COUNT,
  syscallName,
  VMA_WORDS,
} from '../../kernel/index.ts';
import {
  bodiesOf,
  CODE_WORDS,
  effectText,
  expressionText,
  type Instruction,
  OPERATION,
  type Program,
} from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Mover } from './mover.ts';

/** The name of an identity word: `x` for a word of memory, `app r0`, `lock mmap count`. */
export function nameOfWord({ compiled }: Question, { layout }: World, index: number): string {
  const name = wordName(layout, index);
  const [kind, number, ...rest] = name.split(' ');
  const field = rest.join(' ');
  switch (kind) {
    case 'memory':
      return compiled.memory[Number(number)]?.name ?? name;
    case 'lock':
      return `lock ${compiled.lockNames[Number(number)]} ${field}`;
    case 'barrier':
      return `barrier ${compiled.barrierNames[Number(number)]} ${field}`;
    case 'thread': {
      const register = /^register (\d+)$/.exec(field);
      const owner = compiled.threads[Number(number)]?.name ?? `thread ${number}`;
      return `${owner} ${register === null ? field : `r${register[1]}`}`;
    }
    default:
      return name;
  }
}

/**
 * Whether a reader wants to see the word change: all that is shared and the program's registers,
 * but not the bookkeeping of one thread and not the columns that repeat the VMA records.
 */
export function isTelling({ layout }: World, index: number): boolean {
  if (index >= layout.lock)
    return (
      index < layout.table ||
      index === layout.table + TABLE.COUNT ||
      (index >= layout.vma && index < layout.vma + layout.bounds.vmaCapacity * VMA_WORDS) ||
      (index >= layout.memory && index < layout.distinctLength)
    );
  const field = (index - layout.thread) % layout.threadStride;
  return (
    (field >= THREAD.REGISTER && field < THREAD.REGISTER + NAMED_REGISTER_COUNT) ||
    field === THREAD.INSTRUCTION_PAGE ||
    field === THREAD.FOREIGN ||
    field === THREAD.PARKED ||
    field === THREAD.REQUEST
  );
}

/** What the thread does next: its instruction, or the call and the kernel's step within it. */
export function nextDeed(question: Question, { stepper, world }: Mover, thread: number): string {
  const at = world.thread(thread);
  const { words } = world;
  if (words.get(at + THREAD.KERNEL_COUNTER) === 0) {
    const pc = words.get(at + THREAD.PROGRAM_COUNTER);
    const operation = words.get(world.layout.code + pc * CODE_WORDS);
    return instructionText(question, pc, operation);
  }
  const step = kernelStepName(question, stepper.nextName(thread));
  const number = words.get(at + THREAD.NUMBER);
  return number === 0 ? step : `${syscallName(number)}: ${step}`;
}

/** The name of a kernel step, with the name of the program's lock in place of its number. */
export function kernelStepName({ compiled }: Question, name: string): string {
  return name.replace(
    /^lock(\d+)\./,
    (_all, number: string) => `lock ${compiled.lockNames[Number(number)]}: `,
  );
}

/** An event in words, such as `escaped getpid at page 4`. */
export function eventText(
  { compiled }: Question,
  event: number,
  detail: number,
  result: number,
): string {
  const name = EVENT_NAMES[event] ?? `event ${event}`;
  switch (event) {
    case EVENT.native:
    case EVENT.trapped:
    case EVENT.escaped:
    case EVENT.misjudged:
      return `${name} ${syscallName(detail)} at page ${result}`;
    case EVENT.called:
      return `${name} ${syscallName(detail)}`;
    case EVENT.returned:
      return `${name} ${resultText(result)} from ${syscallName(detail)}`;
    case EVENT.mmap:
    case EVENT.munmap:
    case EVENT.mprotect:
      return `${name} at page ${detail}: ${resultText(result)}`;
    case EVENT.staleDecision:
    case EVENT.useAfterFree:
      return `${name} at page ${detail}: ${Object.keys(OUTCOME)[result]?.toLowerCase() ?? result}`;
    case EVENT.looked:
    case EVENT.bug:
      return `${name} at page ${detail}`;
    case EVENT.marked:
    case EVENT.expectationFailed:
      return `${name} '${compiled.marks[detail]}'`;
    case EVENT.acquired:
    case EVENT.released:
      return `${name} ${lockText(compiled.lockNames, detail)}`;
    case EVENT.killed:
    case EVENT.finished:
      return name;
    default:
      return `${name} ${detail} ${result}`;
  }
}

/** A lock by its number, or by its class where the lock design of the address space has more. */
function lockText(names: readonly string[], number: number): string {
  const lockClass = number - LOCK_COUNT_MAX;
  if (lockClass < 0) return `lock ${names[number]}`;
  const named = Object.entries(LOCK_CLASS).find(([, each]) => each === lockClass);
  return `a ${named?.[0]} lock`;
}

/** Who waits for what in the state at hand, one line for each thread that is not done. */
export function waitTexts(question: Question, mover: Mover, threads: readonly number[]): string[] {
  const { compiled } = question;
  return threads
    .filter((thread) => !mover.stepper.isDone(thread))
    .map((thread) => {
      const { name } = compiled.threads[thread]!;
      const word = wordWaitedFor(mover, thread);
      return word < 0 ? `${name} can move` : `${name} ${waitText(question, mover, thread, word)}`;
    });
}

/** The word that a thread waits for, or -1. */
function wordWaitedFor(mover: Mover, thread: number): number {
  const { world } = mover;
  const parked = world.words.get(world.thread(thread) + THREAD.PARKED);
  if (parked !== 0) return parked - 1;
  const before = world.blockedWord;
  world.blockedWord = -1;
  mover.move(thread, 0);
  const word = world.blockedWord;
  mover.words.takeBack();
  world.blockedWord = before;
  return word;
}

function waitText(question: Question, mover: Mover, thread: number, word: number): string {
  const { world } = mover;
  const { layout } = world;
  const verb = mover.isAsleep(thread) ? 'sleeps, waiting for' : 'waits for';
  if (word >= layout.lock && word < layout.lock + layout.bounds.lockCount * layout.lockStride) {
    const lock = Math.floor((word - layout.lock) / layout.lockStride);
    const name = question.compiled.lockNames[lock];
    return `${verb} lock ${name} ${holdersText(question, world, lock)}`;
  }
  if (word === layout.table + TABLE.PENDING) return `${verb} a request`;
  if (word === layout.control + CONTROL.MEMORY)
    return `${verb} its turn: ${nextDeed(question, mover, thread)}`;
  if (word >= layout.lock) {
    const name = nameOfWord(question, world, word);
    const kind =
      word < layout.barrier ? `word ${name}, which holds ${world.words.get(word)}` : name;
    return `${verb} ${kind}: ${nextDeed(question, mover, thread)}`;
  }
  return `${verb} the answer of the kernel actor`;
}

function holdersText({ compiled }: Question, world: World, lock: number): string {
  const holders = (mode: number) =>
    compiled.threads
      .filter((_each, thread) => {
        const held = world.words.get(world.thread(thread) + THREAD.HELD);
        return ((held >>> (lock * LOCK_WORDS + mode)) & 1) === 1;
      })
      .map(({ name }) => name);
  const writers = holders(1);
  if (writers.length > 0) return `held for writing by ${writers.join(', ')}`;
  const readers = holders(0);
  if (readers.length > 0) return `held for reading by ${readers.join(', ')}`;
  const owner = world.words.get(world.lock(lock) + LOCK.OWNER);
  return owner === 0 ? 'that nobody holds' : `owned by ${compiled.threads[owner - 1]?.name}`;
}

function resultText(result: number): string {
  const name = errnoName(result);
  return name === undefined ? String(result) : `-${name}`;
}

const MODE_NAMES = { read: 'reading', write: 'writing' } as const;

/** The instruction at a program counter, as its scenario wrote it. */
function instructionText({ scenario, compiled }: Question, pc: number, operation: number): string {
  const name = Object.keys(OPERATION)[operation] ?? `operation ${operation}`;
  const source = compiled.sources[pc] ?? '';
  const owner = Object.keys(scenario.threads).find((each) =>
    source.startsWith(`threads.${each}.program`),
  );
  const isHandler = source.startsWith('handler.program');
  const program = isHandler
    ? scenario.handler?.program
    : owner === undefined
      ? undefined
      : scenario.threads[owner]?.program;
  const prefix = isHandler ? 'handler.program' : `threads.${owner}.program`;
  const instruction =
    program === undefined ? undefined : instructionAt(program, source.slice(prefix.length));
  if (instruction?.do !== name) return name === 'syscall' ? 'rt_sigreturn' : name;
  return spell(instruction);
}

/** The instruction at a path such as `[1].body[0]`. */
function instructionAt(program: Program, path: string): Instruction | undefined {
  let list: Program | undefined = program;
  let instruction: Instruction | undefined;
  const part = /\[(\d+)\](?:\.(body|then|otherwise|among\[(\d+)\](?:\.then)?))?/g;
  for (const [, index, body, way] of path.matchAll(part)) {
    instruction = list?.[Number(index)];
    if (body === undefined || instruction === undefined) return instruction;
    list = bodiesOf(instruction)[way === undefined ? (body === 'otherwise' ? 1 : 0) : Number(way)];
  }
  return instruction;
}

/** An atomic step: what it does if it may, or the conditions that it selects among. */
function waysText(instruction: Instruction & { do: 'atomic' | 'select' }): string {
  if (instruction.do === 'select')
    return `select ${instruction.among
      .map(({ when }) => (when === undefined ? 'always' : expressionText(when)))
      .join(' or ')}`;
  const { when, effects } = instruction;
  const deeds = effects.map(effectText).join('; ') || 'go on';
  return when === undefined ? deeds : `when ${expressionText(when)}: ${deeds}`;
}

function spell(instruction: Instruction): string {
  switch (instruction.do) {
    case 'syscall':
      return `${instruction.name}(${(instruction.arguments ?? []).join(', ')})`;
    case 'jump':
      return `jump to ${instruction.to}`;
    case 'load':
      return `load ${instruction.word} into ${instruction.into}`;
    case 'store':
      return `store ${instruction.value} in ${instruction.word}`;
    case 'cas':
      return `cas ${instruction.word} from ${instruction.expected} to ${instruction.desired}`;
    case 'add':
      return `add ${instruction.value} to ${instruction.word}`;
    case 'await':
      return `await ${instruction.word} ${instruction.is.join(' ')}`;
    case 'atomic':
    case 'select':
      return waysText(instruction);
    case 'lock':
    case 'unlock':
      return `${instruction.do} ${instruction.lock} for ${MODE_NAMES[instruction.mode]}`;
    case 'access':
      return `${instruction.kind} page ${instruction.at}`;
    case 'barrier':
    case 'mark':
      return `${instruction.do} ${instruction.name}`;
    case 'choose':
      return `choose among ${instruction.among.join(', ')}`;
    case 'compute':
    case 'work':
    case 'pause':
    case 'loop':
    case 'repeat':
    case 'branch':
    case 'expect':
    case 'serve':
    case 'exit':
      return instruction.do;
  }
}
