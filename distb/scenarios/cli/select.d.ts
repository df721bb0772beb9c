/**
 * Select: which scenario is meant, and with which parameters. Invariant: an engine gets parameters
 * of which each is known to the entry and within its range; all others have their default.
 */
import { type CatalogueEntry, type Parameters, type Scenario } from '../../actors/index.ts';
import { type Question } from '../../workers/index.ts';
/** A scenario that was chosen. */
export interface Selection {
    readonly entry: CatalogueEntry;
    /** The user's own file, as it was named; undefined for the catalogue. */
    readonly file: string | undefined;
}
/** The scenario that an argument names. */
export declare function select(argument: string): Promise<Selection>;
/** The scenario and the parameters of a token; `argument` names it where the catalogue cannot. */
export declare function selectByToken(text: string, argument: string | undefined): Promise<{
    readonly selection: Selection;
    readonly parameters: Parameters;
}>;
/**
 * The entry's parameters with the values that were set; `threads` is set by an option of its own.
 */
export declare function choose({ entry, file }: Selection, set?: Parameters, threads?: number): Parameters;
/** Builds the scenario; what is wrong with it is told with its file. */
export declare function build(selection: Selection, parameters: Parameters): Scenario;
/** Builds and compiles the scenario for any engine. */
export declare function question(selection: Selection, parameters: Parameters): Question;
/** What stands before the place of an error in the scenario. */
export declare function sourceOf({ entry, file }: Selection): string;
