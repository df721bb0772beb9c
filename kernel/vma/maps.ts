/**
 * Maps: /proc/PID/maps text, read, laid out for the simulated address space, and written back.
 * A real page number needs 35 bits and a simulated one has 31, so wide gaps are shortened; sizes,
 * neighbours and order stay. Invariants: `mapsText(parseMaps(text)) === text` for what Linux
 * prints, and a table written out and laid out anew has the same VMAs. The text has no place for
 * PROT_NOSYSCALL, for accounting and for the identity of anonymous memory: those are lost, as they
 * are in Linux.
 * Source: Linux fs/proc/task_mmu.c show_map_vma(), proc_pid_maps(5).
 */

import { UsageError } from '../assert.ts';
import { PAGE_COUNT_MAX, PAGE_SIZE } from '../limits.ts';
import { MAP, PROT, VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { heapBreak, heapStart } from './break.ts';
import { mappingFlags } from './edit.ts';
import type { VmaText } from './strip.ts';
import { NO_VMA, vmaBehind, vmaEnd, vmaFile, vmaFlags, vmaStart } from './table.ts';

/** A gap wider than this many pages is shortened to it. */
export const GAP_PAGE_COUNT_MAX = 2 ** 20;

/** Column in which Linux prints the path. */
const PATH_COLUMN = 73;

const LINE =
  /^([0-9a-f]+)-([0-9a-f]+) ([r-][w-][x-])([ps]) ([0-9a-f]+) ([0-9a-f]+:[0-9a-f]+) (\d+) *(.*)$/;

/** One line of maps. Pages are real page numbers, below 2^52. */
export interface Mapping {
  readonly page: number;
  readonly count: number;
  /** PROT bits. */
  readonly prot: number;
  readonly isShared: boolean;
  /** Offset into the file, in bytes. */
  readonly offset: number;
  /** Device as printed, `major:minor` in hexadecimal. */
  readonly device: string;
  readonly inode: number;
  /** Path or `[name]`; empty for anonymous memory. */
  readonly path: string;
}

/** A mapping and the VMA that stands for it in the simulated address space. */
export interface PlacedMapping {
  readonly mapping: Mapping;
  readonly vma: VmaText;
}

/**
 * Reads maps text. Throws a UsageError that names the line if one is malformed, or overlaps or
 * precedes the line before it.
 */
export function parseMaps(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  let end = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `line ${index + 1}`;
    const mapping = parseLine(line, where);
    if (mapping.page < end)
      throw new UsageError('the mapping overlaps or precedes the one before it', '', where);
    end = mapping.page + mapping.count;
    mappings.push(mapping);
  }
  return mappings;
}

/**
 * Lays mappings out in simulated pages. A VMA's file is the identity of device, inode, path and of
 * the difference between page and offset, so that two merge only if Linux would merge them.
 * Neighbours that are alike in every column and yet two VMAs get two anon_vmas, which is what keeps
 * them apart (negative identities, so that none equals one that a write fault makes). The vsyscall
 * page is left out: it is in no process's table. Throws a UsageError if the mappings are too large
 * for the simulated address space.
 */
export function layoutMaps(mappings: readonly Mapping[]): PlacedMapping[] {
  const files = new Map<string, number>();
  const placed: PlacedMapping[] = [];
  let realEnd = 0;
  let end = 0;
  let anonCount = 0;
  for (const mapping of mappings) {
    if (mapping.path === '[vsyscall]') continue;
    const start = end + Math.min(mapping.page - realEnd, GAP_PAGE_COUNT_MAX);
    realEnd = mapping.page + mapping.count;
    end = start + mapping.count;
    if (end > PAGE_COUNT_MAX)
      throw new UsageError(
        `the mapping at ${addressText(mapping.page)} ends behind page ${PAGE_COUNT_MAX}`,
        'leave out reserved ranges of many terabytes',
      );
    const flags = mappingFlags(mapping.prot, mapping.isShared ? MAP.SHARED : MAP.PRIVATE);
    const key = fileKey(mapping);
    const file = key === '' ? 0 : (files.get(key) ?? files.size + 1);
    if (file !== 0) files.set(key, file);
    let vma: VmaText = { start, end, flags, file, anon: 0 };
    const last = placed.at(-1);
    if (last !== undefined && isAlike(last.vma, vma)) {
      anonCount += 1;
      if (last.vma.anon === 0) {
        placed[placed.length - 1] = { ...last, vma: { ...last.vma, anon: -anonCount } };
        anonCount += 1;
      }
      vma = { ...vma, anon: -anonCount };
    }
    placed.push({ mapping, vma });
  }
  return placed;
}

