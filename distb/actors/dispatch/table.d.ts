/**
 * The execution of a statechart: its transitions as flat arrays of numbers. Everything is plain
 * data that structuredClone copies, so a worker receives a table and never loads xstate.
 *
 * `root[state * events + event]` and the nodes below it form one decision tree a state and event.
 * An entry that is not negative is the position of a node, and a node is three words: the guard to
 * ask, the entry if it is false, the entry if it is true. A negative entry is a leaf. A leaf packs
 * the next state, the list of actions and the number of the transition:
 *
 *     bit   29          18 17          8 7      0
 *           | transition  | action list | state  |
 *
 * Invariant: `lookup` allocates nothing and asks no guard; the caller gathers the guards as bits of
 * one word beforehand, so that a transition is decided by what held when the event arrived.
 */
/** The compiled form of one machine. Made by `compileMachine` only. */
export interface TransitionTable {
    /** Name of the machine, for reports. */
    readonly name: string;
    /**
     * State names (path joined by dots), by state number; only states in which the machine can rest.
     */
    readonly states: readonly string[];
    /** Event names, by event number. */
    readonly events: readonly string[];
    /** Guard names, by the number of their bit in the guard word. */
    readonly guards: readonly string[];
    /** Action names, by action number. */
    readonly actions: readonly string[];
    /** Number of the state in which the machine starts. */
    readonly initial: number;
    /** Action list that is due at the start, before the first event. */
    readonly initialActions: number;
    /** 1 for each state in which the machine is done, by state number. */
    readonly final: Uint8Array;
    /** Decision tree of each state and event: the position of a node, or a coded leaf. */
    readonly root: Int32Array;
    /** Decision nodes of three words: guard, entry if false, entry if true. */
    readonly nodes: Int32Array;
    /** Action numbers of all lists, one list after the other. */
    readonly actionLists: Uint8Array;
    /** Where each list begins in `actionLists`; one more entry ends the last list. */
    readonly actionOffsets: Int32Array;
    /** How many transitions the table holds; their numbers are dense from 0. */
    readonly transitions: number;
}
/** One transition in words, for coverage reports. */
export interface TransitionDescription {
    readonly from: string;
    readonly event: string;
    /** The guards that were asked, in the order of asking, a false one with `!` before its name. */
    readonly guards: readonly string[];
    readonly to: string;
    readonly actions: readonly string[];
}
/** What `lookup` returns when the state ignores the event. */
export declare const IGNORED = -1;
/** What the encoding can hold. The compiler refuses a machine that needs more. */
export declare const TABLE_LIMITS: {
    readonly states: number;
    readonly actionLists: number;
    readonly transitions: number;
    /** Guard bits that fit a small integer of every JavaScript engine. */
    readonly guards: 30;
    readonly actions: 256;
    readonly events: 256;
};
/**
 * The leaf taken in `state` on `event` when the guards hold as the bits of `guardWord` say, or
 * `IGNORED` (-1) when the state does nothing on the event.
 */
export declare function lookup(table: TransitionTable, state: number, event: number, guardWord: number): number;
/** Number of the state that a leaf leads to. */
export declare function nextState(leaf: number): number;
/** Number of the list of actions that a leaf performs; see `firstAction`. */
export declare function actionList(leaf: number): number;
/** Number of the transition that a leaf stands for: dense, for counting coverage. */
export declare function transitionNumber(leaf: number): number;
/** Position of the first action of a list; perform `actionAt` from here up to `endOfActions`. */
export declare function firstAction(table: TransitionTable, list: number): number;
/** Position after the last action of a list. */
export declare function endOfActions(table: TransitionTable, list: number): number;
/** Number of the action at a position. */
export declare function actionAt(table: TransitionTable, position: number): number;
/** Whether the machine is done in this state: it ignores every event from then on. */
export declare function isFinal(table: TransitionTable, state: number): boolean;
/** How many transitions there are to cover. */
export declare function transitionCount(table: TransitionTable): number;
/** Number of the state of this name. */
export declare function stateNumber(table: TransitionTable, name: string): number;
/** Number of the event of this name. */
export declare function eventNumber(table: TransitionTable, name: string): number;
/** Number of the bit of this guard in the guard word. */
export declare function guardNumber(table: TransitionTable, name: string): number;
/** Number of the action of this name. */
export declare function actionNumber(table: TransitionTable, name: string): number;
/** Names of the actions of a list, in the order in which they are performed. */
export declare function actionNames(table: TransitionTable, list: number): string[];
/** A transition in words. Walks the whole table: for reports, not for hot paths. */
export declare function describeTransition(table: TransitionTable, transition: number): TransitionDescription;
/** The entry that stands for a leaf in `root` and `nodes`. The fields must keep `TABLE_LIMITS`. */
export declare function encodeLeaf(state: number, list: number, transition: number): number;
