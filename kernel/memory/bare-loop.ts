/**
 * Bare loop: the accesses of recorded kernel code with nothing around them, as the bound that a
 * benchmark prints beside its figure. Invariant: the loop makes the same accesses, in the same
 * order, on the same word indices; only the code between them is gone.
 */

import { invariant } from '../assert.ts';
import type { AccessKind } from './word.ts';

/** One recorded access. */
export interface Access {
  readonly kind: AccessKind;
  readonly index: number;
}

/** How private accesses are made: as plain ones, which they are, or as Atomics like the others. */
export type PrivateAccess = 'plain' | 'atomic';

/** Runs the recorded accesses `count` times; the words end up with meaningless values. */
export type BareLoop = (words: Int32Array, count: number) => number;

/** Compiles recorded accesses to straight code. */
export function bareLoop(accesses: readonly Access[], privates: PrivateAccess): BareLoop {
  const body = accesses.map((access) => statement(access, privates)).join('\n');
  const source = `let sum = 0;
for (let turn = 0; turn < count; turn += 1) {
${body}
}
return sum;`;
  // Why: a loop over a list of accesses would time the list as well.
  // oxlint-disable-next-line typescript/no-implied-eval
  const compiled: unknown = new Function('words', 'count', source);
  invariant(typeof compiled === 'function', 'a bare loop compiles to a function');
  return compiled as BareLoop;
}

function statement({ kind, index }: Access, privates: PrivateAccess): string {
  switch (kind) {
    case 'get':
      return privates === 'plain'
        ? `sum = (sum + words[${index}]) | 0;`
        : `sum = (sum + Atomics.load(words, ${index})) | 0;`;
    case 'set':
      return privates === 'plain'
        ? `words[${index}] = sum & 7;`
        : `Atomics.store(words, ${index}, sum & 7);`;
    case 'load':
      return `sum = (sum + Atomics.load(words, ${index})) | 0;`;
    case 'store':
      return `Atomics.store(words, ${index}, sum & 7);`;
    case 'add':
      return `Atomics.add(words, ${index}, 1);`;
    case 'cas':
      return `Atomics.compareExchange(words, ${index}, 0, 1);`;
    case 'wake':
      return `Atomics.notify(words, ${index});`;
  }
}
