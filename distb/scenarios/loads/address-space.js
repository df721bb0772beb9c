/**
 * The address space of a real process as the regions of a scenario: what /proc/PID/maps says, with
 * wide gaps shortened, and which mappings are foreign decided by a rule on the path. The recorded
 * one that ships was taken from a large Java process.
 */
import { readFileSync } from 'node:fs';
import { layoutMaps, PAGE_SIZE, parseMaps, protText, UsageError, VM, VM_PROTECTION, } from '../../kernel/index.js';
/** The shipped address space: read where the sources stand, two folders above dist/scenarios. */
const RECORDED = new URL('../../../scenarios/loads/recorded.maps', import.meta.url);
/** The text of the shipped address space. */
export function recordedMaps() {
    return readFileSync(RECORDED, 'utf8');
}
/** The text of a maps file; an error names the file. */
export function readMaps(file) {
    try {
        return readFileSync(file, 'utf8');
    }
    catch (error) {
        const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        throw new UsageError(`${file}: ${isAbsent ? 'there is no such file' : 'it cannot be read'}`, 'a file in the format of /proc/PID/maps');
    }
}
/** Code pages that programs choose among: more would not change what they meet, only their size. */
const CODE_PAGE_COUNT_MAX = 256;
/** Reads maps text; executable mappings whose path the rule matches are foreign, and are marked. */
export function addressSpace(maps, file, foreign) {
    const placed = place(maps, file);
    const regions = {};
    const nativePages = [];
    const foreignPages = [];
    placed.forEach(({ mapping, vma }, index) => {
        const isCode = (vma.flags & VM.EXEC) !== 0;
        const isForeign = isCode && foreign.test(mapping.path);
        if (isCode) {
            const pages = isForeign ? foreignPages : nativePages;
            for (let page = vma.start; page < vma.end; page += 1)
                pages.push(page);
        }
        const mark = isForeign ? '!' : '';
        regions[`m${index}`] = {
            page: vma.start,
            pages: vma.end - vma.start,
            prot: protText(vma.flags & VM_PROTECTION) + mark,
            foreign: isForeign,
            file: vma.file,
            anon: vma.anon,
            origin: `${(BigInt(mapping.page) * BigInt(PAGE_SIZE)).toString(16)} ${mapping.path}`.trim(),
        };
    });
    if (nativePages.length === 0)
        throw new UsageError('no executable mapping is native', 'the rule on the path makes them all foreign; try --foreign with another expression', file);
    if (foreignPages.length === 0)
        throw new UsageError(`no executable mapping has a path that matches ${foreign}`, 'say with --foreign which code is foreign', file);
    return {
        regions,
        nativePages: spread(nativePages, CODE_PAGE_COUNT_MAX),
        foreignPages: spread(foreignPages, CODE_PAGE_COUNT_MAX),
        describe: (page) => describe(placed, page),
    };
}
function place(maps, file) {
    try {
        return layoutMaps(parseMaps(maps));
    }
    catch (error) {
        if (!(error instanceof UsageError))
            throw error;
        const where = error.where === '' ? file : `${file} ${error.where}`;
        throw new UsageError(error.message, error.hint, where);
    }
}
/** At most `count` of the values, evenly spread, the same ones every time. */
function spread(values, count) {
    if (values.length <= count)
        return [...values];
    return Array.from({ length: count }, (_, index) => values[Math.floor((index * values.length) / count)]);
}
function describe(placed, page) {
    const found = placed.find(({ vma }) => vma.start <= page && page < vma.end);
    if (found === undefined)
        return `page ${page}, unmapped at first`;
    const real = BigInt(found.mapping.page + page - found.vma.start) * BigInt(PAGE_SIZE);
    return `${real.toString(16)} ${found.mapping.path || '[anonymous]'}`;
}
//# sourceMappingURL=address-space.js.map