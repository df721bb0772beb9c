/**
 * Wording: moves and words in the scenario's own names, for people who read a schedule.
 * Nothing here steers a search; it runs for what was found.
 */

import {
  EVENT_NAMES,
  LOCK_CLASS,
  LOCK_COUNT_MAX,
  OUTCOME,
  TABLE,
  THREAD,
  wordName,
  type World,
  EVENT,
  errnoName,
  faultVerdictName,
  NAMED_REGISTER_COUNT,
  protFromText,
  protText,
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
  type Operand,
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
    case 'lock': {
      // The bits of a count mean something else where waiters queue.
      const isQueued = compiled.design.locks[Number(number)] === 'queued-rwsem';
      const queued = isQueued && field === 'count' ? 'queued ' : '';
      return `lock ${compiled.lockNames[Number(number)]} ${queued}${field}`;
    }
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
 * but not the bookkeeping of one thread or one copy, nor the columns that repeat the VMA records.
 */
export function isTelling({ layout }: World, index: number): boolean {
  if (index >= layout.lock)
    return (
      index < layout.table ||
      index === layout.table + TABLE.COUNT ||
      (index >= layout.vma && index < layout.vma + layout.bounds.vmaCapacity * VMA_WORDS) ||
      (index >= layout.memory && index < layout.distinctLength && !isCopy(layout, index))
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

/** Whether a word is one of what the kernel copies, of which events tell. */
function isCopy({ copy, process }: World['layout'], index: number): boolean {
  return index >= copy && index < process;
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
  if (number !== 0) return `${syscallName(number)}: ${step}`;
  const pc = words.get(at + THREAD.PROGRAM_COUNTER);
  const operation = words.get(world.layout.code + pc * CODE_WORDS);
  // A page fault is told by the access that it is for; the program has not moved on yet.
  return operation === OPERATION.access
    ? `${instructionText(question, pc, operation)}: ${step}`
    : step;
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
    case EVENT.remapped:
      return `${name} at page ${detail}: ${resultText(result)}`;
    case EVENT.staleDecision:
    case EVENT.useAfterFree:
      return `${name} at page ${detail}${verdictText(result)}`;
    case EVENT.looked:
    case EVENT.bug:
    case EVENT.segfault:
    case EVENT.staleTranslation:
      return `${name} at page ${detail}`;
    case EVENT.marked:
    case EVENT.expectationFailed:
      return `${name} '${compiled.marks[detail]}'`;
    case EVENT.acquired:
    case EVENT.released:
      return `${name} ${lockText(compiled.lockNames, detail)}`;
    case EVENT.copied:
    case EVENT.peeked:
    case EVENT.poked:
      return `${name} ${result} at ${addressText(compiled, detail)}`;
    case EVENT.executed:
      return `${name} ${syscallName(detail)}${result === 0 ? '' : `; words unapproved: ${result}`}`;
    case EVENT.stranger:
      return `reached a stranger as thread id ${detail}`;
    case EVENT.killed:
    case EVENT.finished:
      return name;
    default:
      return `${name} ${detail} ${result}`;
  }
}

/** A user address as its page, and the word in it. */
function addressText({ paging }: Question['compiled'], address: number): string {
  const { wordsPerFrame } = paging!;
  return `page ${Math.floor(address / wordsPerFrame)} word ${address % wordsPerFrame}`;
}

/** What a check or a page fault has decided, if it has. */
function verdictText(verdict: number): string {
  if (verdict === 0) return '';
  const outcome = Object.keys(OUTCOME)[verdict]?.toLowerCase();
  return `: ${faultVerdictName(verdict) ?? outcome ?? verdict}`;
}

/** A lock by its number, or by its class where the lock design of the address space has more. */
function lockText(names: readonly string[], number: number): string {
  const lockClass = number - LOCK_COUNT_MAX;
  if (lockClass < 0) return `lock ${names[number]}`;
  const named = Object.entries(LOCK_CLASS).find(([, each]) => each === lockClass);
  return `a ${named?.[0]} lock`;
}

function resultText(result: number): string {
  const name = errnoName(result);
  return name === undefined ? String(result) : `-${name}`;
}

const MODE_NAMES = { read: 'reading', write: 'writing' } as const;

/** A question never changes; each step of a long schedule asks for an instruction. */
const instructionTexts = new WeakMap<Question, string[]>();

/** The instruction at a program counter, as its scenario wrote it. */
function instructionText(question: Question, pc: number, operation: number): string {
  const texts = instructionTexts.get(question) ?? [];
  instructionTexts.set(question, texts);
  return (texts[pc] ??= textOf(instructionOf(question, pc, operation)));
}

function textOf(instruction: Instruction | string): string {
  return typeof instruction === 'string' ? instruction : spell(instruction);
}

/** The instruction of the scenario at a program counter, or the name of one that it implies. */
export function instructionOf(
  { scenario, compiled }: Question,
  pc: number,
  operation: number,
): Instruction | string {
  const name = Object.keys(OPERATION)[operation] ?? `operation ${operation}`;
  const source = compiled.sources[pc] ?? '';
  const [prefix, program] = programOf(scenario, source);
  const instruction =
    program === undefined ? undefined : instructionAt(program, source.slice(prefix.length));
  if (instruction?.do === name) return instruction;
  return name === 'syscall' ? 'rt_sigreturn' : name;
}

/** The program that an instruction stands in, and the path to it, of which it is a prefix. */
function programOf({ threads, handler, tasks }: Question['scenario'], source: string) {
  const programs = [
    ['handler', handler?.program] as const,
    ...Object.entries(threads).map(([name, each]) => [`threads.${name}`, each.program] as const),
    ...Object.entries(tasks?.handlers ?? {}).map(
      ([name, each]) => [`tasks.handlers.${name}`, each.program] as const,
    ),
  ].map(([path, program]) => [`${path}.program`, program] as const);
  return programs.find(([prefix]) => source.startsWith(prefix)) ?? (['', undefined] as const);
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

/** The protection of mmap and mprotect as text, if it is one; every other argument as it is. */
function argumentText(name: string, value: Operand, index: number): string {
  const isProtection = (name === 'mmap' || name === 'mprotect') && index === 2;
  const isPlain = typeof value === 'number' && protFromText(protText(value)) === value;
  return isProtection && isPlain ? protText(value) : String(value);
}

function spell(instruction: Instruction): string {
  switch (instruction.do) {
    case 'syscall': {
      const { name, arguments: given = [] } = instruction;
      return `${name}(${given.map((value, index) => argumentText(name, value, index)).join(', ')})`;
    }
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
    case 'read':
      return `read word ${instruction.word} of page ${instruction.at} into ${instruction.into}`;
    case 'write':
      return `write ${instruction.value} to word ${instruction.word} of page ${instruction.at}`;
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
