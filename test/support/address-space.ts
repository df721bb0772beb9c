/**
 * Address spaces for tests: a world with nothing but a VMA table, drawn as a strip, and the word
 * that stands for a thread's cursor.
 */
import {
  createExclusiveWorld,
  createTableLayout,
  parseList,
  parseStrip,
  placeVmas,
  prepareTable,
  vmaCapacity,
  type Layout,
  type World,
} from '../../kernel/index.ts';

/** First page of the strips that tests draw; what mmap places by itself lies behind them. */
export const STRIP_PAGE = 100;

/** What a test may choose; all has a default. */
export interface AddressSpaceOptions {
  /** VMAs as a strip, or as a list if there is a `:` in it. */
  readonly draw?: string;
  readonly mapCountLimit?: number;
  readonly placeFloor?: number;
  readonly placeCeiling?: number;
  readonly topDown?: boolean;
  readonly heap?: { readonly page: number; readonly pages: number };
}

/** The layout of a world with a table for `mapCountLimit` VMAs and one spare word, the cursor. */
export function addressSpaceLayout(mapCountLimit: number): Layout {
  return createTableLayout(vmaCapacity(mapCountLimit));
}

/** Makes a world with the VMAs drawn. */
export function createAddressSpace(options: AddressSpaceOptions = {}): World {
  const { draw = '', mapCountLimit = 200, placeFloor = 1_000, placeCeiling = 2_000 } = options;
  const world = createExclusiveWorld(addressSpaceLayout(mapCountLimit));
  const topDown = options.topDown ?? true;
  const policy = { mapCountLimit, placeFloor, placeCeiling, topDown };
  prepareTable(world, options.heap === undefined ? policy : { ...policy, heap: options.heap });
  const parse = draw.includes(':') ? parseList : parseStrip;
  placeVmas(world, parse(draw, STRIP_PAGE));
  return world;
}

/** The cursor word of an address space. */
export function cursorOf(world: World): number {
  return world.layout.memory;
}
