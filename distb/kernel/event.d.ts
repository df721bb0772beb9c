/**
 * Events: what a step can tell the outside. Kernel and programs name what happened; an engine
 * decides whether to keep it (a journal), to judge it (a property) or to let it pass.
 * Invariant: an event never steers the world.
 * Tested by: test/actors/world/judge.test.ts
 */
/** The kinds of events, by name. At most 31, so that a set of kinds is one word. */
export declare const EVENT: {
    readonly native: 0;
    readonly trapped: 1;
    readonly escaped: 2;
    readonly misjudged: 3;
    readonly staleDecision: 4;
    readonly useAfterFree: 5;
    readonly killed: 6;
    readonly finished: 7;
    readonly expectationFailed: 8;
    readonly marked: 9;
    readonly mmap: 10;
    readonly munmap: 11;
    readonly mprotect: 12;
    readonly bug: 13;
    readonly acquired: 14;
    readonly released: 15;
    readonly looked: 16;
    readonly segfault: 17;
    readonly called: 18;
    readonly returned: 19;
    readonly handled: 20;
    readonly notified: 21;
    readonly replied: 22;
    readonly settled: 23;
    readonly withdrawn: 24;
    readonly replyLost: 25;
    readonly received: 26;
    readonly staleTranslation: 27;
};
/** The name of one event kind. */
export type EventName = keyof typeof EVENT;
/** Event names by number. */
export declare const EVENT_NAMES: EventName[];
/** Who is told of events: one per engine. `detail` means what the kind says (a number, a page). */
export interface Journal {
    record(thread: number, event: number, detail: number, result: number): void;
}
/** A journal that keeps nothing. */
export declare class SilentJournal implements Journal {
    record(): void;
}
