/** Scenarios with pages: regions of data, a page table and a core for each thread. */
import { type CounterName, type World } from '../../kernel/index.ts';
import { type Program, type Scenario } from '../../actors/index.ts';
/** A scenario of threads that read and write pages of `data`, four pages from page 4 on. */
export declare function pagedOf(programs: Readonly<Record<string, Program>>, parts?: Partial<Scenario>): Scenario;
/** A world whose threads have run one after the other to their end, services in between. */
export declare function ranInTurn(scenario: Scenario): World;
/** A counter over all threads. */
export declare function total(world: World, name: CounterName): number;
