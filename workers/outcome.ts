/**
 * Outcome: what an engine answers, as plain JSON with a version. `holds` is said by an exhausted
 * search only; what a budget, a deadline or the user ended is `interrupted`; a failed property is
 * `violated`. Every finding carries its cure: the schedule in words and the token that repeats it.
 */

import type { CounterName } from '../kernel/index.ts';
import type { Parameters, TransitionDescription, Verdict } from '../actors/index.ts';

/** The version of the outcome format. */
export const OUTCOME_VERSION = 1;

/** One word that a step changed. */
export interface WordChange {
  /** Name of the word, such as `memory x` or `vma 2 flags`. */
  readonly word: string;
  readonly before: number;
  readonly after: number;
}

/** One word that a step read. */
export interface WordRead {
  readonly word: string;
  readonly value: number;
}

/** One step of a schedule, as replayed. */
export interface ScheduleStep {
  /** The thread's name. */
  readonly thread: string;
  /** What it did: an instruction or kernel steps, as names. */
  readonly did: string;
  /** Random choices that the step drew, in order. */
  readonly choices: readonly number[];
  /** Events that the step told, as text such as `escaped getpid at page 4`. */
  readonly events: readonly string[];
  /** Shared words that the step read, each with the value that it read first. */
  readonly reads: readonly WordRead[];
  readonly changes: readonly WordChange[];
  /** Words and registers of the program that its instruction wrote with the value that they had. */
  readonly rewrites: readonly WordRead[];
  /** The address space behind the step: `0-2:r-x 4-6:r-x!`. */
  readonly mappings: string;
}

/** What was found. */
export interface Finding {
  /**
   * `unseen`: a `sometimes` that nothing satisfied; `unreached`: a `finally` that an exhausted
   * search never looked at, as no schedule comes to an end; `eventually` and `livelock`: a schedule
   * that goes round for ever and is fair to all threads, or ends, without what must come.
   */
  readonly kind:
    | 'property'
    | 'deadlock'
    | 'eventually'
    | 'livelock'
    | 'unseen'
    | 'unreached'
    | 'died'
    | 'deadline';
  /** The property's name, or what happened, in one line. */
  readonly message: string;
  /** Replays the schedule: `racetrap replay TOKEN`. */
  readonly token?: string;
  readonly schedule?: readonly ScheduleStep[];
  /** Steps behind the schedule that come back to the state behind it, and so go round for ever. */
  readonly forever?: readonly ScheduleStep[];
  /** For `linearizable`: the memory calls in the order of their begins, and what is mapped. */
  readonly history?: readonly string[];
  /** For a deadlock: who waits for what. */
  readonly waits?: readonly string[];
  /** For a deadlock: threads of which each waits for the next, and the last for the first. */
  readonly cycle?: readonly string[];
  /** The orders of steps that it needs, where these were looked for. */
  readonly ordering?: OrderingFound;
  /** Why it fails, where that was asked for. */
  readonly why?: Why;
}

/** Orders of named steps that a failing schedule keeps. */
export interface OrderingFound {
  /** Finds a schedule that keeps them: `racetrap replay TOKEN`; it survives small changes. */
  readonly token: string;
  /** Steps that come in this order, each as `thread:name`, with `@2` for its second time. */
  readonly orders: readonly (readonly string[])[];
  /** Steps that do not come before the end. */
  readonly without: readonly string[];
  /** Proved: every schedule that keeps the orders ends in the same way. */
  readonly isSufficient: boolean;
}

