/**
 * Mechanisms: every way to intercept a system call that one thread alone can show, as a caller
 * meets it. Those without a filter or a signal leave the call alone; what is trapped includes its
 * handler and the way back.
 */

import { PAGE_SIZE } from '../../kernel/index.ts';
import type { FilterDeclaration, Interposition, PageRange } from '../../actors/index.ts';
import type { Mechanism } from './caller.ts';

const ALLOW = { action: 'ALLOW' } as const;
const TRAP = { action: 'TRAP' } as const;
/** ALLOW with data allows as well, but no bitmap knows of it: the filter runs in every call. */
const ALLOW_BY_RUNNING = { action: 'ALLOW', data: 1 } as const;

/** Ranges of the range filters. */
export const RANGE_COUNTS = [1, 2, 4, 8, 16, 32, 64, 128] as const;
/** From one range to the next, in pages: two of code, the rest a gap. */
const RANGE_STRIDE = 4;

function filter(...filters: readonly FilterDeclaration[]): Interposition {
  return { kind: 'seccomp', filters };
}

function onNumber(threshold: number, allow: { readonly raw: number }): FilterDeclaration {
  return {
    bpf: [
      { code: 0x20, jt: 0, jf: 0, k: 0 },
      { code: 0x35, jt: 0, jf: 1, k: threshold },
      { code: 0x06, jt: 0, jf: 0, k: 0x0003_0000 },
      { code: 0x06, jt: 0, jf: 0, k: allow.raw },
    ],
  };
}

/** A caller that nothing intercepts: what all others are compared with. */
export const UNTOUCHED: Mechanism = { name: 'no interposition', interposition: { kind: 'none' } };

/** The seed's RFC, in three designs of its check. */
export const MEMMAP: readonly Mechanism[] = [
  { name: 'memmap, unlocked check', interposition: { kind: 'memmap', check: 'unlocked' } },
  { name: 'memmap, check under the mmap lock', interposition: { kind: 'memmap', check: 'locked' } },
  { name: 'memmap, containment check', interposition: { kind: 'memmap', check: 'contained' } },
];

/** What Linux has. */
export const LINUX: readonly Mechanism[] = [
  { name: 'strict mode, write', interposition: { kind: 'strict' }, call: 'write' },
  {
    name: 'filter: allows all, by the bitmap',
    interposition: filter({ rules: [], default: ALLOW }),
  },
  {
    name: 'filter: by number, 4 instructions, by the bitmap',
    interposition: filter(onNumber(0xf000, { raw: 0x7fff_0000 })),
  },
  {
    name: 'filter: by number, 4 instructions, run',
    interposition: filter(onNumber(0xf000, { raw: 0x7fff_0001 })),
  },
  {
    name: 'filter: 8 of them, run',
    interposition: filter(
      ...Array.from({ length: 8 }, () => onNumber(0xf000, { raw: 0x7fff_0001 })),
    ),
  },
  {
    name: 'filter: ERRNO',
    interposition: filter({ rules: [], default: { action: 'ERRNO', data: 1 } }),
    counter: 'syscall',
  },
  {
    name: 'filter: TRAP, handler and sigreturn',
    interposition: filter({
      rules: [{ when: { nr: 'getpid' }, ret: TRAP }],
      default: ALLOW_BY_RUNNING,
    }),
    counter: 'trapped',
  },
  {
    name: 'user dispatch: call from the range',
    interposition: { kind: 'user-dispatch', range: '@native', selector: 'selector' },
  },
  {
    name: 'user dispatch: selector says ALLOW',
    interposition: { kind: 'user-dispatch', range: '@library', selector: 'selector' },
  },
  {
    name: 'user dispatch: selector says BLOCK, handler and sigreturn',
    interposition: { kind: 'user-dispatch', range: '@library', selector: 'selector' },
    selector: 1,
    counter: 'trapped',
  },
];

/**
 * A filter that allows calls from `count` ranges and traps all others, met by a caller in the first
 * or in the last of them: the best and the worst place in a chain.
 */
export function rangesMechanism(
  count: number,
  search: 'linear' | 'binary',
  caller: 'first' | 'last',
): Mechanism {
  const ranges: PageRange[] = Array.from({ length: count }, (_, index) => ({
    page: (index + 1) * RANGE_STRIDE,
    pages: 2,
  }));
  const interposition = filter({ ranges, search, inside: ALLOW, outside: TRAP });
  return {
    name: `${search === 'linear' ? 'chain' : 'binary search'}, caller in the ${caller} range`,
    interposition,
    page: (caller === 'first' ? 1 : count) * RANGE_STRIDE,
  };
}

/**
 * A chain of ranges as it was measured on Linux: all ranges share the high half of their addresses,
 * which is compared once, then two comparisons a range; the caller stands in the last.
 */
export function chainMechanism(count: number): Mechanism {
  const load = (k: number) => ({ code: 0x20, jt: 0, jf: 0, k });
  const ret = (k: number) => ({ code: 0x06, jt: 0, jf: 0, k });
  const [allow, trap] = [ret(0x7fff_0000), ret(0x0003_0000)];
  const ranges = Array.from({ length: count }, (_none, index) => {
    const start = (index + 1) * RANGE_STRIDE * PAGE_SIZE;
    return [
      { code: 0x35, jt: 0, jf: 2, k: start },
      { code: 0x35, jt: 1, jf: 0, k: start + 2 * PAGE_SIZE },
      allow,
    ];
  });
  const bpf = [load(12), { code: 0x15, jt: 1, jf: 0, k: 0 }, trap, load(8), ...ranges.flat(), trap];
  return { name: `chain of ${count}`, interposition: filter({ bpf }), page: count * RANGE_STRIDE };
}
