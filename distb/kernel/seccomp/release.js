/**
 * Who holds a filter. REFERENCES keeps a record in use: tasks, the filter above, an open listener.
 * USERS counts the tasks and used filters above, and at 0 the listener hangs up. Invariant: a
 * record with REFERENCES 0 is free, and all its words are zero.
 *
 * Source: kernel/seccomp.c: __get_seccomp_filter(), __seccomp_filter_orphan(),
 * __put_seccomp_filter().
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
import { FILTER, FILTER_WORDS } from '../memory/layout.js';
import { hangUp } from '../notify/wake.js';
import { filterWord } from '../task/task.js';
/** One task more uses the filter (a FILTER word: record + 1, or 0 for none). */
export function holdFilter(world, newest) {
    if (newest === 0)
        return;
    const at = filterWord(world, newest - 1);
    world.words.add(at + FILTER.REFERENCES, 1);
    world.words.add(at + FILTER.USERS, 1);
}
/** A task uses the filter no more. */
export function releaseFilter(world, newest) {
    const { words } = world;
    for (let next = newest; next !== 0;) {
        const at = filterWord(world, next - 1);
        if (words.add(at + FILTER.USERS, -1) !== 1)
            break;
        hangUp(world, next - 1);
        next = words.load(at + FILTER.PREVIOUS);
    }
    putFilter(world, newest);
}
/** One reference less; a record without any is free, and lets go of the one below. */
export function putFilter(world, newest) {
    const { words } = world;
    for (let next = newest; next !== 0;) {
        const at = filterWord(world, next - 1);
        if (words.add(at + FILTER.REFERENCES, -1) !== 1)
            return;
        next = words.load(at + FILTER.PREVIOUS);
        for (let word = 0; word < FILTER_WORDS; word += 1)
            words.store(at + word, 0);
    }
}
//# sourceMappingURL=release.js.map