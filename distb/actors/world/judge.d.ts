/**
 * Judge: the properties and observations of a scenario, compiled against a world. It is the journal
 * of an engine that judges: events of a step arrive while the step runs, states are looked at
 * behind it. Invariant: judging never writes a word of the world.
 */
import { type Journal, type World } from '../../kernel/index.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { Observation, Scenario } from '../scenario/scenario.ts';
import type { Property } from './property.ts';
/** Reads one value of a state. */
export type StateReader = (world: World) => number;
/** The property that every scenario has: what its programs `expect` comes true. */
export declare const EXPECTATIONS: Property;
/** Judges the steps and states of one world. */
export declare class Judge implements Journal {
    #private;
    /** The properties in the order of their numbers; `EXPECTATIONS` is the last. */
    readonly properties: readonly Property[];
    /** 1 for each `sometimes` property that was seen, by property number. */
    readonly seen: Uint8Array;
    constructor(scenario: Scenario, compiled: CompiledScenario);
    /** Forgets what the last step told. */
    begin(): void;
    /** Stops judging a property: a search that collects one violation of each has found it. */
    ignore(number: number): void;
    /** Judges all properties again: another schedule begins. */
    heedAll(): void;
    /** The numbers of the properties that events have violated since `begin`, each once. */
    get strikes(): readonly number[];
    record(thread: number, event: number, detail: number): void;
    /** The number of a property that the last step or the state behind it violates, or -1. */
    violated(world: World): number;
    /** The number of a `finally` property that an end state violates, or -1. */
    violatedAtEnd(world: World): number;
    /** The `sometimes` properties that nothing has satisfied. */
    unseen(): Property[];
}
/** Readers of the observed values, in the order of the scenario's `observe`. */
export declare function compileObservations(observations: readonly Observation[], compiled: CompiledScenario): StateReader[];
