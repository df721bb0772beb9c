/**
 * The memory oracle: sequences of mmap, munmap, mprotect, reads and writes that a real kernel
 * (Linux
 * 6.18.44, x86-64) ran, with every result and every list of VMAs. Replaying asks the simulated
 * kernel
 * for the same; whatever differs is a fault of the simulated kernel. Invariant: a sequence passes
 * only if each result and each list is equal, character by character.
 *
 * The recorded region was empty, and nothing near it could merge with it. A hint that the kernel
 * did not honour is recorded as `elsewhere`, and that mapping was unmapped at once.
 */
import { z } from 'zod';
import { ACCESS, ACCESS_OK, accessPage, checkMmap, checkMprotect, checkMunmap, createExclusiveWorld, createTableLayout, errnoName, listText, MAP, mmap, mprotect, munmap, PAGE_SIZE, prepareTable, SEGV_MAPERR, UsageError, vmaCapacity, } from '../../kernel/index.js';
/** First page of the region; what mmap places by itself goes behind `REGION_PAGE_MAX`. */
const REGION_PAGE = 1_024;
const REGION_PAGE_MAX = 2_048;
const PLACE_CEILING = 4_096;
const MAP_COUNT_LIMIT = 256;
const KIND_FLAGS = { fixed: MAP.FIXED, noreplace: MAP.FIXED_NOREPLACE, hint: 0 };
const operationSchema = z.object({
    o: z.enum(['mmap', 'munmap', 'mprotect', 'read', 'write']),
    /** First page in the region, and how many. */
    p: z.int().optional(),
    n: z.int().optional(),
    prot: z.int().optional(),
    /** mmap: how the address is meant; `nr` is MAP_NORESERVE. */
    k: z.enum(['fixed', 'noreplace', 'hint']).optional(),
    nr: z.int().optional(),
    /** Raw calls: offset in bytes from page `p` or absolute address, length in bytes, MAP flags. */
    raw: z.int().optional(),
    off: z.int().optional(),
    abs: z.string().optional(),
    len: z.string().optional(),
    fl: z.string().optional(),
    /** The result, the page that was mapped, and the VMAs afterwards. */
    r: z.string(),
    at: z.union([z.int(), z.literal('elsewhere')]).optional(),
    v: z.string(),
});
const sequenceSchema = z.object({
    seq: z.string(),
    variant: z.string(),
    pages: z.int(),
    ops: z.array(operationSchema),
});
/** The simulated kernel, in a world of its own. */
export class KernelMemory {
    world;
    #cursor;
    constructor() {
        const layout = createTableLayout(vmaCapacity(MAP_COUNT_LIMIT));
        this.world = createExclusiveWorld(layout);
        this.#cursor = layout.memory;
        prepareTable(this.world, {
            mapCountLimit: MAP_COUNT_LIMIT,
            placeFloor: REGION_PAGE_MAX,
            placeCeiling: PLACE_CEILING,
            topDown: true,
        });
    }
    mmap(address, length, prot, flags) {
        const range = checkMmap(address, length, flags, false, true);
        if (typeof range === 'number')
            return range;
        return mmap(this.world, this.#cursor, range.page, range.count, prot, flags, 0);
    }
    munmap(address, length) {
        const range = checkMunmap(address, length);
        if (typeof range === 'number')
            return range;
        return munmap(this.world, this.#cursor, range.page, range.count);
    }
    mprotect(address, length, prot) {
        const range = checkMprotect(address, length, prot);
        if (typeof range === 'number')
            return range;
        return mprotect(this.world, this.#cursor, range.page, range.count, prot);
    }
    access(page, kind) {
        return accessPage(this.world, page, kind);
    }
    list(from, to) {
        return listText(this.world, from, to);
    }
}
/**
 * Replays recorded sequences, one JSON line each, against a model; each sequence gets a fresh one.
 * Throws a UsageError that names the line if one is malformed.
 */
export function replayOracle(lines, createModel = () => new KernelMemory()) {
    const passedSequences = [];
    let operations = 0;
    let line = 0;
    const failures = [];
    for (const text of lines) {
        line += 1;
        if (text.trim() === '')
            continue;
        const sequence = parseSequence(text, line);
        const failure = replaySequence(sequence, createModel());
        operations += sequence.ops.length;
        if (failure === undefined)
            passedSequences.push(sequence.seq);
        else
            failures.push(failure);
    }
    const passed = passedSequences.length;
    return { passed, failed: failures.length, operations, passedSequences, failures };
}
function parseSequence(text, line) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        throw new UsageError('not a line of JSON', 'an oracle has one sequence a line', `line ${line}`);
    }
    const parsed = sequenceSchema.safeParse(json);
    if (parsed.success)
        return parsed.data;
    const issue = parsed.error.issues[0];
    const path = issue === undefined ? '' : issue.path.join('.');
    throw new UsageError(`${path}: ${issue?.message ?? 'malformed'}`, '', `line ${line}`);
}
function replaySequence(sequence, model) {
    for (const [index, operation] of sequence.ops.entries()) {
        const { r, at, v, ...call } = operation;
        const expected = `${r}${at === undefined ? '' : ` at ${at}`}: ${v}`;
        const outcome = perform(model, operation, sequence.pages);
        const actual = `${outcome}: ${model.list(REGION_PAGE, REGION_PAGE + sequence.pages)}`;
        if (actual !== expected)
            return {
                sequence: sequence.seq,
                variant: sequence.variant,
                operation: index,
                call: JSON.stringify(call),
                expected,
                actual,
            };
    }
    return undefined;
}
/** Runs one operation and tells its outcome in the words of the recording. */
function perform(model, operation, pageCount) {
    const page = REGION_PAGE + (operation.p ?? 0);
    const address = operation.abs === undefined
        ? BigInt(page * PAGE_SIZE + (operation.off ?? 0))
        : BigInt(operation.abs);
    const length = operation.len === undefined ? BigInt((operation.n ?? 0) * PAGE_SIZE) : BigInt(operation.len);
    const prot = operation.prot ?? 0;
    switch (operation.o) {
        case 'mmap': {
            const result = model.mmap(address, length, prot, flagsOf(operation));
            if (result < 0)
                return resultText(result);
            if (result >= REGION_PAGE && result < REGION_PAGE + pageCount)
                return `0 at ${result - REGION_PAGE}`;
            model.munmap(BigInt(result * PAGE_SIZE), length);
            return '0 at elsewhere';
        }
        case 'munmap':
            return resultText(model.munmap(address, length));
        case 'mprotect':
            return resultText(model.mprotect(address, length, prot));
        case 'read':
            return accessText(model.access(page, ACCESS.READ));
        case 'write':
            return accessText(model.access(page, ACCESS.WRITE));
    }
}
function flagsOf({ fl, k, nr }) {
    if (fl !== undefined)
        return Number(fl);
    const reserve = nr === 1 ? MAP.NORESERVE : 0;
    return MAP.PRIVATE | MAP.ANONYMOUS | reserve | (k === undefined ? 0 : KIND_FLAGS[k]);
}
function resultText(result) {
    return result === 0 ? '0' : (errnoName(result) ?? String(result));
}
function accessText(outcome) {
    if (outcome === ACCESS_OK)
        return 'ok';
    return outcome === SEGV_MAPERR ? 'SEGV_MAPERR' : 'SEGV_ACCERR';
}
//# sourceMappingURL=memory-oracle.js.map