/** Death: a worker of a run is gone, and with it whatever its thread held. */
import { InvariantError } from '../../kernel/index.js';
/** A worker died; `partial` is the outcome up to then, with the finding `died` in it. */
export class WorkerDiedError extends InvariantError {
    partial;
    constructor(message, partial, cause) {
        super(message, { cause });
        this.partial = partial;
    }
}
//# sourceMappingURL=death.js.map