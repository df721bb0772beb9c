/**
 * The definitions of the machines and their compiler. Loads xstate: engines import it, workers
 * never.
 */
export { compileMachine } from './compile.js';
export { interpretNativeCalls } from './interpret.js';
export { dispatchMachine } from './machine.js';
export { toMermaid, toStately } from './mermaid.js';
//# sourceMappingURL=index.js.map