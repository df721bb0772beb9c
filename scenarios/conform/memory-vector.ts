/**
 * Memory vectors: mmap, munmap, mprotect, mseal, mremap, brk, madvise, reads and writes on an
 * address space that is given, each with the result and the VMAs that Linux left. They run on the
 * simulated kernel's VMA table. Invariant: pages of a vector count from a base far above
 * mmap_min_addr, and nothing that is not the vector's stands in or beside its region. A forked task
 * has an address space of its own.
 */

import {
  ACCESS,
  ACCESS_OK,
  accessPage,
  brk,
  checkMadvise,
  checkMmap,
  checkMprotect,
  checkMremap,
  checkMseal,
  checkMunmap,
  createExclusiveWorld,
  createTableLayout,
  ERRNO,
  errnoName,
  FILE_OPENED,
  heapBreak,
  heapStart,
  inheritTable,
  isAdvice,
  lookupVma,
  MADV,
  madvise,
  MAP,
  mappingFlags,
  mmap,
  mprotect,
  MREMAP,
  mremap,
  mseal,
  munmap,
  PAGE_COUNT_MAX,
  PAGE_SIZE,
  placeVmas,
  prepareTable,
  protFromText,
  protText,
  NO_VMA,
  SEGV_MAPERR,
  VM,
  vmaBehind,
  vmaCapacity,
  vmaEnd,
  vmaFlags,
  vmaStart,
  type VmaText,
  type World,
} from '../../kernel/index.ts';
import { type Fields, integerOf, Mismatch, textOf, unknown } from './fields.ts';

/** Page 0 of a vector, and how many pages are its own; mmap places by itself behind them. */
const BASE_PAGE = 65_536;
const REGION_PAGE_COUNT = 1 << 20;
const PLACE_FLOOR = BASE_PAGE + REGION_PAGE_COUNT;
const PLACE_CEILING = PLACE_FLOOR + REGION_PAGE_COUNT;

/** vm.max_map_count where the vector does not speak of it. */
const MAP_COUNT_LIMIT = 1_024;
/** VMAs far away, so that a small vector can stand at or above the limit. */
const FAR_VMA_COUNT = 4;

/** Identities of the files that a vector's memory can be of; one file lies at the base. */
const FILE = 1;
const NAMELESS_FILE = 2;

/** An address space of a vector, and what its memory is of. */
interface AddressSpace {
  readonly world: World;
  readonly cursor: number;
  readonly kind: MemoryKind;
  /** Bytes by which the break is less than whole pages. */
  breakGap: bigint;
  /** Pages with a guard marker: there is no page table, so they are kept here. */
  readonly guards: Set<number>;
}

interface MemoryKind {
  /** MAP and FILE_OPENED bits. */
  readonly flags: number;
  readonly file: number;
}

/** What an operation gave: a negative errno or a result, a page, or how an access ended. */
interface Result {
  readonly value: number;
  readonly meaning: 'result' | 'page' | 'access';
  /** Bytes by which an address is less than the page. */
  readonly less?: bigint;
}

/** Where the heap is, in pages of the world. */
interface Heap {
  readonly page: number;
  readonly pages: number;
}

type Operation = (space: AddressSpace, step: Fields) => Result;

/** Who owns which address space in a run of a vector. */
export class MemoryVector {
  readonly #spaces = new Map<string, AddressSpace>();
  readonly #first: AddressSpace;