/**
 * The table as mappings, in order of their pages. A file is known by its number alone: that is its
 * inode, and its offsets are as if it lay at page 0, which keeps the identity that `layoutMaps`
 * goes by. Memory that overlaps the heap is `[heap]`: include/linux/mm.h vma_is_initial_heap().
 */
export function tableMappings(world: World): Mapping[] {
  const mappings: Mapping[] = [];
  for (let record = vmaBehind(world, 0); record !== NO_VMA;) {
    const page = vmaStart(world, record);
    const end = vmaEnd(world, record);
    const flags = vmaFlags(world, record);
    const file = vmaFile(world, record);
    const isHeap = file === 0 && page < heapBreak(world) && end > heapStart(world);
    mappings.push({
      page,
      count: end - page,
      prot: flags & (PROT.READ | PROT.WRITE | PROT.EXEC),
      isShared: (flags & VM.SHARED) !== 0,
      offset: file === 0 ? 0 : page * PAGE_SIZE,
      device: file === 0 ? '00:00' : '00:01',
      inode: file,
      path: file === 0 ? (isHeap ? '[heap]' : '') : `/file-${file}`,
    });
    record = vmaBehind(world, end);
  }
  return mappings;
}

/** Writes mappings as /proc/PID/maps prints them. */
export function mapsText(mappings: readonly Mapping[]): string {
  return mappings.map((mapping) => `${lineText(mapping)}\n`).join('');
}

function parseLine(line: string, where: string): Mapping {
  const match = LINE.exec(line);
  if (match === null)
    throw new UsageError(
      'not a line of /proc/PID/maps',
      'such a line reads START-END rwxp OFFSET DEVICE INODE PATH',
      where,
    );
  const [, from = '', to = '', protection = '', sharing = '', offsetText = '', device = ''] = match;
  const page = pageOf(from, where);
  const endPage = pageOf(to, where);
  if (endPage <= page) throw new UsageError('the mapping is empty', '', where);
  const offset = Number.parseInt(offsetText, 16);
  if (!Number.isSafeInteger(offset))
    throw new UsageError('the offset does not fit in 53 bits', '', where);
  return {
    page,
    count: endPage - page,
    prot:
      (protection.charAt(0) === 'r' ? PROT.READ : 0) |
      (protection.charAt(1) === 'w' ? PROT.WRITE : 0) |
      (protection.charAt(2) === 'x' ? PROT.EXEC : 0),
    isShared: sharing === 's',
    offset,
    device,
    inode: Number(match[7]),
    path: match[8] ?? '',
  };
}

/** The page number of a hexadecimal address. */
function pageOf(address: string, where: string): number {
  if (address.length > 16 || !address.endsWith('000'))
    throw new UsageError(`address ${address} is not the start of a page`, '', where);
  // The last three digits are the byte within the page; what is left has 52 bits at most.
  return Number.parseInt(address.slice(0, -3), 16);
}

function addressText(page: number): string {
  return `${page.toString(16)}000`.padStart(8, '0');
}

function lineText(mapping: Mapping): string {
  const { page, count, prot, isShared, offset, device, inode, path } = mapping;
  const head =
    `${addressText(page)}-${addressText(page + count)} ` +
    `${prot & PROT.READ ? 'r' : '-'}${prot & PROT.WRITE ? 'w' : '-'}${prot & PROT.EXEC ? 'x' : '-'}` +
    `${isShared ? 's' : 'p'} ${offset.toString(16).padStart(8, '0')} ${device} ${inode} `;
  return path === '' ? head : head.padEnd(PATH_COLUMN) + path;
}

/** What must be equal for two mappings to be parts of one; empty for anonymous memory. */
function fileKey({ page, isShared, offset, device, inode, path }: Mapping): string {
  if (inode === 0 && !isShared && (path === '' || path === '[heap]')) return '';
  const difference = inode === 0 ? 0 : page - offset / PAGE_SIZE;
  return `${device} ${inode} ${difference} ${path}`;
}

function isAlike(left: VmaText, right: VmaText): boolean {
  return left.end === right.start && left.flags === right.flags && left.file === right.file;
}
