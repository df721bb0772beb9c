/**
 * Load: a user's own scenario file. It holds a scenario, or an entry with parameters and a `build`
 * that makes one. Invariant: what is returned has passed the schema, and whatever is wrong with the
 * file is a `UsageError` that names the file and the place in it.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Whether a command-line argument is the path of a file rather than a name of the catalogue. */
export declare function isScenarioPath(text: string): boolean;
/** Reads a scenario file as an entry of a catalogue; a lone scenario has no parameters. */
export declare function loadScenarioFile(file: string): Promise<CatalogueEntry>;
/** Runs `work`; a `UsageError` in it gets the source in front of its place. */
export declare function inSource<Result>(source: string, work: () => Result): Result;
