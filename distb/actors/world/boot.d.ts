/**
 * Boot: writes the first state of a compiled scenario into a world. Invariant: the same scenario
 * gives the same words, in every engine and on every machine.
 */
import { type World } from '../../kernel/index.ts';
import type { TransitionTable } from '../dispatch/table.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
/** Boots a world whose words are all zero. */
export declare function boot(world: World, scenario: CompiledScenario, table: TransitionTable): void;
