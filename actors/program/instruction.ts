/**
 * Instructions: what a simulated thread can do, as data. A program is a list of them; it survives
 * JSON and structuredClone, so it can be printed, hashed, shrunk and sent to a worker.
 *
 * Invariant: every field is a plain value. What takes a number also takes a register, the start of
 * a region (`@name`) or a parameter that was already put in its place by the scenario's builder.
 * Tested by: test/actors/program/code.test.ts
 */

/** A register of the program. */
export type Register = 'r0' | 'r1' | 'r2' | 'r3' | 'r4' | 'r5' | 'r6' | 'r7';

/**
 * A value: a number, a register, or `@region` for the first page of a region, `@region+n` for
 * another of its pages, `&region` for the user address of its first word, `&region+n` for another
 * of its words, `$name` for a constant: a signal, or `$thread.name` and the like of a scenario with
 * tasks.
 */
export type Operand = number | Register | `@${string}` | `&${string}` | `$${string}`;

/** Comparisons of two values. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Arithmetic on two values, wrapping at 32 bits. */
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^';

/** A condition on registers: operand, comparison, operand. */
export type Condition = readonly [Operand, Comparison, Operand];

/**
 * A value that an atomic step looks at: an operand, a word of memory by its name, or two of them
 * with an operator between; a comparison gives 1 or 0.
 */
export type Expression =
  number | string | readonly [Expression, Arithmetic | Comparison, Expression];

/** What an atomic step does: gives a word or register a value, or fails the scenario. */
export type Effect =
  | readonly [target: string, is: '=', value: Expression]
  | {
      /** Fails the scenario where it is 0. */
      readonly expect: Expression;
      readonly otherwise: string;
    };

/** One of the ways in which a `select` can go. */
export interface Alternative {
  /** It can be taken where this is not 0; absent: always. */
  readonly when?: Expression;
  readonly effects?: readonly Effect[];
  /** What the thread does behind it, before it goes on behind the `select`. */
  readonly then?: Program;
}

/**
 * How long a pause lasts; times in ns. In explore every pause is just a point to be overtaken at.
 */
export type Distribution =
  /** A register says how long: who learns waits for what it has learned. */
  | { readonly constant: number | Register }
  | { readonly uniform: readonly [number, number] }
  | { readonly exponential: number }
  /** Log-normal, as answer times are: its median, and the standard deviation of its logarithm. */
  | { readonly logNormal: readonly [medianNs: number, sigma: number] }
  /** Once in so many times this long, as a collection of garbage is; else no pause. */
  | { readonly oneIn: readonly [count: number, ns: number] }
  /** What was measured: times, and how often each of them comes. */
  | { readonly histogram: readonly (readonly [ns: number, weight: number])[] };

/** One instruction of a program. */
export type Instruction =
  | {
      /** Issues a system call from where the thread runs; `into` takes the result. */
      readonly do: 'syscall';
      readonly name: string;
      readonly arguments?: readonly Operand[];
      readonly into?: Register;
    }
  | {
      /** Goes to code in a region, or at a page. `offset`: bytes behind its syscall instruction. */
      readonly do: 'jump';
      readonly to: Operand;
      readonly offset?: number;
      /** The code there is foreign: its calls should be trapped. Default: what the region says. */
      readonly foreign?: boolean;
    }
  | { readonly do: 'load'; readonly word: string; readonly into: Register }
  | { readonly do: 'store'; readonly word: string; readonly value: Operand }
  | {
      /** Compare and swap; `into` takes the value before. */
      readonly do: 'cas';
      readonly word: string;
      readonly expected: Operand;
      readonly desired: Operand;
      readonly into?: Register;
    }
  | {
      /** Fetch and add; `into` takes the value before. */
      readonly do: 'add';
      readonly word: string;
      readonly value: Operand;
      readonly into?: Register;
    }
  | {
      readonly do: 'compute';
      readonly into: Register;
      readonly value: Operand | readonly [Operand, Arithmetic, Operand];
    }
  | {
      /** Draws one of the values: a branch in explore, the thread's seeded stream elsewhere. */
      readonly do: 'choose';
      readonly among: readonly Operand[];
      readonly into: Register;
    }
  | { readonly do: 'work'; readonly units: number }
  | { readonly do: 'pause'; readonly for: Distribution }
  | { readonly do: 'loop'; readonly times: number | 'forever'; readonly body: Program }
  | {
      /** Runs its body once, and again until the condition on registers holds behind it. */
      readonly do: 'repeat';
      readonly body: Program;
      readonly until: Condition;
    }
  | {
      readonly do: 'branch';
      readonly when: Condition;
      readonly then: Program;
      readonly otherwise?: Program;
    }
  | {
      /** Fails the scenario unless the condition holds. */
      readonly do: 'expect';
      readonly when: Condition;
      readonly otherwise: string;
    }
  | { readonly do: 'barrier'; readonly name: string }
  | {
      /** Waits until the word compares so, as one guarded step. */
      readonly do: 'await';
      readonly word: string;
      readonly is: readonly [Comparison, Operand];
      readonly into?: Register;
    }
  | {
      /**
       * Waits until `when` is not 0, and then makes its effects, in order: all in one step that
       * nothing comes between. It waits as a guard does and never spins.
       */
      readonly do: 'atomic';
      readonly when?: Expression;
      readonly effects: readonly Effect[];
    }
  | {
      /**
       * An atomic step with several ways to go: waits until one can be taken. Where several can,
       * explore takes each, and the thread's seeded stream chooses elsewhere.
       */
      readonly do: 'select';
      readonly among: readonly Alternative[];
    }
  | {
      /** Touches a page: a page fault. `into` takes 0, or SEGV_MAPERR (1) or SEGV_ACCERR (2). */
      readonly do: 'access';
      readonly at: Operand;
      readonly kind: 'read' | 'write' | 'execute';
      readonly into?: Register;
    }
  | {
      /**
       * Reads a word of a page, through the translation that the thread's core has. `fault` takes
       * 0, or SEGV_MAPERR (1) or SEGV_ACCERR (2), and then `into` stays; without it a fault is
       * SIGSEGV.
       */
      readonly do: 'read';
      readonly at: Operand;
      readonly word: Operand;
      readonly into: Register;
      readonly fault?: Register;
    }
  | {
      /** Writes a word of a page; otherwise as `read`. */
      readonly do: 'write';
      readonly at: Operand;
      readonly word: Operand;
      readonly value: Operand;
      readonly fault?: Register;
    }
  | { readonly do: 'lock' | 'unlock'; readonly lock: string; readonly mode: 'read' | 'write' }
  | {
      /** Says that this point was reached; properties can speak of it by name. */
      readonly do: 'mark';
      readonly name: string;
    }
  | {
      /** The kernel actor's work: takes a request from the mailbox, executes and answers it. */
      readonly do: 'serve';
    }
  | { readonly do: 'exit' };

/** What a thread does, in order. */
export type Program = readonly Instruction[];

/** The kinds of instructions. */
export type InstructionKind = Instruction['do'];
