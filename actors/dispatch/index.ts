/**
 * The definitions of the machines and their compiler. Loads xstate: engines import it, workers
 * never.
 */

export { compileMachine } from './compile.ts';
export { interpretNativeCalls } from './interpret.ts';
export { dispatchMachine } from './machine.ts';
export { guardMachine } from '../guard/machine.ts';
export { notifyMachine } from '../notify/machine.ts';
export { supervisorMachine } from '../supervisor/machine.ts';
export { toMermaid, toStately } from './mermaid.ts';
