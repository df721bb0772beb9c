/**
 * A memory model that has nothing in common with the simulated kernel but the rules: raw arguments
 * are looked at here, the rest is the naive address space. It is checked against what Linux said
 * before anything is checked against it.
 */
import { ACCESS, ERRNO, MAP, PAGE_SIZE, protText, VM } from '../../kernel/index.ts';
import type { MemoryModel } from '../../scenarios/conform/memory-oracle.ts';
import { NaiveSpace } from './naive-space.ts';

/** The page before the region of the oracle; here it is page 0. */
const BASE = 1_023;
/** Room for a region of 48 pages, and behind it for a mapping of as many. */
const LENGTH = 128;
const END_OF_MEMORY = 0x7fff_ffff_f000n;
const BYTES = BigInt(PAGE_SIZE);

/** Bytes as whole pages, rounded up as a 64-bit register does. */
function pagesIn(length: bigint): bigint {
  return BigInt.asUintN(64, length + BYTES - 1n) / BYTES;
}

function isAligned(address: bigint): boolean {
  return address % BYTES === 0n;
}

/** The model. */
export class NaiveMemory implements MemoryModel {
  readonly #space = new NaiveSpace(LENGTH, 1_000);

  mmap(address: bigint, length: bigint, prot: number, flags: number): number {
    if ((flags & MAP.ANONYMOUS) === 0) return -ERRNO.EBADF;
    if (length === 0n) return -ERRNO.EINVAL;
    const count = pagesIn(length);
    const isFixed = (flags & (MAP.FIXED | MAP.FIXED_NOREPLACE)) !== 0;
    if (count === 0n || count * BYTES > END_OF_MEMORY) return -ERRNO.ENOMEM;
    if (isFixed && address + count * BYTES > END_OF_MEMORY) return -ERRNO.ENOMEM;
    if (isFixed && !isAligned(address)) return -ERRNO.EINVAL;
    if ((flags & MAP.PRIVATE) === 0) return -ERRNO.EINVAL;
    const page = Number(address / BYTES) - BASE;
    const result = this.#space.mmap(page, Number(count), prot & 7, flags, 0);
    return result < 0 ? result : result + BASE;
  }

  munmap(address: bigint, length: bigint): number {
    const count = pagesIn(length);
    if (!isAligned(address) || count === 0n || address + length > END_OF_MEMORY)
      return -ERRNO.EINVAL;
    return this.#space.munmap(Number(address / BYTES) - BASE, Number(count));
  }

  mprotect(address: bigint, length: bigint, prot: number): number {
    const isGrowing = [0x0100_0000, 0x0200_0000].map((bit) => (prot & bit) !== 0);
    if (isGrowing.every(Boolean) || !isAligned(address)) return -ERRNO.EINVAL;
    if (length === 0n) return 0;
    const count = pagesIn(length);
    if (BigInt.asUintN(64, address + count * BYTES) <= address) return -ERRNO.ENOMEM;
    if ((prot & ~0x0300_000f) !== 0) return -ERRNO.EINVAL;
    const page = Number(address / BYTES) - BASE;
    if (!isGrowing.some(Boolean)) return this.#space.mprotect(page, Number(count), prot & 7);
    const seen = isGrowing[0] ? Number(count) : 1;
    const isThere = Array.from({ length: seen }, (_, index) => page + index).some(
      (each) => this.#space.access(each, false) !== 1,
    );
    return isThere ? -ERRNO.EINVAL : -ERRNO.ENOMEM;
  }

  access(page: number, kind: number): number {
    return this.#space.access(page - BASE, kind === ACCESS.WRITE);
  }

  list(from: number, to: number): string {
    const spelled = this.#space.list((start, end, flags) => {
      const at = start + BASE - from;
      const marks = (flags & VM.ACCOUNT ? '+a' : '') + (flags & VM.NORESERVE ? '+n' : '');
      return at >= to - from ? '' : `${at}-${end + BASE - from}:${protText(flags)}${marks}`;
    });
    return spelled.filter((entry) => entry !== '').join(' ');
  }
}
