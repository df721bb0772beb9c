/** Death: a worker of a run is gone, and with it whatever its thread held. */
import { InvariantError } from '../../kernel/index.ts';
import type { Outcome } from '../outcome.ts';
/** A worker died; `partial` is the outcome up to then, with the finding `died` in it. */
export declare class WorkerDiedError extends InvariantError {
    readonly partial: Outcome;
    constructor(message: string, partial: Outcome, cause: unknown);
}
