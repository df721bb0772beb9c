/**
 * Shared: memory that several worker threads see. Zeroed when it is had.
 * Tested by: test/workers/explore/team/team.test.ts
 */
/** So many bytes of shared memory. Throws a RangeError where they cannot be had. */
export function allocateShared(byteCount) {
    return new SharedArrayBuffer(byteCount);
}
//# sourceMappingURL=shared.js.map