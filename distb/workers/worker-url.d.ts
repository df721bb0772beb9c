/**
 * Worker URL: where the module of a worker thread lies: beside the module that starts it, compiled
 * or as source, whichever of the two is running.
 */
/** The worker `name` beside the module at `url`. */
export declare function workerUrl(url: string, name: string): URL;
