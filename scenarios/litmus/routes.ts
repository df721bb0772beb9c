/**
 * Routes by which memory can change under a call that was judged and not yet executed: each as what
 * a thread of the target's does, over the same argument, a struct open_how with a path of two words
 * behind it. What an attacker needs for its route stands beside it.
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
/** Its path, at word 3: what may be opened, and what may not. */
export const BENIGN = [1, 1];
export const FORBIDDEN = [2, 2];
/** First word of the path in the page of the argument. */
export const PATH = HOW.length;
/** Words of the whole argument, with the zero behind the path. */
export const ARGUMENT_WORDS = PATH + BENIGN.length + 1;
/** An argument with a path. */
export const argumentWith = (path: readonly number[]): number[] => [...HOW, ...path, 0];

/** Where the path of the argument stands. */
const PATH_ADDRESS = '&argument+3';

/** One way to change the path. */
export interface Route {
  readonly name: string;
  /** Regions besides the argument. */
  readonly regions: Readonly<Record<string, Region>>;
  /** Puts words there. */
  readonly put: (path: readonly number[]) => Program;
}

/** Stores through a mapping of the page. */
const storing = (at: '@argument' | '@alias', path: readonly number[]): Program =>
  path.map((word, index) => write(at, PATH + index, word));

/** A page of the attacker that holds what it is to put there. */
const SPARE: Region = {
  page: 8,
  pages: 1,
  prot: 'rw-',
  anon: 8,
  contents: argumentWith(FORBIDDEN),
};
/** The words of the spare page that are put there are always the forbidden ones. */
const SPARE_PATH = '&spare+3';

/** The routes, in the order of their numbers. */
export const ROUTES: readonly Route[] = [
  { name: 'store', regions: {}, put: (path) => storing('@argument', path) },
  {
    name: 'alias',
    regions: { alias: { page: 8, pages: 1, prot: 'rw-', shared: 'object' } },
    put: (path) => storing('@alias', path),
  },
  { name: 'mremap', regions: { spare: SPARE }, put: () => [moveOver('@spare', '@argument', 1)] },
  {
    name: 'mmap',
    regions: {},
    put: (path) => [mmap('@argument', 1, 'rw-'), ...storing('@argument', path)],
  },
  {
    name: '/proc/TID/mem',
    regions: { spare: SPARE },
    put: (path) => [
      openMemory('$thread.target', 'r7'),
      pwrite('r7', PATH_ADDRESS, SPARE_PATH, path.length),
    ],
  },
  {
    name: 'process_vm_writev',
    regions: { spare: SPARE },
    put: (path) => [writeMemory('$thread.attacker', PATH_ADDRESS, SPARE_PATH, path.length)],
  },
  { name: 'read', regions: {}, put: (path) => [readFile(0, PATH_ADDRESS, path.length)] },
  { name: 'MADV_DONTNEED', regions: {}, put: () => [dontNeed('@argument', 1)] },
  {
    name: 'mprotect',
    regions: {},
    put: (path) => [mprotect('@argument', 1, 'rw-'), ...storing('@argument', path)],
  },
];

/** The names of the routes by number, as a parameter tells them. */
export const ROUTE_MEANING = ROUTES.map(({ name }, number) => `${number} ${name}`).join(', ');
