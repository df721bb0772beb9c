/**
 * Driving: a thread of a scenario with `driven: true` rests until somebody puts an instruction in
 * front of it, runs that, and rests again. Whoever drives decides which thread moves and can look
 * at where it stands. Invariant: what is put in front of a thread is encoded as any program is.
 */
import { CODE_WORDS, CodeBuilder, OPERATION } from '../program/code.js';
import { invariant, LIFE, TASK, taskWord, THREAD, waitKind, waitObject, } from '../../kernel/index.js';
import { STEP } from './step.js';
/** Drives the threads of one world. */
export class Driver {
    #world;
    #stepper;
    #scenario;
    constructor(world, stepper, scenario) {
        this.#world = world;
        this.#stepper = stepper;
        this.#scenario = scenario;
    }
    /** Where the thread stands. */
    resting(thread) {
        const { words, layout } = this.#world;
        const at = this.#world.thread(thread);
        const task = taskWord(this.#world, thread);
        const waiting = words.load(task + TASK.WAITING);
        const life = words.load(task + TASK.LIFE);
        const operation = words.array[layout.code + words.get(at + THREAD.PROGRAM_COUNTER) * CODE_WORDS];
        return {
            life: Object.keys(LIFE)[life],
            idle: life === LIFE.alive &&
                operation === OPERATION.rest &&
                words.get(at + THREAD.KERNEL_COUNTER) === 0 &&
                words.load(task + TASK.SIGPENDING) === 0,
            depth: words.get(at + THREAD.DEPTH),
            waits: waitKind(waiting),
            object: waitObject(waiting),
            sleep: words.load(task + TASK.SLEEP),
            stop: words.load(task + TASK.STOP),
            signal: words.load(task + TASK.DEATH),
        };
    }
    /**
     * Puts an instruction in front of an idle thread; its steps run it. A system call that has no
     * name here is named by its number, as `nr 65280`.
     */
    inject(thread, instruction) {
        const { words, layout } = this.#world;
        invariant(this.resting(thread).idle, `thread ${thread} takes no instruction now`);
        const builder = new CodeBuilder(namesFor(this.#scenario.names, instruction));
        builder.program([instruction], 'operation', 'exit');
        const slot = this.#scenario.threads[thread].entry + 1;
        words.array.set(builder.words().subarray(0, CODE_WORDS), layout.code + slot * CODE_WORDS);
        words.set(this.#world.thread(thread) + THREAD.PROGRAM_COUNTER, slot);
    }
    /** The instructions in front of all threads, which no snapshot of the world holds. */
    slots() {
        const slots = new Int32Array(this.#scenario.threads.length * CODE_WORDS);
        this.#scenario.threads.forEach(({ entry }, thread) => {
            const from = this.#world.layout.code + (entry + 1) * CODE_WORDS;
            const { array } = this.#world.words;
            slots.set(array.subarray(from, from + CODE_WORDS), thread * CODE_WORDS);
        });
        return slots;
    }
    /** Puts instructions that `slots` gave back in front of their threads. */
    restoreSlots(slots) {
        this.#scenario.threads.forEach(({ entry }, thread) => {
            const instruction = slots.subarray(thread * CODE_WORDS, (thread + 1) * CODE_WORDS);
            this.#world.words.array.set(instruction, this.#world.layout.code + (entry + 1) * CODE_WORDS);
        });
    }
    /** Moves a thread by one step; false if it cannot go on. */
    step(thread) {
        return this.#stepper.step(thread) === STEP.moved;
    }
    /** Moves a thread until it cannot go on, at most `stepCountMax` steps; says how many it took. */
    run(thread, stepCountMax = 1_000) {
        let steps = 0;
        while (steps < stepCountMax && this.step(thread))
            steps += 1;
        return steps;
    }
}
/** The names that an instruction is encoded with: a call named by its number is one more. */
function namesFor(names, instruction) {
    if (instruction.do !== 'syscall')
        return names;
    const number = /^nr (-?\d+)$/.exec(instruction.name)?.[1];
    if (number === undefined)
        return names;
    return { ...names, syscalls: new Map([[instruction.name, Number(number)]]) };
}
//# sourceMappingURL=drive.js.map