/**
 * Address spaces for tests: a world with nothing but a VMA table, drawn as a strip, and the word
 * that stands for a thread's cursor.
 */
import { type Layout, type World } from '../../kernel/index.ts';
/** First page of the strips that tests draw; what mmap places by itself lies behind them. */
export declare const STRIP_PAGE = 100;
/** What a test may choose; all has a default. */
export interface AddressSpaceOptions {
    /** VMAs as a strip, or as a list if there is a `:` in it. */
    readonly draw?: string;
    readonly mapCountLimit?: number;
    readonly placeFloor?: number;
    readonly placeCeiling?: number;
    readonly topDown?: boolean;
}
/** The layout of a world with a table for `mapCountLimit` VMAs and one spare word, the cursor. */
export declare function addressSpaceLayout(mapCountLimit: number): Layout;
/** Makes a world with the VMAs drawn. */
export declare function createAddressSpace(options?: AddressSpaceOptions): World;
/** The cursor word of an address space. */
export declare function cursorOf(world: World): number;
