/**
 * The constant-action bitmap (Linux 5.11): when a filter is attached, it is emulated once for every
 * system call number with nothing known but number and architecture. Where that is enough to reach
 * RET ALLOW in this filter and in all before it, later calls skip the filters altogether. A filter
 * that loads anything else on the way, the instruction pointer for instance, must run every time.
 * Invariant: a set bit says what running the filters would say, but for the exempt numbers.
 *
 * Source: kernel/seccomp.c, seccomp_is_const_allow() and seccomp_cache_prepare(). Deviation: Linux
 * has a second bitmap for 32-bit calls; here a call of another architecture runs the filters.
 */
import { ACTION } from './action.js';
import { AUDIT_ARCH_X86_64, BPF, INSTRUCTION_WORDS, SECCOMP_DATA } from './bpf.js';
/** Numbers that the bitmap covers: NR_syscalls of x86-64 in Linux 6.18 (syscall_64.tbl). */
export const NATIVE_SYSCALL_COUNT = 470;
/**
 * uretprobe and uprobe: calls that only the kernel's own trampolines make, which no filter may stop
 * (6.14, 6.18; `seccomp_uprobe_exception`).
 */
export const FILTER_EXEMPT_NUMBERS = [335, 336];
const NR_OFFSET = SECCOMP_DATA.NR * 4;
const ARCH_OFFSET = SECCOMP_DATA.ARCH * 4;
/** Whether the program allows a native call on its number alone, whatever else the call carries. */
export function isConstantAllow(program, nr) {
    if (FILTER_EXEMPT_NUMBERS.includes(nr))
        return true;
    let a = 0;
    for (let at = 0; at < program.length; at += INSTRUCTION_WORDS) {
        const head = program[at];
        const k = program[at + 1];
        let holds = false;
        switch (head & 0xffff) {
            case BPF.LD_ABS:
                if (k === NR_OFFSET)
                    a = nr;
                else if (k === ARCH_OFFSET)
                    a = AUDIT_ARCH_X86_64;
                else
                    return false;
                continue;
            case BPF.RET:
                // ALLOW with data does the same but is not cached.
                return k === ACTION.ALLOW;
            case BPF.JA:
                at += INSTRUCTION_WORDS * k;
                continue;
            case BPF.AND:
                a &= k;
                continue;
            case BPF.JEQ:
                holds = a === k;
                break;
            case BPF.JGE:
                holds = a >>> 0 >= k >>> 0;
                break;
            case BPF.JGT:
                holds = a >>> 0 > k >>> 0;
                break;
            case BPF.JSET:
                holds = (a & k) !== 0;
                break;
            default:
                return false;
        }
        at += INSTRUCTION_WORDS * (holds ? (head >>> 16) & 0xff : head >>> 24);
    }
    return false;
}
/** The bitmap of a program on top of the filters whose bitmap is `previous`. */
export function constantAllow(program, previous) {
    const bitmap = new Int32Array(Math.ceil(NATIVE_SYSCALL_COUNT / 32));
    for (let nr = 0; nr < NATIVE_SYSCALL_COUNT; nr++) {
        if (previous !== undefined && !hasBit(previous, nr))
            continue;
        if (isConstantAllow(program, nr))
            bitmap[nr >> 5] |= 1 << (nr & 31);
    }
    return bitmap;
}
/** Whether a call is allowed without running any filter (`seccomp_cache_check_allow`). */
export function isCachedAllow(bitmap, data) {
    const nr = data[SECCOMP_DATA.NR];
    if (data[SECCOMP_DATA.ARCH] !== AUDIT_ARCH_X86_64)
        return false;
    return nr >= 0 && nr < NATIVE_SYSCALL_COUNT && hasBit(bitmap, nr);
}
function hasBit(bitmap, nr) {
    return ((bitmap[nr >> 5] >>> (nr & 31)) & 1) !== 0;
}
//# sourceMappingURL=constant.js.map