/**
 * Bench dispatch: what one simulated system call costs through the compiled dispatch. Beside the
 * same loads and stores in a bare loop and beside xstate's interpreter; under every mechanism
 * beside none; under filters of 1 to 128 instruction-pointer ranges; and, where no mechanism is
 * armed, beside a stepper that knows of none.
 */
import { type Bench } from './bench.ts';
/** What the compiled dispatch costs. */
export declare const dispatchBench: Bench;
