/**
 * racetrap for programs: words to write scenarios with, and the engines that answer questions about
 * them. `racetrap` in a scenario file leads here.
 */
export * from './file/build.js';
export { catalogue, findScenario } from './catalogue.js';
export { ask, decodeToken, explore, replay, run, WorkerDiedError, } from '../workers/index.js';
export { outcomeText } from './report/text.js';
export { UsageError } from '../kernel/index.js';
//# sourceMappingURL=index.js.map