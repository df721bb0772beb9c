/**
 * Late: the engine of real workers, loaded when it is first asked. Why: its modules take longer to
 * load than most searches take, and whoever searches comes through the same door.
 */

import type * as engine from './run.ts';

/** Runs a question on real workers. Throws `WorkerDiedError` if one of them dies. */
export const run: typeof engine.run = async (question, options, supervision) => {
  const { run: runNow } = await import('./run.ts');
  return runNow(question, options, supervision);
};
