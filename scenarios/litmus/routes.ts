/**
 * Routes by which memory can change under a call that was judged and not yet executed: each as what
 * a thread of the target's does, over the same argument, a struct open_how with a path of a few
 * words behind it. What an attacker needs for its route stands beside it.
 *
 * Source: the routes were tried on a real kernel, under no guard and under guards made of
 * userfaultfd, mprotect and ptrace.
 */

import type { Program, Region } from '../../actors/index.ts';
import {
  dontNeed,
  mmap,
  moveOver,
  mprotect,
  openMemory,
  pwrite,
  readFile,
  write,
  writeMemory,
} from '../file/build.ts';

/** The struct open_how of the argument. */
const HOW = [0, 0, 0];
/** First word of the path in the page of the argument. */
export const PATH = HOW.length;
/** An argument with a path. */
export const argumentWith = (path: readonly number[]): number[] => [...HOW, ...path, 0];

/** Where the path of the argument stands. */
const PATH_ADDRESS = '&argument+3';

/** One way to change the path. */
export interface Route {
  readonly name: string;
  /** Regions besides the argument, where it is these words that are put there. */
  readonly regions: (path: readonly number[]) => Readonly<Record<string, Region>>;
  /** The argument is memory that is mapped elsewhere as well. */
  readonly isShared?: true;
  /** What it needs once, before its first. */
  readonly prepares?: Program;
  /** Puts words there; may use r4 and r7. */
  readonly put: (path: readonly number[]) => Program;
  /** Makes it possible once more, where it is used up. */
  readonly renews?: (path: readonly number[]) => Program;
}

/** Stores through a mapping of the page. */
const storing = (at: '@argument' | '@alias' | '@spare', path: readonly number[]): Program =>
  // What a guard answers is taken note of, as by a handler of SIGBUS.
  path.map((word, index) => write(at, PATH + index, word, 'r4'));

/** A page of the attacker's, which holds what it is to put there. */
const spareWith = (path: readonly number[]): Readonly<Record<string, Region>> => ({
  spare: { page: 8, pages: 1, prot: 'rw-', anon: 8, contents: argumentWith(path) },
});
const SPARE_PATH = '&spare+3';

/** The routes, in the order of their numbers. */
export const ROUTES: readonly Route[] = [
  { name: 'store', regions: () => ({}), put: (path) => storing('@argument', path) },
  {
    name: 'alias',
    regions: () => ({ alias: { page: 8, pages: 1, prot: 'rw-', shared: 'object' } }),
    isShared: true,
    put: (path) => storing('@alias', path),
  },
  {
    name: 'mremap',
    regions: spareWith,
    put: () => [moveOver('@spare', '@argument', 1)],
    renews: (path) => [mmap('@spare', 1, 'rw-'), ...storing('@spare', path)],
  },
  {
    name: 'mmap',
    regions: () => ({}),
    put: (path) => [mmap('@argument', 1, 'rw-'), ...storing('@argument', path)],
  },
  {
    name: '/proc/TID/mem',
    regions: spareWith,
    prepares: [openMemory('$thread.target', 'r7')],
    put: (path) => [pwrite('r7', PATH_ADDRESS, SPARE_PATH, path.length)],
  },
  {
    name: 'process_vm_writev',
    regions: spareWith,
    put: (path) => [writeMemory('$thread.attacker', PATH_ADDRESS, SPARE_PATH, path.length)],
  },
  { name: 'read', regions: () => ({}), put: (path) => [readFile(0, PATH_ADDRESS, path.length)] },
  { name: 'MADV_DONTNEED', regions: () => ({}), put: () => [dontNeed('@argument', 1)] },
  {
    name: 'mprotect',
    regions: () => ({}),
    put: (path) => [mprotect('@argument', 1, 'rw-'), ...storing('@argument', path)],
  },
];

/** The names of the routes by number, as a parameter tells them. */
export const ROUTE_MEANING = ROUTES.map(({ name }, number) => `${number} ${name}`).join(', ');
