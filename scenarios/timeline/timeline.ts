/**
 * Timeline: what happened when and in which thread, for whatever draws it: lanes, slices with a
 * begin and an end, instants, and arrows from who woke to who was woken. Invariant: slices of a
 * lane nest, so that a step lies within its call and a call within the one that it interrupted.
 */

/** A stretch of a lane. */
export interface Slice {
  /** Index of the lane. */
  readonly lane: number;
  readonly begin: number;
  readonly end: number;
  readonly name: string;
  /** `call`: from its begin to its return; `step`: one of a schedule; `wait`: parked on a word. */
  readonly kind: 'call' | 'step' | 'wait';
  /** Calls around it. */
  readonly depth: number;
  /** What there is to say of it, by name. */
  readonly details: Readonly<Record<string, string>>;
}

/** Something that takes no time. */
export interface Instant {
  readonly lane: number;
  readonly at: number;
  readonly name: string;
  /** Whether it is what one looks for: an escape, a use after free, a death. */
  readonly isFinding: boolean;
}

/** An arrow from a slice to another. */
export interface Flow {
  readonly from: { readonly lane: number; readonly at: number };
  readonly to: { readonly lane: number; readonly at: number };
  readonly name: string;
}

/** What happened, by threads. */
export interface Timeline {
  readonly title: string;
  /** What time counts: steps of a schedule, events of a journal, or simulated ns. */
  readonly unit: 'step' | 'event' | 'ns';
  /** Names of the threads, in the order in which they first move. */
  readonly lanes: readonly string[];
  readonly slices: readonly Slice[];
  readonly instants: readonly Instant[];
  readonly flows: readonly Flow[];
  /** Where the last slice ends. */
  readonly end: number;
}
