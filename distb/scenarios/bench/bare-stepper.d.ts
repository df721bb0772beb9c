/**
 * Bare stepper: the stepper without the mechanisms that only tasks have, to show what they cost
 * where they are off. It is the compiled stepper itself with the answer "no tasks" written at every
 * place that asks. Invariant: it steps worlds without tasks as the stepper does.
 */
import type { StepperClass } from './caller.ts';
/** Loads the bare stepper. */
export declare function loadBareStepper(): Promise<StepperClass>;
