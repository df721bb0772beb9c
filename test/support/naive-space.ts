/**
 * The naive address space with memory that is written to: an array with one entry a page, which is
 * the object that stands for its VMA, and calls that are loops over it. Borders are where the
 * object changes; a merge is an assignment. It knows the six rules of the memory oracle
 * (test/conformance), mremap and brk, and nothing of tables, records and edits.
 */
import { ERRNO, MAP, MREMAP, PROT, VM, VM_HEAP, VM_PROTECTION } from '../../kernel/index.ts';

const VM_ACCESS = VM.READ | VM.WRITE | VM.EXEC;

/** What the pages of one VMA have in common. */
interface NaiveVma {
  flags: number;
  file: number;
  /** Which anon_vma it has; 0 is none. */
  anon: number;
  /** By how many pages it was moved down. */
  shift: number;
}

/** Pages `0..length-1`; placement chooses from page 1 on, downwards. */
export class NaiveSpace {
  readonly #pages: (NaiveVma | undefined)[];
  readonly #limit: number;
  readonly #heap: number;
  #break: number;
  #anonCount = 0;

  constructor(length: number, limit: number, heap = 0) {
    this.#pages = Array.from({ length }, () => undefined);
    this.#limit = limit;
    this.#heap = heap;
    this.#break = heap;
  }

