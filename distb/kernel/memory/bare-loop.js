/**
 * Bare loop: the accesses of recorded kernel code with nothing around them, as the bound that a
 * benchmark prints beside its figure. Invariant: the loop makes the same accesses, in the same
 * order, on the same word indices; only the code between them is gone.
 */
import { invariant } from '../assert.js';
/** Compiles recorded accesses to straight code. */
export function bareLoop(accesses, privates) {
    const body = accesses.map((access) => statement(access, privates)).join('\n');
    const source = `let sum = 0;
for (let turn = 0; turn < count; turn += 1) {
${body}
}
return sum;`;
    // Why: a loop over a list of accesses would time the list as well.
    // oxlint-disable-next-line typescript/no-implied-eval
    const compiled = new Function('words', 'count', source);
    invariant(typeof compiled === 'function', 'a bare loop compiles to a function');
    return compiled;
}
function statement({ kind, index }, privates) {
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
//# sourceMappingURL=bare-loop.js.map