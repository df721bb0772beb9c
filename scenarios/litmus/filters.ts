/**
 * Litmus scenarios of seccomp filters: which of several stacked filters decides, and what its
 * action does. The expected outcome is computed in the program by the rule of the manual, and the
 * kernel's own evaluation is held against it.
 *
 * Sources: seccomp(2); Documentation/userspace-api/seccomp_filter.rst; kernel/seccomp.c:
 * seccomp_run_filters().
 */

import type { ActionName } from '../../kernel/index.ts';
import type { CatalogueEntry, FilterDeclaration, Program, Register } from '../../actors/index.ts';
import {
  atEnd,
  branch,
  choose,
  compute,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { entry, filterOn, handle, implies, install, NATIVE } from './entry.ts';

/** The actions, strictest first: the order of their numbers as signed words. */
const ACTIONS: readonly ActionName[] = [
  'KILL_PROCESS',
  'KILL_THREAD',
  'TRAP',
  'ERRNO',
  'USER_NOTIF',
  'TRACE',
  'LOG',
  'ALLOW',
];
const RANKS = ACTIONS.map((_action, rank) => rank);
const LAYERS = [1, 2, 3] as const;
/** The thread id that gettid returns to the first thread, and its number. */
const TID = 1000;
const GETTID = 186;
const ENOSYS = 38;

/** Each action in each layer, the layer in its data: rank by rank, layer behind layer. */
const filters: Readonly<Record<string, FilterDeclaration>> = Object.fromEntries(
  LAYERS.flatMap((layer) =>
    ACTIONS.map((action) => [`${action}-${layer}`, filterOn('gettid', action, layer)]),
  ),
);

/** Takes the filter of a layer as the decisive one if it is at least as strict as those below. */
function consider(rank: Register, layer: number): Program {
  return [branch([rank, '<=', 'r3'], [compute('r3', rank), compute('r4', layer)])];
}

/** Installs the filter of a layer with the action whose rank the register holds. */
function installLayer(rank: Register, layer: number): Program {
  const first = 1 + (layer - 1) * ACTIONS.length;
  return [compute('r6', [rank, '+', first]), install('r6')];
}

const decides = (rank: number) => ['strictest', '==', rank] as const;

/** All stacks of three filters: the strictest action decides, on a tie the newest filter. */
export const precedenceMatrix: CatalogueEntry = entry(
  'litmus',
  'precedence-matrix',
  'Which of three stacked filters decides, for all triples of the eight actions?',
  'signed precedence of return actions, the newest filter on a tie (seccomp_run_filters(); ' +
    'precedence.* and ERRNO_order of selftests/seccomp)',
  {
    words: { strictest: -1, layer: 0, errno: 0, result: -1, trapData: 0, never: 0 },
    threads: {
      caller: [
        choose('r0', ...RANKS),
        choose('r1', ...RANKS),
        choose('r2', ...RANKS),
        compute('r3', 'r0'),
        compute('r4', 1),
        ...consider('r1', 2),
        ...consider('r2', 3),
        store('strictest', 'r3'),
        store('layer', 'r4'),
        compute('r5', [0, '-', 'r4']),
        store('errno', 'r5'),
        handle('$SIGSYS', '$handler.trapped'),
        ...installLayer('r0', 1),
        ...installLayer('r1', 2),
        ...installLayer('r2', 3),
        syscall('gettid', [], 'r5'),
        store('result', 'r5'),
      ],
      // It only lives, so that the death of one thread and that of the process differ.
      mate: { at: 'native', service: true, program: [waitFor('never', '==', 1)] },
    },
    regions: { native: NATIVE },
    tasks: {
      filters,
      filterCapacity: LAYERS.length,
      fileCapacity: 0,
      signalDepth: 1,
      threads: { caller: { noNewPrivs: true } },
      handlers: { trapped: { at: 'native', program: [store('trapData', 'r2')] } },
    },
    properties: [
      atEnd(
        'KILL_PROCESS ends the process',
        implies(decides(0), {
          all: [
            ['caller.signal', '==', 31],
            ['mate.signal', '!=', 0],
          ],
        }),
      ),
      atEnd(
        'KILL_THREAD ends the calling thread alone',
        implies(decides(1), {
          all: [
            ['caller.signal', '==', 31],
            ['mate.life', '==', 1],
          ],
        }),
      ),
      atEnd(
        'TRAP raises SIGSYS with the data of the newest such filter',
        implies(decides(2), {
          all: [
            ['result', '==', GETTID],
            ['trapData', '==', 'layer'],
          ],
        }),
      ),
      atEnd(
        'ERRNO is that of the newest such filter',
        implies(decides(3), ['result', '==', 'errno']),
      ),
      atEnd(
        'USER_NOTIF without a listener is ENOSYS',
        implies(decides(4), ['result', '==', -ENOSYS]),
      ),
      atEnd('TRACE without a tracer is ENOSYS', implies(decides(5), ['result', '==', -ENOSYS])),
      atEnd('LOG lets the call run', implies(decides(6), ['result', '==', TID])),
      atEnd('ALLOW lets the call run', implies(decides(7), ['result', '==', TID])),
      ...ACTIONS.map((action, rank) => sometimes(`${action} decides`, decides(rank))),
    ],
    observe: ['strictest', 'layer', 'result'],
    expect: { explore: 'holds' },
  },
);