  /** mmap of private memory; without MAP_FIXED and MAP_FIXED_NOREPLACE the page is a hint. */
  mmap(page: number, count: number, prot: number, flags: number, file: number): number {
    if (count === 0) return -ERRNO.EINVAL;
    if (this.#count() > this.#limit) return -ERRNO.ENOMEM;
    let start = page;
    if (flags & (MAP.FIXED | MAP.FIXED_NOREPLACE)) {
      if (flags & MAP.FIXED_NOREPLACE && !this.#isFree(page, page + count)) return -ERRNO.EEXIST;
      const result = this.munmap(page, count);
      if (result < 0) return result;
    } else start = this.#place(page, count);
    if (start < 0) return -ERRNO.ENOMEM;
    const noreserve = flags & MAP.NORESERVE ? VM.NORESERVE : 0;
    const account = prot & PROT.WRITE && noreserve === 0 ? VM.ACCOUNT : 0;
    const vma = { flags: (prot & VM_PROTECTION) | noreserve | account, file, anon: 0, shift: 0 };
    this.#insert(start, start + count, vma);
    return start;
  }

  munmap(page: number, count: number): number {
    if (count <= 0 || page + count > this.#pages.length) return -ERRNO.EINVAL;
    const end = page + count;
    const isHole = this.#isInside(page) && this.#pages[page - 1] === this.#pages[end];
    if (isHole && this.#runEnd(page) > end && this.#count() >= this.#limit) return -ERRNO.ENOMEM;
    this.#cut(page);
    this.#cut(end);
    this.#pages.fill(undefined, page, end);
    return 0;
  }

  mprotect(page: number, count: number, prot: number): number {
    const end = page + count;
    for (let at = page; at < end;) {
      const vma = this.#pages[at];
      if (vma === undefined) return -ERRNO.ENOMEM;
      const stop = Math.min(end, this.#runEnd(at));
      if ((vma.flags & VM_PROTECTION) !== prot) {
        const result = this.#change(at, stop, vma, this.#protected(vma, prot));
        if (result < 0) return result;
      }
      at = stop;
    }
    return 0;
  }

  /** 0, or 1 where nothing is mapped, or 2 where the protection forbids it. */
  access(page: number, isWrite: boolean): number {
    const vma = this.#pages[page];
    if (vma === undefined) return 1;
    if ((vma.flags & (isWrite ? VM.WRITE : VM_ACCESS)) === 0) return 2;
    if (!isWrite || vma.anon !== 0) return 0;
    const next = this.#pages[this.#runEnd(page)];
    const previous = this.#pages[this.#runStart(page) - 1];
    const sharing = [next, previous].find(
      (each) =>
        each !== undefined &&
        each.anon !== 0 &&
        each.file === vma.file &&
        each.shift === vma.shift &&
        ((each.flags ^ vma.flags) & ~VM_ACCESS) === 0,
    );
    vma.anon = sharing?.anon ?? (this.#anonCount += 1);
    return 0;
  }

  mremap(page: number, old: number, wanted: number, flags: number, to: number): number {
    const isFixed = (flags & MREMAP.FIXED) !== 0;
    const isKept = (flags & MREMAP.DONTUNMAP) !== 0;
    if (wanted === 0 || (flags & ~7) !== 0) return -ERRNO.EINVAL;
    if (isFixed || isKept) {
      if (to < 0 || to + wanted > this.#pages.length) return -ERRNO.EINVAL;
      if ((flags & MREMAP.MAYMOVE) === 0 || (isKept && old !== wanted)) return -ERRNO.EINVAL;
      if (page < to + wanted && to < page + old) return -ERRNO.EINVAL;
      if (this.#count() + 2 >= this.#limit - 3) return -ERRNO.ENOMEM;
    }
    const vma = this.#pages[page];
    if (vma === undefined) return -ERRNO.EFAULT;
    if (isFixed && old === wanted) return this.#moveAll(page, page + old, to, isKept);
    if (!isFixed && !isKept && wanted <= old) {
      const result = wanted < old ? this.munmap(page + wanted, old - wanted) : 0;
      return result < 0 ? result : page;
    }
    if (old === 0) return -ERRNO.EINVAL;
    const kept = Math.min(old, wanted);
    if (page + kept > this.#runEnd(page)) return -ERRNO.EFAULT;
    if (isFixed) {
      this.munmap(to, wanted);
      if (wanted < old) {
        const result = this.munmap(page + wanted, old - wanted);
        if (result < 0) return result;
      }
      return this.#move(page, kept, to, wanted, isKept);
    }
    const end = page + old;
    const isRoom = page + wanted <= this.#pages.length && this.#isFree(end, page + wanted);
    if (!isKept && end === this.#runEnd(page) && isRoom) {
      this.#insert(end, page + wanted, { ...vma });
      return page;
    }
    if ((flags & MREMAP.MAYMOVE) === 0) return -ERRNO.ENOMEM;
    const place = this.#place(isKept ? to : 0, wanted);
    return place < 0 ? -ERRNO.ENOMEM : this.#move(page, kept, place, wanted, isKept);
  }

  brk(page: number): number {
    const now = this.#break;
    if (this.#heap === 0 || page < this.#heap || page === now) return now;
    if (page < now) {
      if (this.#isFree(page, now) || this.munmap(page, now - page) < 0) return now;
    } else {
      if (page >= this.#pages.length || !this.#isFree(now, page + 1)) return now;
      if (this.#count() > this.#limit) return now;
      const below = now > this.#heap ? this.#pages[now - 1] : undefined;
      const vma = { flags: VM_HEAP, file: 0, anon: 0, shift: 0 };
      this.#pages.fill(canJoin(below, vma) ? below : vma, now, page);
    }
    this.#break = page;
    return page;
  }

  /** The VMAs as `start-end:flags@file`, or in the words of the oracle. */
  list(spell: (start: number, end: number, flags: number, file: number) => string): string[] {
    return this.#runs().map(([start, end]) => {
      const { flags, file } = this.#pages[start]!;
      return spell(start, end, flags, file);
    });
  }

  /** Moves all VMAs of a range, with the holes between them. */
  #moveAll(page: number, end: number, to: number, isKept: boolean): number {
    for (let at = page; at < end;) {
      if (this.#pages[at] === undefined) {
        at += 1;
        continue;
      }
      const stop = Math.min(end, this.#runEnd(at));
      const target = to + at - page;
      this.munmap(target, stop - at);
      const result = this.#move(at, stop - at, target, stop - at, isKept);
      if (result < 0) return result;
      at = stop;
    }
    return to;
  }

  #move(page: number, kept: number, to: number, wanted: number, isKept: boolean): number {
    if (this.#count() >= this.#limit - 3) return -ERRNO.ENOMEM;
    const vma = this.#pages[page]!;
    const isUntouched = vma.file === 0 && vma.anon === 0;
    const shift = isUntouched ? 0 : vma.shift + page - to;
    const isWhole = this.#runStart(page) === page && this.#runEnd(page) === page + kept;
    this.#insert(to, to + wanted, { ...vma, shift });
    if (!isKept) this.munmap(page, kept);
    else if (isWhole && this.#pages[page] !== this.#pages[to]) this.#pages[page]!.anon = 0;
    return to;
  }

  #protected(vma: NaiveVma, prot: number): number {
    const flags = (vma.flags & ~VM_PROTECTION) | prot;
    if (prot & PROT.WRITE)
      return vma.flags & (VM.SHARED | VM.NORESERVE) ? flags : flags | VM.ACCOUNT;
    return vma.file === 0 && vma.anon === 0 ? flags & ~VM.ACCOUNT : flags;
  }

  /** Gives a part of a VMA new flags: it joins its neighbours, or becomes a VMA of its own. */
  #change(start: number, end: number, vma: NaiveVma, flags: number): number {
    const changed = { ...vma, flags };
    const left = start === this.#runStart(start) ? this.#pages[start - 1] : undefined;
    const right = end === this.#runEnd(start) ? this.#pages[end] : undefined;
    if (canJoin(left, changed) || canJoin(right, changed)) {
      this.#join(start, end, changed, left, right);
      return 0;
    }
    for (const border of [start, end]) {
      if (!this.#isInside(border)) continue;
      if (this.#count() >= this.#limit) return -ERRNO.ENOMEM;
      this.#cut(border);
    }
    this.#pages[start]!.flags = flags;
    return 0;
  }

  #insert(start: number, end: number, vma: NaiveVma): void {
    this.#join(start, end, vma, this.#pages[start - 1], this.#pages[end]);
  }

  /** Where both sides cannot be one, the left side wins. */
  #join(
    start: number,
    end: number,
    vma: NaiveVma,
    left: NaiveVma | undefined,
    right: NaiveVma | undefined,
  ): void {
    let owner = vma;
    let stop = end;
    if (left !== undefined && canJoin(left, vma)) owner = left;
    const isOne = owner === vma || areAnonEqual(owner.anon, right?.anon ?? 0);
    if (right !== undefined && canJoin(right, vma) && isOne) {
      stop = this.#runEnd(end);
      owner.anon ||= right.anon;
    }
    owner.anon ||= vma.anon;
    this.#pages.fill(owner, start, stop);
  }

  /** Makes the page the first of its VMA. */
  #cut(page: number): void {
    if (!this.#isInside(page)) return;
    this.#pages.fill({ ...this.#pages[page]! }, page, this.#runEnd(page));
  }

  #isInside(page: number): boolean {
    return this.#pages[page] !== undefined && this.#pages[page - 1] === this.#pages[page];
  }

  #isFree(from: number, to: number): boolean {
    return this.#pages.slice(from, to).every((vma) => vma === undefined);
  }

  #place(hint: number, count: number): number {
    const { length } = this.#pages;
    if (hint > 0 && hint + count <= length && this.#isFree(hint, hint + count)) return hint;
    for (let page = length - count; page >= 1; page -= 1)
      if (this.#isFree(page, page + count)) return page;
    return -1;
  }

  #runStart(page: number): number {
    let start = page;
    while (start > 0 && this.#pages[start - 1] === this.#pages[page]) start -= 1;
    return start;
  }

  #runEnd(page: number): number {
    let end = page + 1;
    while (end < this.#pages.length && this.#pages[end] === this.#pages[page]) end += 1;
    return end;
  }

  #runs(): [number, number][] {
    const runs: [number, number][] = [];
    for (let page = 0; page < this.#pages.length; page = this.#runEnd(page))
      if (this.#pages[page] !== undefined) runs.push([page, this.#runEnd(page)]);
    return runs;
  }

  #count(): number {
    return this.#runs().length;
  }
}

function canJoin(side: NaiveVma | undefined, vma: NaiveVma): boolean {
  return (
    side !== undefined &&
    side.flags === vma.flags &&
    side.file === vma.file &&
    side.shift === vma.shift &&
    areAnonEqual(side.anon, vma.anon)
  );
}

function areAnonEqual(left: number, right: number): boolean {
  return left === right || left === 0 || right === 0;
}
