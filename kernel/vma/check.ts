/**
 * Check: whether the words of a VMA table are a table at all. It trusts nothing that table.ts
 * promises and reads the words themselves; a sound world has no fault between two edits.
 */

import { FIGURE, TABLE, VMA, VMA_WORDS } from '../memory/layout.ts';
import { VM, VM_PROTECTION } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { isFreeSetSound, isTaken } from '../memory/free-set.ts';
import { areAnonCompatible } from './edit.ts';
import { treeFault } from './tree-check.ts';

const VM_KNOWN =
  VM_PROTECTION | VM.ACCOUNT | VM.NORESERVE | VM.SHARED | VM.SEALED | VM.UNWRITABLE | VM.GUARDED;

/**
 * The first fault of the VMA table, in words, or undefined if it is sound: sorted, disjoint, no
 * empty VMA, exact counts, order and records of one opinion, free records empty. With `isMerged`
 * neighbours that could be one VMA are a fault too; page faults, and splits that met the map-count
 * limit, rightly leave such neighbours.
 */
export function tableFault(world: World, isMerged = false): string | undefined {
  const { words, layout } = world;
  const capacity = layout.bounds.vmaCapacity;
  const count = words.load(layout.table + TABLE.COUNT);
  if ((words.load(layout.figure + FIGURE.SEQUENCE) & 1) !== 0) return 'an edit is open';
  if (count < 0 || count > capacity) return `${count} VMAs in a table for ${capacity}`;
  const field = (record: number, offset: number) =>
    words.load(layout.vma + record * VMA_WORDS + offset);

  const order: number[] = [];
  if (layout.tree === 0)
    for (let position = 0; position < count; position += 1)
      order.push(words.load(layout.slots + position));
  else {
    const fault = treeFault(world, order);
    if (fault !== undefined) return fault;
    if (order.length !== count) return `${order.length} VMAs in the tree, ${count} counted`;
  }
  const seen = new Set<number>();
  let previous = -1;
  for (const [position, record] of order.entries()) {
    if (record < 0 || record >= capacity) return `position ${position} leads to record ${record}`;
    if (seen.has(record)) return `record ${record} stands twice in the table`;
    seen.add(record);
    const start = field(record, VMA.START);
    const end = field(record, VMA.END);
    const flags = field(record, VMA.FLAGS);
    const name = `record ${record} (${start}-${end})`;
    if (layout.tree === 0 && words.load(layout.ends + position) !== end)
      return `${name} ends elsewhere in the column`;
    if (start < 0 || start >= end) return `${name} is empty`;
    if ((flags & ~VM_KNOWN) !== 0) return `${name} has unknown flags ${flags}`;
    if ((flags & VM.ACCOUNT) !== 0 && (flags & (VM.NORESERVE | VM.SHARED)) !== 0)
      return `${name} is accounted for and must not be`;
    if (previous !== -1 && start < field(previous, VMA.END))
      return `${name} begins before the VMA below it ends`;
    if (
      isMerged &&
      previous !== -1 &&
      start === field(previous, VMA.END) &&
      flags === field(previous, VMA.FLAGS) &&
      field(record, VMA.FILE) === field(previous, VMA.FILE) &&
      field(record, VMA.SHIFT) === field(previous, VMA.SHIFT) &&
      areAnonCompatible(field(previous, VMA.ANON), field(record, VMA.ANON))
    )
      return `${name} and the VMA below it could be one`;
    previous = record;
  }
  for (let record = 0; record < capacity; record += 1) {
    const isUsed = isTaken(words, layout.used, record);
    if (isUsed !== seen.has(record))
      return `record ${record} is ${isUsed ? 'taken, but not' : 'free, but'} in the table`;
    for (let offset = 0; !isUsed && offset < VMA.GENERATION; offset += 1)
      if (field(record, offset) !== 0) return `free record ${record} is not empty`;
  }
  if (!isFreeSetSound(words, layout.used, capacity)) return 'the set of records contradicts itself';
  return undefined;
}
