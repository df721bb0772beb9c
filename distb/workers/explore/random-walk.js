/**
 * Random walk: in each state every thread that can move is as likely as any other. The baseline of
 * sampling: it needs no parameter, and favours no schedule but the short ones.
 *
 * Invariant: a thread that cannot move is picked again in the same state by nobody, so asking until
 * one moves is an even choice among those that can.
 */
import { PURPOSE, RandomStream } from '../stream.js';
/** Picks evenly among the threads that can move. */
export class RandomWalk {
    #stream = new RandomStream(0, 0, PURPOSE.schedule);
    begin(seed) {
        this.#stream = new RandomStream(seed, 0, PURPOSE.schedule);
    }
    pick(_threads, count) {
        return this.#stream.below(count);
    }
    moved() {
        // A walk without memory.
    }
    ended() {
        // Nor does it learn.
    }
}
//# sourceMappingURL=random-walk.js.map