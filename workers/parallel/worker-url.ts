/**
 * Worker URL: where the module of a worker thread lies, compiled or as source, whichever of the two
 * is running. This file and the bundled program both lie two folders below the root, so that the
 * way from here to there is the same.
 */

const ROOT = new URL('../../', import.meta.url);

/** The worker at `path` from the root, such as `workers/parallel/thread`. */
export function workerUrl(path: string): URL {
  return new URL(`${path}.worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, ROOT);
}
