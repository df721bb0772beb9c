/** The door of workers/: engines and what they answer, in reading order. */

export { ask, type Question, type Supervision } from './engine.ts';
export * from './outcome.ts';
export { createHostPool, type HostPool } from './host-pool.ts';
export { workerUrl } from './parallel/worker-url.ts';
export { explore, type ExploreOptions } from './explore/search.ts';
export { exploreReduced } from './explore/reduction/reduced.ts';
export { exploreTraces, type TracesOptions } from './explore/traces/traces.ts';
export { sample, type SampleOptions } from './explore/sampling.ts';
export { explain, type ExplainOptions } from './explore/explanation.ts';
export {
  failsAlike,
  type Likeness,
  likenessOf,
  smallestParameters,
  smallestScenario,
} from './explore/smaller.ts';
export { withOrdering } from './explore/necessity.ts';
export { decodeOrdering, isOrdering } from './explore/ordering.ts';
export { reconstruct, type Reconstruction } from './explore/reconstruction.ts';
export { realize } from './explore/realization.ts';
export * from './explore/replay.ts';
export * from './explore/token.ts';
export type { Amount, Fault, ParallelOptions } from './parallel/run.ts';
export { run } from './parallel/late.ts';
export { type Constant, type Profile, PROFILE_VERSION } from './virtual/profile.ts';
export { EventHeap } from './virtual/heap.ts';
export { runVirtual, VIRTUAL_CORE_COUNT_MAX, type VirtualOptions } from './virtual/engine.ts';
export { WorkerDiedError } from './parallel/death.ts';
export { Crew } from './parallel/pool.ts';
export { mergedDistribution } from './parallel/histogram.ts';