/** Why a schedule fails. What the limits of the search left open is null. */
export interface Why {
  /** Size of the schedule as it was found, before it was made small. */
  readonly found: { readonly steps: number; readonly preemptions: number };
  /** Switches away from a thread that could have gone on. */
  readonly preemptions: number;
  /** Proved: no schedule that ends so has fewer preemptions than this. */
  readonly preemptionsAtLeast: number;
  /** The shortest schedule with fewer preemptions, where it is far longer; null: it is this one. */
  readonly fewer: {
    readonly preemptions: number;
    readonly steps: number;
    readonly token: string;
  } | null;
  /** The least depth at which PCT finds it. */
  readonly depth: number | null;
  /** Proved: no smaller depth than this finds it. */
  readonly depthAtLeast: number;
  /** The step, from 1, behind which every continuation fails; 0: no schedule passes. */
  readonly criticalStep: number | null;
  /** The steps by their part in the failure, from 1; those in neither list play none. */
  readonly slice: {
    /** The failure depends on them. */
    readonly matters: readonly number[];
    /** They only bring their thread to the next step that matters. */
    readonly leads: readonly number[];
  };
  /** The nearest passing schedule, the same up to the critical step; null if there is none. */
  readonly passing: {
    readonly token: string;
    readonly schedule: readonly ScheduleStep[];
  } | null;
}

/** A final observation in litmus style: one value for each name in `observe`. */
export interface ObservationCount {
  readonly values: readonly number[];
  /** Runs that ended so; in explore: end states. */
  readonly count: number;
  /** Replays a schedule that ends so, where one was asked for. */
  readonly token?: string;
}

/** Taken transitions of the dispatch machine. */
export interface TransitionCount extends TransitionDescription {
  readonly count: number;
}

/** Figures of a search. */
export interface ExploreFigures {
  readonly order: 'breadth-first' | 'depth-first';
  readonly states: number;
  readonly transitions: number;
  /** States in which all work is done; 0 in an exhausted search: no schedule ends. */
  readonly endStates: number;
  /** Longest path from the first state that the search held. */
  readonly depth: number;
  readonly durationMs: number;
  readonly bytesPerState: number;
  /**
   * Bound on the probability that two states shared a fingerprint and one was not searched; 0 where
   * states were stored whole.
   */
  readonly omissionProbability: number;
  /**
   * Where three bits were kept of each state: the share of bits that were set, and how many states
   * can be expected to have been left out, but for what lies behind them alone.
   */
  readonly bitstate?: { readonly fill: number; readonly omissionCount: number };
  /** Words of one state. */
  readonly stateWordCount: number;
  /** The file that holds what is left of the search; null: it was not asked for, or none is. */
  readonly continuation: string | null;
  /** What threads came to of the programs: instructions at which one can stand. */
  readonly instructions: {
    readonly reached: number;
    readonly all: number;
    /** Where the others stand in the scenario: `threads.app.program[2]`. */
    readonly unreached: readonly string[];
  };
  /**
   * About how many states there are, where a search was ended before its end: an estimate from
   * random schedules, good for the order of magnitude. Null: none, or nobody can say.
   */
  readonly stateCountEstimate: number | null;
  /** The graph of all states in which properties of whole executions were judged. */
  readonly liveness?: {
    readonly states: number;
    readonly transitions: number;
    readonly durationMs: number;
  };
  /** States, told apart by what the histories of memory calls behind them can mean. */
  readonly histories?: {
    readonly states: number;
    readonly transitions: number;
    readonly durationMs: number;
  };
  /** Where orders of steps that commute were left out: what that rests on. */
  readonly reduction?: {
    /** Searches until nothing more was learned of what steps touch. */
    readonly searchCount: number;
    /** Places at which threads rest. */
    readonly placeCount: number;
    /** States with one way on, which were passed through, as often as they were met; not stored. */
    readonly passedCount: number;
  };
  /**
   * Where one execution of each trace was followed, and states were not told apart: `states` are
   * those passed, each as often as it was come to.
   */
  readonly traces?: {
    /** Executions that came to their end, each of another trace. */
    readonly complete: number;
    /** Executions that were given up as another order of what was followed before. */
    readonly blocked: number;
    /** Of the complete ones: those that end in a deadlock. */
    readonly deadlocks: number;
    /** Executions that violate a property. */
    readonly violations: number;
    /** About how many there are to follow, where a walk was ended before its end; an estimate. */
    readonly executionCountEstimate: number | null;
  };
}

