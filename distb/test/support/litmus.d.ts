/** What exploration says of an entry of the catalogue, in the few words that tests ask for. */
import type { CatalogueEntry, Parameters } from '../../actors/index.ts';
/** Parameters that make a catalogued scenario small enough to be exhausted in about a second. */
export declare const SMALLER: Readonly<Record<string, Parameters>>;
/**
 * Scenarios whose violation sampling at its defaults does not find, and why: the depth of the bug
 * at the smaller parameters, as `explain` proves it.
 */
export declare const TOO_DEEP: Readonly<Record<string, number>>;
/** The scenarios that a search exhausts in seconds, with their smaller parameters. */
export declare const exhaustible: readonly {
    entry: CatalogueEntry;
    parameters: Parameters;
}[];
/** A finished search. */
export interface Explored {
    readonly verdict: string;
    /** What the shortest schedule shows: a property's name, or `deadlock`. */
    readonly found: string | undefined;
    /** The names of all that was found. */
    readonly all: readonly string[];
    /** Steps of the shortest schedule. */
    readonly stepCount: number | undefined;
    /** Who waits for what in a deadlock. */
    readonly waits: readonly string[];
    /** The observations of the end states, in order. */
    readonly observed: readonly string[];
    readonly endStateCount: number;
}
/** Explores an entry; `all` goes on behind the first finding. */
export declare function explored(entry: CatalogueEntry, given?: Parameters, all?: boolean): Promise<Explored>;
/** The entry is violated, and its shortest schedule shows this in so many steps. */
export declare function finds(entry: CatalogueEntry, found: string, stepCount: number, given?: Parameters): Promise<void>;
/** The entry is proved, threads come to their end, and its ends look like this and nothing else. */
export declare function proves(entry: CatalogueEntry, observed: readonly string[], given?: Parameters): Promise<void>;
/**
 * What a search finds of an entry under every lock design of the address space and under every
 * broken twin: `design: what` or `design without omission: what` for those that are violated. Each
 * is as its scenario expects.
 */
export declare function foundByDesign(entry: CatalogueEntry, given: Parameters): Promise<string[]>;