  constructor(given: Fields) {
    if (given.integer('page_size', PAGE_SIZE) !== PAGE_SIZE) throw unknown('page size');
    const overcommit = given.take('overcommit') ?? 'heuristic (0)';
    if (overcommit !== 'heuristic (0)' && overcommit !== 0)
      throw unknown(`overcommit ${textOf(overcommit)}`);
    const fix = given.take('kernel_fix') ?? null;
    if (fix !== null) throw unknown(`kernel fix ${textOf(fix)} of memory`);
    const kind = kindOf(given.take('kind') ?? 'private anonymous');
    const vmas = given.list('vmas').map((vma) => givenVma(vma, kind));
    const heap = given.has('heap') ? heapOf(given.fields('heap')) : undefined;
    const mapCount = vmas.length + (heap === undefined || heap.pages === 0 ? 0 : 1);
    const limit = limitOf(given.take('map_count'), mapCount);
    this.#first = createSpace(kind, limit, heap);
    placeVmas(this.#first.world, vmas);
  }

  /** Runs one step; throws a Mismatch if it does not go as the step says. */
  run(step: Fields): void {
    const task = step.text('t');
    const space = this.#spaces.get(task) ?? this.#first;
    const name = step.text('op');
    const expect = step.fields('expect');
    if (name === 'fork') {
      this.#spaces.set(step.text('new'), forkSpace(space));
      step.done();
      if (expect.has('ret')) expectText(textOf(expect.take('ret')), 'ok');
    } else {
      const operation = OPERATIONS.get(name);
      if (operation === undefined) throw unknown(`operation '${name}' on memory`);
      const result = operation(space, step);
      forgetUnmapped(space);
      step.done();
      compareResult(expect, result);
    }
    if (expect.has('vmas')) compareVmas(expect.list('vmas'), space.world);
    expect.done();
  }
}

const OPERATIONS = new Map<string, Operation>([
  ['mmap', (space, step) => map(space, rangeOf(step), protOf(step), flagsOf(step, space.kind))],
  ['mmap_raw', (space, step) => map(space, rawOf(step), protOf(step), flagsOf(step, space.kind))],
  ['munmap', (space, step) => unmap(space, rangeOf(step))],
  ['munmap_raw', (space, step) => unmap(space, rawOf(step))],
  ['mprotect', (space, step) => protect(space, rangeOf(step), protOf(step))],
  ['mprotect_raw', (space, step) => protect(space, rawOf(step), protOf(step))],
  ['mseal', (space, step) => seal(space, rangeOf(step), step.integer('flags', 0))],
  ['mseal_raw', (space, step) => seal(space, rawOf(step), step.integer('flags', 0))],
  ['mremap', (space, step) => remap(space, remapOf(step))],
  ['mremap_raw', (space, step) => remap(space, remapRawOf(step))],
  ['brk', (space, step) => moveBreak(space, bytesOf(BASE_PAGE + step.integer('page')))],
  ['brk_raw', (space, step) => moveBreak(space, addressOf(step.take('addr')))],
  ['madvise', (space, step) => advise(space, rangeOf(step), adviceOf(step))],
  ['madvise_raw', (space, step) => advise(space, rawOf(step), adviceOf(step))],
  ['read', (space, step) => access(space, step, ACCESS.READ)],
  ['write', (space, step) => access(space, step, ACCESS.WRITE)],
  ['write_all', (space, step) => access(space, step, ACCESS.WRITE)],
]);

/** A range in bytes. */
interface ByteRange {
  readonly address: bigint;
  readonly length: bigint;
}

function map(space: AddressSpace, range: ByteRange, prot: number, flags: number): Result {
  const { world, cursor, kind } = space;
  const isShared = (flags & MAP.SHARED) !== 0;
  const isAnonymous = (flags & MAP.ANONYMOUS) !== 0;
  const ofAnonymous = isShared ? NAMELESS_FILE : 0;
  const file = isAnonymous ? ofAnonymous : kind.file;
  const pages = checkMmap(range.address, range.length, flags, file !== 0, true);
  if (typeof pages === 'number') return { value: pages, meaning: 'page' };
  const value = mmap(world, cursor, pages.page, pages.count, prot, flags, file);
  for (let page = value; page < value + pages.count; page += 1) space.guards.delete(page);
  return { value, meaning: 'page' };
}

function unmap({ world, cursor }: AddressSpace, { address, length }: ByteRange): Result {
  const pages = checkMunmap(address, length);
  const value = typeof pages === 'number' ? pages : munmap(world, cursor, pages.page, pages.count);
  return { value, meaning: 'result' };
}

function protect(space: AddressSpace, { address, length }: ByteRange, prot: number): Result {
  const pages = checkMprotect(address, length, prot);
  const value =
    typeof pages === 'number'
      ? pages
      : mprotect(space.world, space.cursor, pages.page, pages.count, prot);
  return { value, meaning: 'result' };
}

function seal({ world }: AddressSpace, { address, length }: ByteRange, flags: number): Result {
  const pages = checkMseal(address, length, flags);
  const value = typeof pages === 'number' ? pages : mseal(world, pages.page, pages.count);
  return { value, meaning: 'result' };
}

/** What mremap is asked for, in bytes. */
interface RemapRequest {
  readonly address: bigint;
  readonly oldLength: bigint;
  readonly newLength: bigint;
  readonly flags: number;
  readonly newAddress: bigint;
}

function remap({ world, cursor, guards }: AddressSpace, request: RemapRequest): Result {
  const { address, oldLength, newLength, flags, newAddress } = request;
  const pages = checkMremap(address, oldLength, newLength, flags, newAddress);
  if (typeof pages === 'number') return { value: pages, meaning: 'page' };
  const { page, oldCount, newCount, newPage } = pages;
  const before = new Set(guards);
  const moved: number[] = [];
  const move = (_world: World, from: number, to: number, count: number) => {
    for (let index = 0; index < count; index += 1) {
      if (before.has(from + index)) moved.push(to + index);
      guards.delete(from + index);
      guards.delete(to + index);
    }
  };
  const value = mremap(world, cursor, page, oldCount, newCount, flags, newPage, move);
  const isReplaced = value >= 0 && (flags & MREMAP.FIXED) !== 0;
  for (let index = oldCount; isReplaced && index < newCount; index += 1)
    guards.delete(newPage + index);
  for (const each of moved) guards.add(each);
  return { value, meaning: 'page' };
}

function advise(space: AddressSpace, range: ByteRange, advice: number): Result {
  const { world, guards } = space;
  const pages = isAdvice(advice) ? checkMadvise(range.address, range.length) : -ERRNO.EINVAL;
  if (typeof pages === 'number') return { value: pages, meaning: 'result' };
  const each = (act: (page: number) => void) => (_world: World, page: number, count: number) => {
    for (let index = 0; index < count; index += 1) act(page + index);
  };
  const value = madvise(world, pages.page, pages.count, advice, {
    zap: each(() => {}),
    guard: each((page) => guards.add(page)),
    unguard: each((page) => guards.delete(page)),
  });
  return { value, meaning: 'result' };
}

/** The marker of a page goes with its mapping. */
function forgetUnmapped({ world, guards }: AddressSpace): void {
  for (const page of guards) if (lookupVma(world, page) === NO_VMA) guards.delete(page);
}

/**
 * brk with a byte address: within a page only the break itself moves. Compare Linux mm/mmap.c
 * SYSCALL_DEFINE1(brk).
 */
function moveBreak(space: AddressSpace, address: bigint): Result {
  const { world } = space;
  const wanted = (address + BigInt(PAGE_SIZE - 1)) / BigInt(PAGE_SIZE);
  const gap = wanted * BigInt(PAGE_SIZE) - address;
  const isPossible = address >= bytesOf(heapStart(world)) && wanted <= PAGE_COUNT_MAX;
  if (isPossible && brk(world, Number(wanted)) === Number(wanted)) space.breakGap = gap;
  const value = heapBreak(world);
  return space.breakGap === 0n
    ? { value, meaning: 'page' }
    : { value, meaning: 'page', less: space.breakGap };
}

/** Accesses each page of the step's range; the first fault is the outcome. */
function access({ world, guards }: AddressSpace, step: Fields, kind: number): Result {
  const page = BASE_PAGE + step.integer('page');
  const count = step.integer('pages', 1);
  for (let index = 0; index < count; index += 1) {
    const value = accessPage(world, page + index, kind);
    if (value !== ACCESS_OK) return { value, meaning: 'access' };
    if (guards.has(page + index)) return { value: SEGV_MAPERR, meaning: 'access' };
  }
  return { value: ACCESS_OK, meaning: 'access' };
}

/** What the vector's memory is of: `private anonymous`, `shared file, opened read-only`, ... */
function kindOf(value: unknown): MemoryKind {
  const match =
    /^(private|shared) (anonymous|file)(?:, opened (read-only|write-only|read-write))?$/.exec(
      textOf(value),
    );
  if (match === null) throw unknown(`kind of memory '${textOf(value)}'`);
  const [, sharing, origin, opened] = match;
  const type = sharing === 'shared' ? MAP.SHARED : MAP.PRIVATE;
  if (origin === 'anonymous')
    return { flags: type | MAP.ANONYMOUS, file: type === MAP.SHARED ? NAMELESS_FILE : 0 };
  if (opened === 'read-only') return { flags: type | FILE_OPENED.READ_ONLY, file: FILE };
  return { flags: opened === 'write-only' ? type | FILE_OPENED.WRITE_ONLY : type, file: FILE };
}

/**
 * One given VMA. Memory that was written to was writable once, so it is accounted for, whatever its
 * protection is now.
 */
function givenVma(value: unknown, kind: MemoryKind): VmaText {
  const { start, end, prot, remarks } = vmaOf(value);
  let flags = mappingFlags(prot, kind.flags);
  let anon = 0;
  for (const remark of remarks) {
    const faulted = /^faulted(?: ([A-Z]))?$/.exec(remark);
    if (remark === 'sealed') flags |= VM.SEALED;
    else if (remark === 'NORESERVE') flags = (flags | VM.NORESERVE) & ~VM.ACCOUNT;
    else if (faulted !== null) anon = 'A'.charCodeAt(0) - (faulted[1] ?? 'A').charCodeAt(0) - 1;
    else if (remark !== 'unfaulted') throw unknown(`remark '${remark}' on a VMA`);
  }
  if (anon !== 0 && (flags & (VM.SHARED | VM.NORESERVE)) === 0) flags |= VM.ACCOUNT;
  return { start: BASE_PAGE + start, end: BASE_PAGE + end, flags, file: kind.file, anon };
}

function vmaOf(value: unknown) {
  const [start, end, protection, remark = ''] = Array.isArray(value) ? (value as unknown[]) : [];
  const prot = typeof protection === 'string' ? protFromText(protection) : undefined;
  if (typeof start !== 'number' || typeof end !== 'number' || prot === undefined || start >= end)
    throw unknown(`VMA ${textOf(value)}`);
  const remarks = textOf(remark)
    .split(/, */)
    .filter((word) => word !== '');
  return { start, end, prot, remarks };
}

/** vm.max_map_count, from what `map_count` says of the count that is given. */
function limitOf(value: unknown, givenCount: number): number {
  if (value === undefined) return MAP_COUNT_LIMIT;
  const match = /^limit *(?:([+-]) *(\d+))?$/.exec(textOf(value));
  if (match === null) throw unknown(`map count '${textOf(value)}'`);
  const distance = Number(match[2] ?? 0);
  return givenCount + FAR_VMA_COUNT + (match[1] === '-' ? distance : -distance);
}

function heapOf(heap: Fields): Heap {
  const place = { page: BASE_PAGE + heap.integer('page'), pages: heap.integer('pages', 0) };
  heap.done();
  return place;
}

function createSpace(
  kind: MemoryKind,
  mapCountLimit: number,
  heap: Heap | undefined,
): AddressSpace {
  const layout = createTableLayout(vmaCapacity(mapCountLimit));
  const world = createExclusiveWorld(layout);
  prepareTable(world, {
    mapCountLimit,
    placeFloor: PLACE_FLOOR,
    placeCeiling: PLACE_CEILING,
    topDown: true,
    ...(heap === undefined ? {} : { heap }),
  });
  const far = Array.from({ length: FAR_VMA_COUNT }, (_, index) => {
    const start = PLACE_CEILING + 2 * index;
    return { start, end: start + 1, flags: 0, file: 0, anon: 0 };
  });
  placeVmas(world, far);
  return { world, cursor: layout.memory, kind, breakGap: 0n, guards: new Set() };
}

function forkSpace({ world, kind, breakGap, guards }: AddressSpace): AddressSpace {
  const child = createExclusiveWorld(world.layout);
  prepareTable(child, {
    mapCountLimit: world.layout.bounds.vmaCapacity - vmaCapacity(0),
    placeFloor: PLACE_FLOOR,
    placeCeiling: PLACE_CEILING,
    topDown: true,
    ...(heapStart(world) === 0 ? {} : { heap: { page: heapStart(world), pages: 0 } }),
  });
  inheritTable(world, child);
  return { world: child, cursor: child.layout.memory, kind, breakGap, guards: new Set(guards) };
}

function rangeOf(step: Fields): ByteRange {
  return {
    address: BigInt(BASE_PAGE + step.integer('page')) * BigInt(PAGE_SIZE),
    length: BigInt(step.integer('pages')) * BigInt(PAGE_SIZE),
  };
}

function bytesOf(page: number): bigint {
  return BigInt(page) * BigInt(PAGE_SIZE);
}

/**
 * Pages before and after, and where to: `page`, `pages` (or `old_pages`), `new_pages`, `flags`,
 * `new_page`.
 */
function remapOf(step: Fields): RemapRequest {
  const pages = step.integer(step.has('old_pages') ? 'old_pages' : 'pages');
  return {
    address: bytesOf(BASE_PAGE + step.integer('page')),
    oldLength: bytesOf(pages),
    newLength: bytesOf(step.integer('new_pages', pages)),
    flags: remapFlagsOf(step),
    newAddress: step.has('new_page') ? bytesOf(BASE_PAGE + step.integer('new_page')) : 0n,
  };
}

/** The same in bytes: `addr`, `len` (or `old_len`), `new_len`, `flags`, `new_addr`. */
function remapRawOf(step: Fields): RemapRequest {
  const oldLength = lengthOf(step.take(step.has('old_len') ? 'old_len' : 'len'));
  return {
    address: addressOf(step.take('addr')),
    oldLength,
    newLength: step.has('new_len') ? lengthOf(step.take('new_len')) : oldLength,
    flags: remapFlagsOf(step),
    newAddress: step.has('new_addr') ? addressOf(step.take('new_addr')) : 0n,
  };
}

function remapFlagsOf(step: Fields): number {
  const value = step.take('flags') ?? [];
  const integer = integerOf(value);
  if (integer !== undefined) return Number(integer);
  if (!Array.isArray(value)) throw unknown(`mremap flags ${textOf(value)}`);
  return value.reduce((sum: number, each) => {
    const name = textOf(each).replace(/^MREMAP_/, '');
    const flag = Object.entries(MREMAP).find(([known]) => known === name);
    if (flag === undefined) throw unknown(`mremap flag '${textOf(each)}'`);
    return sum | flag[1];
  }, 0);
}

/** Raw arguments: bytes, `page 3 + 1` or `NULL`. */
function rawOf(step: Fields): ByteRange {
  return { address: addressOf(step.take('addr')), length: lengthOf(step.take('len')) };
}

function addressOf(value: unknown): bigint {
  const integer = integerOf(value);
  if (integer !== undefined) return BigInt.asUintN(64, integer);
  if (value === null || value === 'NULL') return 0n;
  const match = /^page (\d+)(?: *([+-]) *(0x[0-9a-f]+|\d+))?$/i.exec(textOf(value));
  if (match === null) throw unknown(`address '${textOf(value)}'`);
  const offset = BigInt(match[3] ?? 0);
  const page = BigInt(BASE_PAGE + Number(match[1])) * BigInt(PAGE_SIZE);
  return match[2] === '-' ? page - offset : page + offset;
}

function lengthOf(value: unknown): bigint {
  const integer = integerOf(value);
  if (integer === undefined) throw unknown(`length '${textOf(value)}'`);
  return BigInt.asUintN(64, integer);
}

function protOf(step: Fields): number {
  const value = step.take('prot');
  const prot = typeof value === 'string' ? protFromText(value) : undefined;
  const bits = prot ?? integerOf(value);
  if (bits === undefined) throw unknown(`protection '${textOf(value)}'`);
  return Number(bits);
}

function adviceOf(step: Fields): number {
  const value = step.take('advice');
  const integer = integerOf(value);
  if (integer !== undefined) return Number(integer);
  const name = textOf(value).replace(/^MADV_/, '');
  const advice = Object.entries(MADV).find(([known]) => known === name);
  if (advice === undefined) throw unknown(`advice '${textOf(value)}'`);
  return advice[1];
}

/** MAP bits of a step; the vector's kind of memory unless the step says type or origin itself. */
function flagsOf(step: Fields, kind: MemoryKind): number {
  const value = step.has('flags') ? step.take('flags') : [];
  const integer = integerOf(value);
  if (integer !== undefined) return Number(integer);
  if (!Array.isArray(value)) throw unknown(`mmap flags ${textOf(value)}`);
  const bits = value.reduce((sum: number, name) => sum | flagOf(name), 0);
  if ((bits & (MAP.PRIVATE | MAP.SHARED | MAP.ANONYMOUS)) !== 0) return bits;
  return bits | kind.flags;
}

function flagOf(value: unknown): number {
  const name = textOf(value).replace(/^MAP_/, '');
  const flag = Object.entries(MAP).find(([known]) => known === name);
  if (flag === undefined) throw unknown(`mmap flag '${textOf(value)}'`);
  return flag[1];
}

function compareResult(expect: Fields, { value, meaning, less = 0n }: Result): void {
  const actual =
    less === 0n
      ? resultText(value, meaning)
      : `${resultText(value - 1, meaning)} + ${BigInt(PAGE_SIZE) - less}`;
  if (expect.has('errno')) expectText(textOf(expect.take('errno')), actual);
  if (expect.has('errno_number')) expectText(textOf(expect.take('errno_number')), textOf(-value));
  if (expect.has('result')) expectText(textOf(expect.take('result')), actual);
  if (!expect.has('ret')) return;
  const ret = textOf(expect.take('ret'));
  if (ret === 'elsewhere') expectText(ret, isElsewhere(value, meaning) ? ret : actual);
  else expectText(ret, actual);
}

function isElsewhere(value: number, meaning: Result['meaning']): boolean {
  return meaning === 'page' && value >= PLACE_FLOOR;
}

function resultText(value: number, meaning: Result['meaning']): string {
  if (value < 0) return errnoName(value) ?? String(value);
  if (meaning === 'page') return `page ${value - BASE_PAGE}`;
  if (meaning === 'result') return String(value);
  if (value === ACCESS_OK) return 'ok';
  return value === SEGV_MAPERR ? 'SEGV_MAPERR' : 'SEGV_ACCERR';
}

function expectText(expected: string, actual: string): void {
  if (actual !== expected) throw new Mismatch(expected, actual);
}

/** Compares the VMAs; a remark in the expected list is compared too, its absence says nothing. */
function compareVmas(expected: readonly unknown[], world: World): void {
  const actual: string[] = [];
  for (let next = 0; ;) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA) break;
    next = vmaEnd(world, record);
    const start = vmaStart(world, record) - BASE_PAGE;
    if (start >= REGION_PAGE_COUNT) break;
    const flags = vmaFlags(world, record);
    const speaksOfSeal = vmaSpeaksOfSeal(expected[actual.length]);
    const suffix = speaksOfSeal && (flags & VM.SEALED) !== 0 ? ' sealed' : '';
    actual.push(`${start}-${vmaEnd(world, record) - BASE_PAGE}:${protText(flags)}${suffix}`);
  }
  const wanted = expected.map((value) => {
    const { start, end, prot, remarks } = vmaOf(value);
    if (remarks.some((remark) => remark !== 'sealed')) throw unknown(`VMA ${textOf(value)}`);
    return `${start}-${end}:${protText(prot)}${remarks.map((remark) => ` ${remark}`).join('')}`;
  });
  expectText(`[${wanted.join(', ')}]`, `[${actual.join(', ')}]`);
}

function vmaSpeaksOfSeal(value: unknown): boolean {
  return Array.isArray(value) && value[3] === 'sealed';
}
