/**
 * fault-churn: threads that map some pages, fault on each of them and unmap them, as an allocator
 * of large buffers does. All mappings stand side by side and have the same rights, so that the
 * kernel joins them: a thread faults in a VMA that the others enlarge and cut meanwhile. That is
 * what a read without a lock is up against, and `retried` counts how often it has lost.
 *
 * Source of the workload: ebizzy -m -T (V. Henson, 2006), which maps and unmaps a chunk a record.
 */

import type { CatalogueEntry, Parameters, Scenario } from '../../actors/index.ts';
import { MAP, VM } from '../../kernel/index.ts';
import {
  access,
  compute,
  loop,
  munmap,
  never,
  repeat,
  scenario,
  sometimes,
  syscall,
} from '../file/build.ts';
import { designParameter, lockOf } from '../litmus/lock-parameters.ts';

function churn(parameters: Parameters): Scenario {
  const { threads = 2, pages = 8 } = parameters;
  // The kernel chooses places from the top, above the code and below it: twice what is needed.
  const room = 2 * threads * pages;
  const { name, question, standsFor } = faultChurn;
  return scenario({
    name,
    question,
    standsFor,
    regions: {
      native: { page: room, pages: 2, prot: 'r-x' },
    },
    mapCountLimit: 2 * threads + 16,
    addressSpaceLock: lockOf(parameters),
    mmapLock: 'queued-rwsem',
    threads: {
      worker: {
        at: 'native',
        count: threads,
        program: [
          loop(
            'forever',
            syscall('mmap', [0, pages, VM.READ | VM.WRITE, MAP.PRIVATE | MAP.ANONYMOUS], 'r0'),
            compute('r1', 'r0'),
            compute('r2', ['r0', '+', pages]),
            repeat(['r1', '==', 'r2'], access('r1', 'write'), compute('r1', ['r1', '+', 1])),
            munmap('r0', pages),
          ),
        ],
      },
    },
    properties: [
      never('a fault fails', { event: 'segfault' }),
      never('a fault ends with a permission that is gone', { event: 'staleDecision' }),
      never('a fault reads a freed mapping', { event: 'useAfterFree' }),
      sometimes('a page is looked up', { event: 'looked' }),
    ],
  });
}

/** Page faults in mappings that others enlarge and cut. */
export const faultChurn: CatalogueEntry = {
  name: 'fault-churn',
  kind: 'load',
  question: 'How many page faults are made where threads map and unmap side by side, by design?',
  standsFor:
    'page faults of threads whose mappings are one VMA to the kernel: the aborts of speculative ' +
    'page faults under ebizzy (L. Dufour, “Speculative page faults”, v11, 2018)',
  explainedBy: 'fault-beside-edit',
  parameters: {
    threads: { meaning: 'threads that map, fault and unmap', value: 2, min: 1, max: 500 },
    pages: { meaning: 'pages that each maps at a time', value: 8, min: 1, max: 1_000 },
    design: designParameter(7),
  },
  build: churn,
};
