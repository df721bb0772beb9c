/**
 * The naive address space: an array with one entry a page, and calls that are loops over it. It
 * knows nothing of VMAs; its strip shows runs of equal pages, which is what a table is that merges
 * all it may. True only as long as nothing is written to and no limit is met.
 */
import { ERRNO, MAP, PROT, VM, VM_PROTECTION } from '../../kernel/index.js';
const LETTERS = 'NROWEXBA';
/** Pages `0..length-1`, all unmapped at first. */
export class NaivePages {
    pages;
    constructor(length) {
        this.pages = Array.from({ length }, () => undefined);
    }
    /** mmap with MAP_FIXED or MAP_FIXED_NOREPLACE. */
    mmap(page, count, prot, flags, file) {
        if (count === 0)
            return -ERRNO.EINVAL;
        const range = this.pages.slice(page, page + count);
        if (flags & MAP.FIXED_NOREPLACE && range.some((entry) => entry !== undefined))
            return -ERRNO.EEXIST;
        const kept = flags & MAP.NORESERVE ? VM.NORESERVE : 0;
        const shared = flags & MAP.SHARED ? VM.SHARED : 0;
        const account = prot & PROT.WRITE && kept === 0 && shared === 0 ? VM.ACCOUNT : 0;
        const entry = { flags: prot | kept | shared | account, file };
        for (let at = page; at < page + count; at += 1)
            this.pages[at] = entry;
        return page;
    }
    munmap(page, count) {
        if (count === 0)
            return -ERRNO.EINVAL;
        this.pages.fill(undefined, page, page + count);
        return 0;
    }
    mprotect(page, count, prot) {
        for (let at = page; at < page + count; at += 1) {
            const entry = this.pages[at];
            if (entry === undefined)
                return -ERRNO.ENOMEM;
            if ((entry.flags & VM_PROTECTION) === prot)
                continue;
            let flags = (entry.flags & ~VM_PROTECTION) | prot;
            const mayAccount = (entry.flags & (VM.SHARED | VM.NORESERVE | VM.WRITE)) === 0;
            if (prot & PROT.WRITE)
                flags |= mayAccount ? VM.ACCOUNT : 0;
            else if (entry.file === 0)
                flags &= ~VM.ACCOUNT;
            this.pages[at] = { flags, file: entry.file };
        }
        return 0;
    }
    /**
     * Lowest, or highest, page from `floor` up to `ceiling` where `count` pages are free; else -1.
     */
    gap(count, floor, ceiling, topDown) {
        const starts = Array.from({ length: ceiling - floor - count + 1 }, (_, step) => floor + step);
        const fits = (page) => this.pages.slice(page, page + count).every((entry) => entry === undefined);
        return (topDown ? starts.findLast(fits) : starts.find(fits)) ?? -1;
    }
    /** Runs of equal pages as entries `start-end:flags@file`. */
    runs() {
        const entries = [];
        let start = 0;
        for (let page = 1; page <= this.pages.length; page += 1) {
            const entry = this.pages[start];
            if (page < this.pages.length && isEqual(entry, this.pages[page]))
                continue;
            if (entry !== undefined)
                entries.push(`${start}-${page}:${entry.flags}@${entry.file}`);
            start = page;
        }
        return entries;
    }
    /** One letter a page, as the kernel's strips have it, without `|`. */
    letters() {
        return this.pages
            .map((entry) => {
            if (entry === undefined)
                return '.';
            const letter = LETTERS.charAt(entry.flags & 7);
            return entry.flags & VM.NOSYSCALL ? letter.toLowerCase() : letter;
        })
            .join('');
    }
}
function isEqual(left, right) {
    return left?.flags === right?.flags && left?.file === right?.file;
}
//# sourceMappingURL=naive-pages.js.map