/**
 * Costs: what each step of the kernel and each instruction of a program costs, from the constants
 * of a profile. Most steps cost the same each time; some cost by what they do: filters by the
 * instructions that they execute, edits by the mappings that they split and join, a flush by its
 * pages. What atomics on shared lines cost beyond is the contention's part (contention.ts).
 *
 * The steps themselves stay as they are: each is wrapped, so that an engine that tells no time pays
 * nothing. Invariant: a step that is BLOCKED has looked and done nothing, and costs a look.
 * Tested by: test/workers/virtual/costs.test.ts
 */

import {
  ACCESS,
  BLOCKED,
  COUNTER,
  FIGURE,
  FilterEffort,
  type Kernel,
  type KernelStep,
  SECCOMP_MODE,
  TASK,
  taskWord,
  THREAD,
  WORK,
  type World,
} from '../../kernel/index.ts';
import { type CompiledScenario, OPERATION } from '../../actors/index.ts';
import type { Meter } from './meter.ts';
import { Cost, costOf, FREE, type Profile } from './profile.ts';

/** Charges what a step costs besides its constants: before it runs, or behind it. */
type Variable = (world: World, thread: number) => void;

/** What steps of one name cost. */
interface StepCost {
  readonly constant: Cost;
  readonly before?: Variable;
  readonly after?: Variable;
}

/** Constants of steps, by name; `*` at the end stands for any. The first that fits counts. */
const CONSTANTS: readonly (readonly [step: string, ...constants: string[]])[] = [
  ['enter', 'syscall.entry'],
  ['enter.sample', 'syscall.entry'],
  // The parts of the entry are in what was measured of it, or cost by what they look at.
  ['enter.*'],
  ['leave'],
  ['seccomp.gate'],
  ['seccomp.run'],
  ['getpid', 'syscall.getpid'],
  ['sysinfo', 'syscall.sysinfo'],
  ['rt_sigreturn', 'signal.return'],
  ['unknown', 'syscall.getpid'],
  ['sys.nothing', 'syscall.openat'],
  ['sys.*', 'syscall.getpid'],
  ['deliver', 'signal.deliver'],
  ['deliver.force', 'signal.deliver'],
  ['work.*'],
  ['check.find', 'vma.find'],
  ['check.decide', 'vma.find'],
  ['check.readFlags'],
  ['fault.find', 'vma.find'],
  ['mm.span', 'vma.find'],
  ['mmap_lock.*', 'lock.step'],
  ['lock*', 'lock.step'],
  ['range.*', 'lock.step'],
  ['notify.post', 'notify.post'],
  ['notif_recv.copy', 'notify.receive'],
  ['notif_recv.take', 'notify.receive'],
  ['notif_send.run', 'notify.send'],
  ['notif_id_valid.run', 'notify.id_valid'],
  ['notif_addfd.queue', 'notify.addfd'],
  ['ptrace.wait.wake', 'ptrace.wait'],
  ['ptrace.*', 'ptrace.resume'],
  ['entryStop.tell', 'ptrace.stop'],
  ['exitStop.tell', 'ptrace.stop.exit'],
  ['filterStop.tell', 'ptrace.stop'],
  ['tlb.flushOwn', 'tlb.flush'],
  ['tlb.interrupt', 'tlb.interrupt'],
  ['tlb.flush', 'tlb.shootdown.receive'],
  ['*.conclude'],
  ['*', 'kernel.step'],
];

/** Constants of instructions, by name; others are `user.instruction`. */
const INSTRUCTIONS: Readonly<Record<string, string>> = {
  // What the call, the access and the lock do is charged by their kernel steps.
  mark: 'free',
  barrier: 'user.atomic',
  cas: 'user.atomic',
  add: 'user.atomic',
  atomic: 'user.atomic',
  select: 'user.atomic',
  pause: 'free',
  rest: 'free',
};

/** Places at which a page fault has found its mapping and does its work. */
const FAULT_WORK = new Set([
  'fault.decide',
  'fault.speculate',
  'fault.lookAgain',
  'fault.readFlags',
]);

/** What steps and instructions cost on one machine. */
export class Costs {
  /** What a step costs that could not go on. */
  readonly look: Cost;
  /** By operation number. */
  readonly #instructions: readonly Cost[];
  readonly #profile: Profile;
  readonly #meter: Meter;

