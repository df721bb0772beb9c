/**
 * The memory oracle: sequences of mmap, munmap, mprotect, reads and writes that a real kernel
 * (Linux
 * 6.18.44, x86-64) ran, with every result and every list of VMAs. Replaying asks the simulated
 * kernel
 * for the same; whatever differs is a fault of the simulated kernel. Invariant: a sequence passes
 * only if each result and each list is equal, character by character.
 *
 * The recorded region was empty, and nothing near it could merge with it. A hint that the kernel
 * did not honour is recorded as `elsewhere`, and that mapping was unmapped at once.
 */

import { z } from 'zod';
import {
  ACCESS,
  ACCESS_OK,
  accessPage,
  checkMmap,
  checkMprotect,
  checkMunmap,
  createExclusiveWorld,
  createTableLayout,
  errnoName,
  listText,
  MAP,
  mmap,
  mprotect,
  munmap,
  PAGE_SIZE,
  prepareTable,
  SEGV_MAPERR,
  UsageError,
  vmaCapacity,
  type World,
} from '../../kernel/index.ts';

/** First page of the region; what mmap places by itself goes behind `REGION_PAGE_MAX`. */
const REGION_PAGE = 1_024;
const REGION_PAGE_MAX = 2_048;
const PLACE_CEILING = 4_096;
const MAP_COUNT_LIMIT = 256;

const KIND_FLAGS = { fixed: MAP.FIXED, noreplace: MAP.FIXED_NOREPLACE, hint: 0 } as const;

const operationSchema = z.object({
  o: z.enum(['mmap', 'munmap', 'mprotect', 'read', 'write']),
  /** First page in the region, and how many. */
  p: z.int().optional(),
  n: z.int().optional(),
  prot: z.int().optional(),
  /** mmap: how the address is meant; `nr` is MAP_NORESERVE. */
  k: z.enum(['fixed', 'noreplace', 'hint']).optional(),
  nr: z.int().optional(),
  /** Raw calls: offset in bytes from page `p` or absolute address, length in bytes, MAP flags. */
  raw: z.int().optional(),
  off: z.int().optional(),
  abs: z.string().optional(),
  len: z.string().optional(),
  fl: z.string().optional(),
  /** The result, the page that was mapped, and the VMAs afterwards. */
  r: z.string(),
  at: z.union([z.int(), z.literal('elsewhere')]).optional(),
  v: z.string(),
});
const sequenceSchema = z.object({
  seq: z.string(),
  variant: z.string(),
  pages: z.int(),
  ops: z.array(operationSchema),
});
type Operation = z.infer<typeof operationSchema>;

/**
 * What is asked: addresses and lengths in bytes; results are addresses' pages or negative errnos.
 */
export interface MemoryModel {
  mmap(address: bigint, length: bigint, prot: number, flags: number): number;
  munmap(address: bigint, length: bigint): number;
  mprotect(address: bigint, length: bigint, prot: number): number;
  /** `ACCESS_OK` or the si_code of the SIGSEGV. */
  access(page: number, kind: number): number;
  /** The VMAs in these pages, numbered from the first. */
  list(from: number, to: number): string;
}

/** The simulated kernel, in a world of its own. */
export class KernelMemory implements MemoryModel {
  readonly world: World;
  readonly #cursor: number;

  constructor() {
    const layout = createTableLayout(vmaCapacity(MAP_COUNT_LIMIT));
    this.world = createExclusiveWorld(layout);
    this.#cursor = layout.memory;
    prepareTable(this.world, {
      mapCountLimit: MAP_COUNT_LIMIT,
      placeFloor: REGION_PAGE_MAX,
      placeCeiling: PLACE_CEILING,
      topDown: true,
    });
  }

