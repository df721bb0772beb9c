/**
 * The address space of a real process as the regions of a scenario: what /proc/PID/maps says, with
 * wide gaps shortened, and which mappings are foreign decided by a rule on the path. The recorded
 * one that ships was taken from a large Java process.
 */
import type { Region } from '../../actors/index.ts';
/** A real address space. */
export interface AddressSpace {
    readonly regions: Readonly<Record<string, Region>>;
    /** Pages of native code from which calls are issued. */
    readonly nativePages: readonly number[];
    /** Pages of foreign code. */
    readonly foreignPages: readonly number[];
    /** The real address and path of a simulated page, for reports. */
    readonly describe: (page: number) => string;
}
/** The text of the shipped address space. */
export declare function recordedMaps(): string;
/** The text of a maps file; an error names the file. */
export declare function readMaps(file: string): string;
/** Reads maps text; executable mappings whose path the rule matches are foreign, and are marked. */
export declare function addressSpace(maps: string, file: string, foreign: RegExp): AddressSpace;
