/**
 * A deliberately naive seccomp: programs are read byte by byte as struct sock_filter, registers are
 * bigints, a path of filters is judged by sorting what all of them return, and the check follows
 * every way through a program. Slow, and shares no line with the kernel's filter folder.
 */
const WORD = 1n << 32n;
const ALLOW = 0x7fff0000n;
const KILL_PROCESS = 0x80000000n;
const KNOWN_ACTIONS = [
    KILL_PROCESS,
    0n,
    0x30000n,
    0x50000n,
    0x7fc00000n,
    0x7ff00000n,
    0x7ffc0000n,
    ALLOW,
];
/** The instructions of an encoded program. */
export function naiveDecode(program) {
    const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
    return Array.from({ length: program.byteLength / 8 }, (_, index) => ({
        code: view.getUint16(index * 8, true),
        jt: view.getUint8(index * 8 + 2),
        jf: view.getUint8(index * 8 + 3),
        k: BigInt(view.getUint32(index * 8 + 4, true)),
    }));
}
const unsigned = (value) => ((value % WORD) + WORD) % WORD;
const signed = (value) => (value >= WORD / 2n ? value - WORD : value);
/** Runs a program by the book (man bpf, net/core/filter.c). */
export function naiveRun(program, data) {
    const instructions = naiveDecode(program);
    const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const slots = new Map();
    const trace = [];
    let a = 0n;
    let x = 0n;
    let at = 0;
    for (;;) {
        const instruction = instructions[at];
        trace.push(instruction);
        at += 1;
        const { code, jt, jf, k } = instruction;
        const kind = ['ld', 'ldx', 'st', 'stx', 'alu', 'jmp', 'ret', 'misc'][code % 8];
        const operand = Math.floor(code / 8) % 2 === 1 ? x : k;
        const operator = Math.floor(code / 16);
        if (kind === 'ret')
            return { returned: operator === 1 ? a : k, trace };
        if (kind === 'st')
            slots.set(k, a);
        if (kind === 'stx')
            slots.set(k, x);
        if (kind === 'misc' && code === 0x07)
            x = a;
        if (kind === 'misc' && code === 0x87)
            a = x;
        if (kind === 'ld' || kind === 'ldx') {
            const sources = {
                0: () => k,
                1: () => BigInt(bytes.getUint32(Number(k), true)),
                3: () => slots.get(k),
                4: () => 64n,
            };
            const value = sources[Math.floor(code / 32)]();
            if (kind === 'ld')
                a = value;
            else
                x = value;
        }
        if (kind === 'jmp') {
            const conditions = [true, a === operand, a > operand, a >= operand, (a & operand) !== 0n];
            at += operator === 0 ? Number(k) : conditions[operator] === true ? jt : jf;
        }
        if (kind === 'alu') {
            if (operator === 3 && operand === 0n)
                return { returned: 0n, trace };
            const results = {
                0: () => a + operand,
                1: () => a - operand,
                2: () => a * operand,
                3: () => a / operand,
                4: () => a | operand,
                5: () => a & operand,
                6: () => a << (operand % 32n),
                7: () => a >> (operand % 32n),
                8: () => -a,
                10: () => a ^ operand,
            };
            a = unsigned(results[operator]());
        }
    }
}
/** What a path, oldest filter first, decides on a call. */
export function naiveVerdict(path, data) {
    const returns = path.map((program, filter) => {
        const { returned } = naiveRun(program, data);
        return { filter, rank: signed(returned - (returned % 0x10000n)), data: returned % 0x10000n };
    });
    const sorted = returns.toSorted((one, other) => one.rank === other.rank ? other.filter - one.filter : one.rank < other.rank ? -1 : 1);
    const winner = sorted[0];
    if (winner === undefined || winner.rank === ALLOW)
        return { action: ALLOW, data: 0n, filter: -1 };
    const action = unsigned(winner.rank);
    const taken = KNOWN_ACTIONS.includes(action) ? action : KILL_PROCESS;
    return { action: taken, data: winner.data, filter: winner.filter };
}
/** Whether a run could have been foretold from number and architecture alone, and allows. */
export function naiveConstantAllow(program, data) {
    const { trace, returned } = naiveRun(program, data);
    const isForetold = trace.every(({ code, k }) => {
        if (code === 0x20)
            return k === 0n || k === 4n;
        return [0x05, 0x15, 0x25, 0x35, 0x45, 0x54, 0x06].includes(code);
    });
    return isForetold && returned === ALLOW;
}
/** Whether seccomp takes the program, by following every way through it. */
export function naiveAccepts(program) {
    const instructions = naiveDecode(program);
    const count = instructions.length;
    if (count < 1 || count > 4096)
        return false;
    if (![0x06, 0x16].includes(instructions[count - 1].code))
        return false;
    for (const [index, instruction] of instructions.entries())
        if (!naiveAcceptsOne(instruction, BigInt(count - index - 1)))
            return false;
    return naiveWays(instructions, 0, new Set());
}
function naiveAcceptsOne({ code, jt, jf, k }, left) {
    if ([0x00, 0x01, 0x80, 0x81, 0x07, 0x87, 0x06, 0x16, 0x84].includes(code))
        return true;
    if (code === 0x20)
        return k < 64n && k % 4n === 0n;
    if ([0x60, 0x61, 0x02, 0x03].includes(code))
        return k < 16n;
    if (code === 0x05)
        return k < left;
    const [operator, isOfX, kind] = [code >> 4, (code & 8) !== 0, code & 7];
    if (code > 0xff)
        return false;
    if (kind === 5)
        return operator >= 1 && operator <= 4 && BigInt(Math.max(jt, jf)) < left;
    if (kind !== 4 || ![0, 1, 2, 3, 4, 5, 6, 7, 10].includes(operator))
        return false;
    if (isOfX)
        return true;
    if (operator === 3)
        return k !== 0n;
    return operator < 6 || operator > 7 || k < 32n;
}
/** Whether no way from `at` on reads a slot before writing it; Linux walks on behind a RET. */
function naiveWays(instructions, at, written) {
    const instruction = instructions[at];
    if (instruction === undefined)
        return true;
    const { code, jt, jf, k } = instruction;
    if ([0x60, 0x61].includes(code) && !written.has(k))
        return false;
    const now = [0x02, 0x03].includes(code) ? new Set([...written, k]) : written;
    if (code === 0x05)
        return naiveWays(instructions, at + 1 + Number(k), now);
    const skips = (code & 7) === 5 ? [jt, jf] : [0];
    return skips.every((skip) => naiveWays(instructions, at + 1 + skip, now));
}
//# sourceMappingURL=naive-filter.js.map