/** How many steps something lasted. */
export interface StepDistribution {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
}

/** Figures of a sample: schedules that were drawn, and what they covered. */
export interface SampleFigures {
  readonly strategy: 'random' | 'pct' | 'coverage';
  readonly schedules: number;
  readonly steps: number;
  /** Steps of the longest schedule. */
  readonly stepCountMax: number;
  /** Schedules that were cut off at the limit of steps. */
  readonly cutOff: number;
  /** Schedules that violated a property, by its name, or ended in a `deadlock`. */
  readonly hits: readonly {
    readonly name: string;
    readonly schedules: number;
    /** The first of them, from 1. */
    readonly first: number;
    /** The seed that repeats the first; for `coverage`, that of the whole sample. */
    readonly seed: number;
  }[];
  /** Different states that were met. */
  readonly states: number;
  /** Transitions of the dispatch machine that were taken, and all that there are. */
  readonly transitionsTaken: number;
  readonly transitionsAll: number;
  /** As those of a search. */
  readonly instructions: ExploreFigures['instructions'];
  /** Places of programs and kernel at which a thread moved. */
  readonly places: number;
  /** Pairs of places: a thread moved at the second while another rested at the first. */
  readonly overtakings: number;
  /** The schedule, from 1, that was the last to cover something new. */
  readonly newestSchedule: number;
  /** What all threads have counted in all schedules. */
  readonly total: Readonly<Record<CounterName, number>>;
  /** The spans that the scenario wants measured, by name, in steps of all threads. */
  readonly spans: Readonly<Record<string, StepDistribution>>;
  /** `sometimes` properties that no schedule satisfied. */
  readonly unseen: readonly string[];
  /** `finally` properties that were never looked at, as no schedule came to an end. */
  readonly unreached: readonly string[];
  /** What PCT rests on, and the bound that follows. */
  readonly pct: {
    readonly depth: number;
    /** k: steps among which priorities change. */
    readonly stepCount: number;
    readonly threadCount: number;
    /** A schedule finds a bug of this depth with at least this probability. */
    readonly bound: number;
  } | null;
  readonly durationMs: number;
}

/** A distribution of times, in ns. */
export interface Distribution {
  readonly count: number;
  readonly p50Ns: number;
  readonly p90Ns: number;
  readonly p99Ns: number;
  readonly maxNs: number;
  readonly meanNs: number;
  /** Non-empty buckets of a log-linear histogram: lower bound in ns, count. */
  readonly buckets: readonly (readonly [number, number])[];
}

/** Figures of one simulated thread under real workers. */
export interface ThreadFigures {
  readonly name: string;
  readonly counters: Readonly<Record<CounterName, number>>;
  readonly callsPerSecond: number;
  readonly latency: Distribution;
  readonly lockWait: Distribution;
}

/** An event that a thread told on a real worker. */
export interface SeenEvent {
  readonly event: number;
  readonly detail: number;
  readonly result: number;
  /** Number over all threads, in an order in which things can have happened. */
  readonly order: number;
}

/** What a round that failed was seen to do: the first that violated something, or one that hung. */
export interface FailedRound {
  readonly round: number;
  /** Numbers of the properties that it violated; none: it hung. */
  readonly properties: readonly number[];
  /** The observed values behind it, in the order of `observe`; null if it hung. */
  readonly values: readonly number[] | null;
  /** By thread: what it told, in its own order; null where its journal no longer holds it all. */
  readonly events: readonly (readonly SeenEvent[] | null)[];
}

