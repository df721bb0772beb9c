/**
 * Worker URL: where the module of a worker thread lies: beside the module that starts it, compiled
 * or as source, whichever of the two is running.
 */
/** The worker `name` beside the module at `url`. */
export function workerUrl(url, name) {
    return new URL(`./${name}.worker.${url.endsWith('.ts') ? 'ts' : 'js'}`, url);
}
//# sourceMappingURL=worker-url.js.map