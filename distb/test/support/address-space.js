/**
 * Address spaces for tests: a world with nothing but a VMA table, drawn as a strip, and the word
 * that stands for a thread's cursor.
 */
import { createExclusiveWorld, createTableLayout, parseList, parseStrip, placeVmas, prepareTable, vmaCapacity, } from '../../kernel/index.js';
/** First page of the strips that tests draw; what mmap places by itself lies behind them. */
export const STRIP_PAGE = 100;
/** The layout of a world with a table for `mapCountLimit` VMAs and one spare word, the cursor. */
export function addressSpaceLayout(mapCountLimit) {
    return createTableLayout(vmaCapacity(mapCountLimit));
}
/** Makes a world with the VMAs drawn. */
export function createAddressSpace(options = {}) {
    const { draw = '', mapCountLimit = 200, placeFloor = 1_000, placeCeiling = 2_000 } = options;
    const world = createExclusiveWorld(addressSpaceLayout(mapCountLimit));
    const topDown = options.topDown ?? true;
    prepareTable(world, { mapCountLimit, placeFloor, placeCeiling, topDown });
    const parse = draw.includes(':') ? parseList : parseStrip;
    placeVmas(world, parse(draw, STRIP_PAGE));
    return world;
}
/** The cursor word of an address space. */
export function cursorOf(world) {
    return world.layout.memory;
}
//# sourceMappingURL=address-space.js.map