  constructor(profile: Profile, meter: Meter) {
    this.#profile = profile;
    this.#meter = meter;
    this.look = costOf(profile, 'kernel.look');
    this.#instructions = Object.keys(OPERATION).map((name) => {
      const constant = INSTRUCTIONS[name] ?? 'user.instruction';
      return constant === 'free' ? FREE : costOf(profile, constant);
    });
  }

  /** Charges an instruction of a program. */
  chargeInstruction(operation: number): void {
    const cost = this.#instructions[operation]!;
    if (cost.high > 0) this.#meter.charge(cost);
  }

  /** The kernel whose steps tell what they cost. */
  timed(kernel: Kernel, scenario: CompiledScenario): Kernel {
    const variable = this.#variables(scenario);
    const steps = kernel.text.steps.map((step) => {
      const own = variable.get(step.name);
      return this.#timedStep(step, { constant: this.#constantOf(step.name), ...own });
    });
    return { entries: kernel.entries, text: { ...kernel.text, steps } };
  }

  #constantOf(name: string): Cost {
    const [, ...constants] = CONSTANTS.find(([pattern]) => fits(pattern, name))!;
    return constants.reduce((sum, each) => sum.plus(costOf(this.#profile, each)), FREE);
  }

  #timedStep({ name, shared, run }: KernelStep, { constant, before, after }: StepCost): KernelStep {
    const meter = this.#meter;
    const { look } = this;
    const timed = (world: World, thread: number): number => {
      // Before the work, since a line that the step writes moves behind what it did until then.
      const drawn = meter.draw(constant);
      meter.ps += drawn;
      const result = run(world, thread);
      // It did look at lines, which stays charged, and not do its work.
      if (result === BLOCKED) meter.ps += meter.draw(look) - drawn;
      return result;
    };
    if (before === undefined && after === undefined) return { name, shared, run: timed };
    return {
      name,
      shared,
      run: (world, thread) => {
        before?.(world, thread);
        const result = timed(world, thread);
        if (result !== BLOCKED) after?.(world, thread);
        return result;
      },
    };
  }

  /** What steps cost by what they do. */
  #variables(scenario: CompiledScenario): ReadonlyMap<string, Omit<StepCost, 'constant'>> {
    const meter = this.#meter;
    const of = (name: string): Cost => costOf(this.#profile, name);
    const costs = new Map<string, Omit<StepCost, 'constant'>>();
    const { tasks, check } = scenario.design;

    const seccompEnter = of('seccomp.enter');
    if (tasks === undefined) {
      if (check !== 'none') costs.set('enter', { before: () => meter.charge(seccompEnter) });
    } else {
      this.#taskVariables(tasks.filters, costs);
    }

    const faultRead = of('fault.read');
    const faultWrite = of('fault.write');
    const fault: Variable = (world, thread) => {
      const kind = world.words.get(world.thread(thread) + THREAD.ARGUMENT + 1);
      meter.charge(kind === ACCESS.WRITE ? faultWrite : faultRead);
    };
    for (const name of FAULT_WORK) costs.set(name, { before: fault });

    const { edit, release } = this.#edit(scenario.threads.length);
    costs.set('mm.edit', edit);
    costs.set('mmap_lock.writeRelease', release);
    const page = of('tlb.page');
    const full = of('tlb.full');
    const pageFlushes = new Counted(COUNTER.pageFlush, (count) => {
      meter.ps += count * meter.draw(page);
    });
    const fullFlushes = new Counted(COUNTER.fullFlush, (count) => {
      meter.ps += count * meter.draw(full);
    });
    for (const name of ['tlb.flushOwn', 'tlb.flush'])
      costs.set(name, {
        before: (world, thread) => {
          pageFlushes.begin(world, thread);
          fullFlushes.begin(world, thread);
        },
        after: (world, thread) => {
          pageFlushes.end(world, thread);
          fullFlushes.end(world, thread);
        },
      });
    return costs;
  }

  /** Filters by what they execute, user dispatch by what it looks at. */
  #taskVariables(
    programs: readonly Int32Array[],
    costs: Map<string, Omit<StepCost, 'constant'>>,
  ): void {
    const meter = this.#meter;
    const of = (name: string): Cost => costOf(this.#profile, name);
    const effort = new FilterEffort(programs);
    const [enter, run, stack] = [of('seccomp.enter'), of('seccomp.run'), of('seccomp.stack')];
    const instruction = of('seccomp.instruction');
    const [exempt, selector] = [of('sud.exempt'), of('sud.selector')];
    const find = of('vma.find');
    costs.set('seccomp.gate', {
      before: (world, thread) => {
        const work = world.words.get(taskWord(world, thread) + TASK.WORK);
        if ((work & WORK.SECCOMP) !== 0) meter.charge(enter);
      },
    });
    costs.set('seccomp.run', {
      before: (world, thread) => {
        const mode = world.words.get(taskWord(world, thread) + TASK.MODE);
        if (mode === SECCOMP_MODE.memmap) meter.charge(find);
        if (mode !== SECCOMP_MODE.filter) return;
        effort.look(world, thread);
        if (effort.filters === 0) return;
        meter.charge(run);
        for (let filter = 1; filter < effort.filters; filter += 1) meter.charge(stack);
        meter.ps += Math.round(meter.draw(instruction) * effort.instructions);
      },
    });
    costs.set('enter.sample', {
      before: (world, thread) => {
        const mode = world.words.get(taskWord(world, thread) + TASK.SUD_MODE);
        if (mode !== 0) meter.charge(exempt);
      },
    });
    // A call that the range does not exempt has looked at the range as well.
    const beyond = new Cost(
      Math.max(0, selector.low - exempt.low),
      selector.value - exempt.value,
      Math.max(selector.value - exempt.value, selector.high - exempt.high),
    );
    costs.set('enter.selector', { before: () => meter.charge(beyond) });
  }

  /**
   * An edit by the mappings that it splits and joins, and, with its last step, by its call; what a
   * munmap frees goes behind its edits, before the mmap lock is let go (mm/mmap.c unmap_region()).
   */
  #edit(threadCount: number): Record<'edit' | 'release', Omit<StepCost, 'constant'>> {
    const meter = this.#meter;
    const of = (name: string): Cost => costOf(this.#profile, name);
    const nothing = of('mm.nothing');
    const split = [FREE, of('mm.split'), of('mm.split').plus(of('mm.split.second'))];
    const merge = [FREE, of('mm.merge'), of('mm.merge').plus(of('mm.merge.second'))];
    const calls = (['mmap', 'munmap', 'mprotect'] as const).map((name) => ({
      counter: COUNTER[name],
      cost: of(`mm.${name}`),
    }));
    /** 1 for each thread whose call has changed the table. */
    const hasEdited = new Uint8Array(threadCount);
    const freed = of('mm.munmap.page');
    /** Pages that each thread has unmapped and not freed yet. */
    const unmapped = new Int32Array(threadCount);
    const before = new Int32Array(calls.length);
    let edits = 0;
    let splits = 0;
    let merges = 0;
    const figure = ({ words, layout }: World, which: number): number =>
      words.get(layout.figure + which);
    const counted = ({ words, layout }: World, thread: number, counter: number): number =>
      words.get(layout.counter + thread * layout.counterStride + counter);
    const release: Variable = (_world, thread) => {
      if (unmapped[thread] === 0) return;
      meter.ps += unmapped[thread]! * meter.draw(freed);
      unmapped[thread] = 0;
    };
    const edit: Omit<StepCost, 'constant'> = {
      before: (world, thread) => {
        edits = figure(world, FIGURE.EDIT);
        splits = figure(world, FIGURE.SPLIT);
        merges = figure(world, FIGURE.MERGE);
        for (let call = 0; call < calls.length; call += 1)
          before[call] = counted(world, thread, calls[call]!.counter);
      },
      after: (world, thread) => {
        if (figure(world, FIGURE.EDIT) !== edits) hasEdited[thread] = 1;
        meter.charge(split[Math.min(2, figure(world, FIGURE.SPLIT) - splits)]!);
        meter.charge(merge[Math.min(2, figure(world, FIGURE.MERGE) - merges)]!);
        for (let call = 0; call < calls.length; call += 1) {
          const { counter, cost } = calls[call]!;
          if (counted(world, thread, counter) === before[call]) continue;
          if (counter === COUNTER.munmap && freed.high > 0)
            unmapped[thread] = world.words.get(world.thread(thread) + THREAD.ARGUMENT + 1);
          meter.charge(hasEdited[thread] === 1 ? cost : nothing);
          hasEdited[thread] = 0;
        }
      },
    };
    return { edit, release: { before: release } };
  }
}

/** How often a step has raised a counter of its thread. */
class Counted {
  readonly #counter: number;
  readonly #charge: (count: number) => void;
  #before = 0;

  constructor(counter: number, charge: (count: number) => void) {
    this.#counter = counter;
    this.#charge = charge;
  }

  begin(world: World, thread: number): void {
    this.#before = this.#value(world, thread);
  }

  end(world: World, thread: number): void {
    const count = this.#value(world, thread) - this.#before;
    if (count > 0) this.#charge(count);
  }

  #value({ words, layout }: World, thread: number): number {
    return words.get(layout.counter + thread * layout.counterStride + this.#counter);
  }
}

/** Whether a name is what a pattern says: `*` at one end, or nowhere. */
function fits(pattern: string, name: string): boolean {
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
