/**
 * Thread worker: one simulated thread, as one long task of the pool. It imports no more than it
 * runs, since the modules of a worker are most of its start.
 */
import { park } from '../../kernel/index.js';
import { ThreadLife } from './life.js';
/** Lives one thread's life; returns when it has left the run. */
export default function thread(assignment) {
    const life = new ThreadLife(assignment, false);
    const { words } = life.world;
    const { spin } = assignment.order;
    for (const wait of life.live())
        if (wait !== undefined)
            park(words, wait.word, wait.value, spin);
}
//# sourceMappingURL=thread.worker.js.map