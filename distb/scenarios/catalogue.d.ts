/**
 * Catalogue: every scenario that ships, in reading order. A name stands for one entry; parameters
 * that nobody sets have the values that the entry says.
 */
import type { CatalogueEntry, Parameters } from '../actors/index.ts';
/** All scenarios. */
export declare const catalogue: readonly CatalogueEntry[];
/** The entry of this name, if there is one. */
export declare function findScenario(name: string): CatalogueEntry | undefined;
/** The values that an entry's parameters have unless somebody sets them. */
export declare function defaultsOf(entry: CatalogueEntry): Parameters;
/** An entry's parameters with some of them set; refuses unknown names and values out of range. */
export declare function parametersOf(entry: CatalogueEntry, given: Parameters): Parameters;
