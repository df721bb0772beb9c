/**
 * Maps: /proc/PID/maps text, read, laid out for the simulated address space, and written back.
 * A real page number needs 35 bits and a simulated one has 31, so wide gaps are shortened; sizes,
 * neighbours and order stay. Invariant: `mapsText(parseMaps(text)) === text` for what Linux prints.
 * Source: Linux fs/proc/task_mmu.c show_map_vma(), proc_pid_maps(5).
 */
import { UsageError } from '../assert.js';
import { PAGE_COUNT_MAX, PAGE_SIZE } from '../limits.js';
import { MAP, PROT } from '../memory/page.js';
import { mappingFlags } from './edit.js';
/** A gap wider than this many pages is shortened to it. */
export const GAP_PAGE_COUNT_MAX = 2 ** 20;
/** Column in which Linux prints the path. */
const PATH_COLUMN = 73;
const LINE = /^([0-9a-f]+)-([0-9a-f]+) ([r-][w-][x-])([ps]) ([0-9a-f]+) ([0-9a-f]+:[0-9a-f]+) (\d+) *(.*)$/;
/**
 * Reads maps text. Throws a UsageError that names the line if one is malformed, or overlaps or
 * precedes the line before it.
 */
export function parseMaps(text) {
    const mappings = [];
    let end = 0;
    for (const [index, line] of text.split('\n').entries()) {
        if (line.trim() === '')
            continue;
        const where = `line ${index + 1}`;
        const mapping = parseLine(line, where);
        if (mapping.page < end)
            throw new UsageError('the mapping overlaps or precedes the one before it', '', where);
        end = mapping.page + mapping.count;
        mappings.push(mapping);
    }
    return mappings;
}
/**
 * Lays mappings out in simulated pages. A VMA's file is the identity of device, inode, path and of
 * the difference between page and offset, so that two merge only if Linux would merge them.
 * Neighbours that are alike in every column and yet two VMAs get two anon_vmas, which is what keeps
 * them apart (negative identities, so that none equals one that a write fault makes). The vsyscall
 * page is left out: it is in no process's table. Throws a UsageError if the mappings are too large
 * for the simulated address space.
 */
export function layoutMaps(mappings) {
    const files = new Map();
    const placed = [];
    let realEnd = 0;
    let end = 0;
    let anonCount = 0;
    for (const mapping of mappings) {
        if (mapping.path === '[vsyscall]')
            continue;
        const start = end + Math.min(mapping.page - realEnd, GAP_PAGE_COUNT_MAX);
        realEnd = mapping.page + mapping.count;
        end = start + mapping.count;
        if (end > PAGE_COUNT_MAX)
            throw new UsageError(`the mapping at ${addressText(mapping.page)} ends behind page ${PAGE_COUNT_MAX}`, 'leave out reserved ranges of many terabytes');
        const flags = mappingFlags(mapping.prot, mapping.isShared ? MAP.SHARED : MAP.PRIVATE);
        const key = fileKey(mapping);
        const file = key === '' ? 0 : (files.get(key) ?? files.size + 1);
        if (file !== 0)
            files.set(key, file);
        let vma = { start, end, flags, file, anon: 0 };
        const last = placed.at(-1);
        if (last !== undefined && isAlike(last.vma, vma)) {
            anonCount += 1;
            if (last.vma.anon === 0) {
                placed[placed.length - 1] = { ...last, vma: { ...last.vma, anon: -anonCount } };
                anonCount += 1;
            }
            vma = { ...vma, anon: -anonCount };
        }
        placed.push({ mapping, vma });
    }
    return placed;
}
/** Writes mappings as /proc/PID/maps prints them. */
export function mapsText(mappings) {
    return mappings.map((mapping) => `${lineText(mapping)}\n`).join('');
}
function parseLine(line, where) {
    const match = LINE.exec(line);
    if (match === null)
        throw new UsageError('not a line of /proc/PID/maps', 'such a line reads START-END rwxp OFFSET DEVICE INODE PATH', where);
    const [, from = '', to = '', protection = '', sharing = '', offsetText = '', device = ''] = match;
    const page = pageOf(from, where);
    const endPage = pageOf(to, where);
    if (endPage <= page)
        throw new UsageError('the mapping is empty', '', where);
    const offset = Number.parseInt(offsetText, 16);
    if (!Number.isSafeInteger(offset))
        throw new UsageError('the offset does not fit in 53 bits', '', where);
    return {
        page,
        count: endPage - page,
        prot: (protection.charAt(0) === 'r' ? PROT.READ : 0) |
            (protection.charAt(1) === 'w' ? PROT.WRITE : 0) |
            (protection.charAt(2) === 'x' ? PROT.EXEC : 0),
        isShared: sharing === 's',
        offset,
        device,
        inode: Number(match[7]),
        path: match[8] ?? '',
    };
}
/** The page number of a hexadecimal address. */
function pageOf(address, where) {
    if (address.length > 16 || !address.endsWith('000'))
        throw new UsageError(`address ${address} is not the start of a page`, '', where);
    // The last three digits are the byte within the page; what is left has 52 bits at most.
    return Number.parseInt(address.slice(0, -3), 16);
}
function addressText(page) {
    return `${page.toString(16)}000`.padStart(8, '0');
}
function lineText(mapping) {
    const { page, count, prot, isShared, offset, device, inode, path } = mapping;
    const head = `${addressText(page)}-${addressText(page + count)} ` +
        `${prot & PROT.READ ? 'r' : '-'}${prot & PROT.WRITE ? 'w' : '-'}${prot & PROT.EXEC ? 'x' : '-'}` +
        `${isShared ? 's' : 'p'} ${offset.toString(16).padStart(8, '0')} ${device} ${inode} `;
    return path === '' ? head : head.padEnd(PATH_COLUMN) + path;
}
/** What must be equal for two mappings to be parts of one; empty for anonymous memory. */
function fileKey({ page, isShared, offset, device, inode, path }) {
    if (inode === 0 && !isShared && (path === '' || path === '[heap]'))
        return '';
    const difference = inode === 0 ? 0 : page - offset / PAGE_SIZE;
    return `${device} ${inode} ${difference} ${path}`;
}
function isAlike(left, right) {
    return left.end === right.start && left.flags === right.flags && left.file === right.file;
}
//# sourceMappingURL=maps.js.map