  mmap(address: bigint, length: bigint, prot: number, flags: number): number {
    const range = checkMmap(address, length, flags, false, true);
    if (typeof range === 'number') return range;
    return mmap(this.world, this.#cursor, range.page, range.count, prot, flags, 0);
  }

  munmap(address: bigint, length: bigint): number {
    const range = checkMunmap(address, length);
    if (typeof range === 'number') return range;
    return munmap(this.world, this.#cursor, range.page, range.count);
  }

  mprotect(address: bigint, length: bigint, prot: number): number {
    const range = checkMprotect(address, length, prot);
    if (typeof range === 'number') return range;
    return mprotect(this.world, this.#cursor, range.page, range.count, prot);
  }

  access(page: number, kind: number): number {
    return accessPage(this.world, page, kind);
  }

  list(from: number, to: number): string {
    return listText(this.world, from, to);
  }
}

/** The first operation of a sequence that differs. */
export interface OracleFailure {
  readonly sequence: string;
  readonly variant: string;
  /** Which operation, from 0. */
  readonly operation: number;
  /** The operation as recorded, without its outcome. */
  readonly call: string;
  /** Result and VMAs: what Linux said and what the model says. */
  readonly expected: string;
  readonly actual: string;
}

/** What a replay found; sequences are counted. */
export interface OracleReport {
  readonly passed: number;
  readonly failed: number;
  readonly operations: number;
  /** Names of the sequences that passed. */
  readonly passedSequences: readonly string[];
  readonly failures: readonly OracleFailure[];
}

/**
 * Replays recorded sequences, one JSON line each, against a model; each sequence gets a fresh one.
 * Throws a UsageError that names the line if one is malformed.
 */
export function replayOracle(
  lines: Iterable<string>,
  createModel: () => MemoryModel = () => new KernelMemory(),
): OracleReport {
  const passedSequences: string[] = [];
  let operations = 0;
  let line = 0;
  const failures: OracleFailure[] = [];
  for (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const sequence = parseSequence(text, line);
    const failure = replaySequence(sequence, createModel());
    operations += sequence.ops.length;
    if (failure === undefined) passedSequences.push(sequence.seq);
    else failures.push(failure);
  }
  const passed = passedSequences.length;
  return { passed, failed: failures.length, operations, passedSequences, failures };
}

function parseSequence(text: string, line: number): z.infer<typeof sequenceSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError('not a line of JSON', 'an oracle has one sequence a line', `line ${line}`);
  }
  const parsed = sequenceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue === undefined ? '' : issue.path.join('.');
  throw new UsageError(`${path}: ${issue?.message ?? 'malformed'}`, '', `line ${line}`);
}

function replaySequence(
  sequence: z.infer<typeof sequenceSchema>,
  model: MemoryModel,
): OracleFailure | undefined {
  for (const [index, operation] of sequence.ops.entries()) {
    const { r, at, v, ...call } = operation;
    const expected = `${r}${at === undefined ? '' : ` at ${at}`}: ${v}`;
    const outcome = perform(model, operation, sequence.pages);
    const actual = `${outcome}: ${model.list(REGION_PAGE, REGION_PAGE + sequence.pages)}`;
    if (actual !== expected)
      return {
        sequence: sequence.seq,
        variant: sequence.variant,
        operation: index,
        call: JSON.stringify(call),
        expected,
        actual,
      };
  }
  return undefined;
}

/** Runs one operation and tells its outcome in the words of the recording. */
function perform(model: MemoryModel, operation: Operation, pageCount: number): string {
  const page = REGION_PAGE + (operation.p ?? 0);
  const address =
    operation.abs === undefined
      ? BigInt(page * PAGE_SIZE + (operation.off ?? 0))
      : BigInt(operation.abs);
  const length =
    operation.len === undefined ? BigInt((operation.n ?? 0) * PAGE_SIZE) : BigInt(operation.len);
  const prot = operation.prot ?? 0;
  switch (operation.o) {
    case 'mmap': {
      const result = model.mmap(address, length, prot, flagsOf(operation));
      if (result < 0) return resultText(result);
      if (result >= REGION_PAGE && result < REGION_PAGE + pageCount)
        return `0 at ${result - REGION_PAGE}`;
      model.munmap(BigInt(result * PAGE_SIZE), length);
      return '0 at elsewhere';
    }
    case 'munmap':
      return resultText(model.munmap(address, length));
    case 'mprotect':
      return resultText(model.mprotect(address, length, prot));
    case 'read':
      return accessText(model.access(page, ACCESS.READ));
    case 'write':
      return accessText(model.access(page, ACCESS.WRITE));
  }
}

function flagsOf({ fl, k, nr }: Operation): number {
  if (fl !== undefined) return Number(fl);
  const reserve = nr === 1 ? MAP.NORESERVE : 0;
  return MAP.PRIVATE | MAP.ANONYMOUS | reserve | (k === undefined ? 0 : KIND_FLAGS[k]);
}

function resultText(result: number): string {
  return result === 0 ? '0' : (errnoName(result) ?? String(result));
}

function accessText(outcome: number): string {
  if (outcome === ACCESS_OK) return 'ok';
  return outcome === SEGV_MAPERR ? 'SEGV_MAPERR' : 'SEGV_ACCERR';
}
