/**
 * An assembler that writes programs from their end to their start. All jumps of BPF go forward, so
 * every target is there before the jump to it and a label is just a number. Conditional jumps reach
 * 255 instructions; for a target further away the assembler puts a `JA` (a trampoline) right behind
 * the jump, and earlier jumps to the same target share it while they can. Invariant: a program does
 * what its labels say wherever the trampolines went.
 */
import { invariant } from '../assert.js';
import { BPF, conditional, encodeProgram, JUMP_OFFSET_MAX, statement, } from './bpf.js';
/** A program in the making, last instruction first. */
export class Assembly {
    #reversed = [];
    /** The trampoline nearest to the start, of each label that has one. */
    #trampoline = new Map();
    /** Writes a return of a constant word. */
    ret(returned) {
        return this.#write(statement(BPF.RET, returned));
    }
    /** Writes a load of one word of `seccomp_data`; `next` runs after it. */
    load(word, next) {
        this.#goOn(next);
        return this.#write(statement(BPF.LD_ABS, word * 4));
    }
    /** Writes a comparison of A with a constant. */
    jump(code, k, holds, otherwise) {
        // The second trampoline may push the first target out of reach, so look again after each.
        while (!this.#reaches(holds))
            this.#trampolineTo(holds);
        while (!this.#reaches(otherwise))
            this.#trampolineTo(otherwise);
        while (!this.#reaches(holds))
            this.#trampolineTo(holds);
        return this.#write(conditional(code, k, this.#offset(holds), this.#offset(otherwise)));
    }
    /** The encoded program, which starts at `entry`. */
    program(entry) {
        invariant(entry > 0 && entry <= this.#reversed.length, `no instruction has label ${entry}`);
        this.#goOn(entry);
        return encodeProgram(this.#reversed.toReversed());
    }
    #write(instruction) {
        return this.#reversed.push(instruction);
    }
    /** Makes sure that an instruction written now is followed by `next`. */
    #goOn(next) {
        if (next !== this.#reversed.length)
            this.#trampolineTo(next);
    }
    #trampolineTo(label) {
        const offset = this.#reversed.length - label;
        this.#trampoline.set(label, this.#write(statement(BPF.JA, offset)));
    }
    #reaches(label) {
        return this.#offset(label) <= JUMP_OFFSET_MAX;
    }
    /** What an instruction written now skips to get to the label, over a trampoline if need be. */
    #offset(label) {
        const direct = this.#reversed.length - label;
        if (direct <= JUMP_OFFSET_MAX)
            return direct;
        return this.#reversed.length - (this.#trampoline.get(label) ?? label);
    }
}
//# sourceMappingURL=assembly.js.map