/** Figures of a run on real workers. */
export interface ParallelFigures {
  readonly workerCount: number;
  readonly rounds: number;
  /** Rounds that violated a property. */
  readonly violatedRounds: number;
  readonly durationMs: number;
  /** From the first worker's creation until all stood at the barrier. */
  readonly startMs: number;
  readonly threads: readonly ThreadFigures[];
  readonly total: Readonly<Record<CounterName, number>>;
  readonly callsPerSecond: number;
  readonly latency: Distribution;
  readonly lockWait: Distribution;
  /** Time from taking a lock to letting it go, in sampled calls. */
  readonly lockHold: Distribution;
  /** Time from an address look-up to the execution or trap that it decided (sampled). */
  readonly window: Distribution;
  /** The spans that the scenario wants measured, by name. */
  readonly spans: Readonly<Record<string, Distribution>>;
  readonly addressSpace: {
    readonly mapCount: number;
    readonly mapCountPeak: number;
    readonly splits: number;
    readonly merges: number;
    readonly edits: number;
  };
  /** What the first round that failed was seen to do; null where none did, or none was run. */
  readonly failedRound: FailedRound | null;
  /** The last events of all journals in one order. */
  readonly journal: readonly string[];
  readonly journalDropped: number;
}

/** Figures of a run in virtual time, beside those that it has as a run on real workers has them. */
export interface VirtualFigures {
  readonly cores: number;
  /** Name of the profile that says what things cost. */
  readonly profile: string;
  /** Events of the engine: steps, wake-ups and ends of pauses. */
  readonly events: number;
  readonly steps: number;
  /** Share of the cores' time that threads had. */
  readonly utilization: number;
  /** Threads that went on on another core than before. */
  readonly migrations: number;
  /** Times that a core went from one thread to another. */
  readonly switches: number;
  /** Threads that lost their core at the end of their slice. */
  readonly preemptions: number;
  /** Sleepers that were woken. */
  readonly wakeUps: number;
  /** Cache lines that went from core to core, and the time that steps waited for them, in ns. */
  readonly lineTransfers: number;
  readonly lineWaitNs: number;
  /** Who ran where and waited for what, if that was asked for. */
  readonly timeline?: ToldTimeline;
}

/** What happened when in virtual time, by names. */
export interface ToldTimeline {
  readonly threads: readonly string[];
  readonly stretches: readonly {
    /** `runs`: a thread on a core; `call`, `waits`: of a thread. */
    readonly kind: 'runs' | 'call' | 'waits';
    /** Index of the thread; of the core for `runs`. */
    readonly lane: number;
    /** The thread, the call, or the word that is waited for. */
    readonly name: string;
    readonly fromNs: number;
    readonly untilNs: number;
  }[];
  readonly moments: readonly {
    readonly thread: number;
    readonly name: string;
    readonly atNs: number;
  }[];
  /** Stretches before the first of them, for which there was no room. */
  readonly dropped: number;
}

/** What an engine answers. */
export interface Outcome {
  readonly version: typeof OUTCOME_VERSION;
  readonly engine: 'explore' | 'parallel' | 'virtual' | 'sample';
  readonly scenario: string;
  readonly parameters: Parameters;
  /** Seed of every random choice, or null where nothing was random. */
  readonly seed: number | null;
  readonly verdict: Verdict | 'interrupted';
  /** What the scenario says the search must find, where it says so. */
  readonly expected: Verdict | null;
  readonly asExpected: boolean;
  readonly findings: readonly Finding[];
  /** Names of the properties of whole executions, where the engine does not judge them. */
  readonly unjudged: readonly string[];
  /** Names of the observed values. */
  readonly observed: readonly string[];
  readonly observations: readonly ObservationCount[];
  readonly transitions: readonly TransitionCount[];
  readonly explore: ExploreFigures | null;
  /** Of `parallel`, and of `virtual` in its own time: there a worker is a core. */
  readonly parallel: ParallelFigures | null;
  readonly sample: SampleFigures | null;
  readonly virtual?: VirtualFigures;
}
