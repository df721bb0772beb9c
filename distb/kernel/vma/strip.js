/**
 * Strips: address-space pictures that are both drawn and read, so that a picture in a test is its
 * fixture and its assertion.
 *
 * A *strip* has one character a page. `.` is unmapped; `N` ---, `R` r--, `W` rw-, `O` -w-, `E` --x,
 * `X` r-x, `B` -wx, `A` rwx; the small letter is the same with PROT_NOSYSCALL. `|` stands between
 * two VMAs that look alike. A *list* has one entry a VMA, `14-22:--x 22-26:rwx+a`: pages,
 * protection (`!` behind it for PROT_NOSYSCALL), `+a` accounted, `+n` not reserved, `+s` shared,
 * and in detailed lists `@3` the file and `#2` the anon_vma.
 */
import { UsageError } from '../assert.js';
import { protFromText, protText, VM } from '../memory/page.js';
import { mappingFlags } from './edit.js';
import { beginEdit, endEdit, insertVma, lookupVma, NO_VMA, vmaAnon, vmaBehind, vmaEnd, vmaFile, vmaFlags, vmaStart, } from './table.js';
/** Letters by protection, READ 1, WRITE 2, EXEC 4. */
const LETTERS = 'NROWEXBA';
/** Pages `from` up to `to` as a strip. */
export function stripText(world, from, to) {
    let text = '';
    let previous = NO_VMA;
    for (let page = from; page < to; page += 1) {
        const record = lookupVma(world, page);
        const letter = record === NO_VMA ? '.' : letterOf(vmaFlags(world, record));
        if (record !== previous && record !== NO_VMA && text.endsWith(letter))
            text += '|';
        text += letter;
        previous = record;
    }
    return text;
}
/**
 * The VMAs that begin in pages `from` up to `to`, as a list; page numbers are counted from `from`.
 */
export function listText(world, from, to, isDetailed = false) {
    const entries = [];
    for (let next = from;;) {
        const record = vmaBehind(world, next);
        if (record === NO_VMA)
            break;
        const start = vmaStart(world, record);
        if (start >= to)
            break;
        next = vmaEnd(world, record);
        if (start < from)
            continue;
        const flags = vmaFlags(world, record);
        const file = vmaFile(world, record);
        const anon = vmaAnon(world, record);
        entries.push(`${start - from}-${vmaEnd(world, record) - from}:${protText(flags)}` +
            (flags & VM.ACCOUNT ? '+a' : '') +
            (flags & VM.NORESERVE ? '+n' : '') +
            (flags & VM.SHARED ? '+s' : '') +
            (isDetailed && file !== 0 ? `@${file}` : '') +
            (isDetailed && anon !== 0 ? `#${anon}` : ''));
    }
    return entries.join(' ');
}
/** Reads a strip whose first character is page `from`. Throws a UsageError for other characters. */
export function parseStrip(strip, from) {
    const vmas = [];
    let page = from;
    let letterBefore = '.';
    for (const letter of strip) {
        if (letter === '|') {
            letterBefore = '|';
            continue;
        }
        const last = vmas.at(-1);
        if (letter === letterBefore && last !== undefined)
            vmas[vmas.length - 1] = { ...last, end: page + 1 };
        else if (letter !== '.')
            vmas.push(vmaOf(page, page + 1, flagsOf(letter, strip)));
        letterBefore = letter === '.' ? '|' : letter;
        page += 1;
    }
    return vmas;
}
/**
 * Reads a list; page numbers are counted from `from`. Throws a UsageError for a malformed entry.
 */
export function parseList(list, from) {
    const entries = list.split(/\s+/).filter((entry) => entry !== '');
    return entries.map((entry) => {
        const match = /^(\d+)-(\d+):([rwx!-]+)((?:\+[ans])*)(?:@(\d+))?(?:#(-?\d+))?$/.exec(entry);
        const prot = match === null ? undefined : protFromText(match[3] ?? '');
        if (match === null || prot === undefined)
            throw new UsageError(`'${entry}' is no VMA`, 'write START-END:rwx, as in 14-22:r-x+a');
        const suffix = match[4] ?? '';
        return {
            start: from + Number(match[1]),
            end: from + Number(match[2]),
            flags: prot |
                (suffix.includes('+a') ? VM.ACCOUNT : 0) |
                (suffix.includes('+n') ? VM.NORESERVE : 0) |
                (suffix.includes('+s') ? VM.SHARED : 0),
            file: Number(match[5] ?? 0),
            anon: Number(match[6] ?? 0),
        };
    });
}
/**
 * Puts VMAs into the table as they are, merging nothing: the start of a world, or of a test.
 * Preconditions: nobody else runs; the ranges are unmapped.
 */
export function placeVmas(world, vmas) {
    beginEdit(world);
    for (const { start, end, flags, file, anon } of vmas)
        insertVma(world, start, end, flags, file, anon);
    endEdit(world);
}
function letterOf(flags) {
    const letter = LETTERS.charAt(flags & (VM.READ | VM.WRITE | VM.EXEC));
    return flags & VM.NOSYSCALL ? letter.toLowerCase() : letter;
}
function flagsOf(letter, strip) {
    const prot = LETTERS.indexOf(letter.toUpperCase());
    if (prot === -1)
        throw new UsageError(`'${letter}' in strip '${strip}' is no page`, `use . | or ${LETTERS}`);
    return mappingFlags(letter === letter.toUpperCase() ? prot : prot | VM.NOSYSCALL, 0);
}
function vmaOf(start, end, flags) {
    return { start, end, flags, file: 0, anon: 0 };
}
//# sourceMappingURL=strip.js.map