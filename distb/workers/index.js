/** The door of workers/: engines and what they answer, in reading order. */
export { ask } from './engine.js';
export * from './outcome.js';
export { explore } from './explore/search.js';
export { exploreReduced } from './explore/reduction/reduced.js';
export { sample } from './explore/sampling.js';
export { explain } from './explore/explanation.js';
export { failsAlike, likenessOf, smallestParameters, smallestScenario, } from './explore/smaller.js';
export * from './explore/replay.js';
export * from './explore/token.js';
export { run } from './parallel/run.js';
export { WorkerDiedError } from './parallel/death.js';
export { Crew } from './parallel/pool.js';
export { mergedDistribution } from './parallel/histogram.js';
//# sourceMappingURL=index.js.map