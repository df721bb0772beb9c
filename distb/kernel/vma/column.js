/**
 * Columns: the order of a small VMA table, one sorted column of ends and one of records, edited in
 * place. It is the tree's one leaf where a single leaf is enough (`COLUMN_VMA_COUNT_MAX`), so that
 * the states that a search stores and hashes have no word too many. Invariant: behind the count the
 * columns hold zeros.
 *
 * A reader without a lock may meet an edit: a torn answer stays within the columns, and the table's
 * sequence tells that it is torn.
 * Tested by: test/kernel/vma/table.test.ts
 */
import { TABLE } from '../memory/layout.js';
import { giveRecord, NO_VMA, vmaEnd, vmaStart } from './record.js';
/** The record of the first VMA that ends behind the page, or `NO_VMA`. */
export function columnBehind(world, page) {
    const position = columnPosition(world, page);
    return position < countOf(world) ? columnAt(world, position) : NO_VMA;
}
/** The position of the first VMA that ends behind the page, or the count. */
export function columnPosition(world, page) {
    const { words, layout } = world;
    let low = 0;
    let high = countOf(world);
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (words.load(layout.ends + middle) > page)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/** The record at a position. */
export function columnAt(world, position) {
    return world.words.load(world.layout.slots + position);
}
/** Adds an entry. Returns whether its pages were free; if not, nothing has changed. */
export function columnInsert(world, start, end, record) {
    const { words, layout } = world;
    const count = countOf(world);
    const position = columnPosition(world, start);
    if (position < count && vmaStart(world, columnAt(world, position)) < end)
        return false;
    // Plain reads: nobody else writes the columns while the lock is held.
    for (let index = count; index > position; index -= 1) {
        words.store(layout.ends + index, words.get(layout.ends + index - 1));
        words.store(layout.slots + index, words.get(layout.slots + index - 1));
    }
    words.store(layout.ends + position, end);
    words.store(layout.slots + position, record);
    return true;
}
/**
 * Removes the entries within the range and frees their records; returns how many, or -1 if `start`
 * cuts a VMA.
 */
export function columnRemove(world, start, end) {
    const { words, layout } = world;
    const count = countOf(world);
    const from = columnPosition(world, start);
    const to = columnPosition(world, end);
    if (from < to && vmaStart(world, columnAt(world, from)) < start)
        return -1;
    for (let position = from; position < to; position += 1)
        giveRecord(world, columnAt(world, position));
    const removed = to - from;
    for (let position = from; removed > 0 && position < count; position += 1) {
        const source = position + removed;
        words.store(layout.ends + position, source < count ? words.get(layout.ends + source) : 0);
        words.store(layout.slots + position, source < count ? words.get(layout.slots + source) : 0);
    }
    return removed;
}
/** Moves an entry's borders. Returns whether the pages were free; if not, nothing has changed. */
export function columnResize(world, record, start, end) {
    const { words, layout } = world;
    const position = columnPosition(world, vmaEnd(world, record) - 1);
    if (position > 0 && words.load(layout.ends + position - 1) > start)
        return false;
    const next = position + 1;
    if (next < countOf(world) && vmaStart(world, columnAt(world, next)) < end)
        return false;
    words.store(layout.ends + position, end);
    return true;
}
/** The lowest page from `floor` on with `want` free pages behind it, below all else or above. */
export function columnLowestGap(world, want, floor) {
    const { words, layout } = world;
    const total = countOf(world);
    let page = floor;
    for (let position = columnPosition(world, floor); position < total; position += 1) {
        if (vmaStart(world, columnAt(world, position)) - page >= want)
            break;
        page = words.load(layout.ends + position);
    }
    return page;
}
/**
 * The page behind the highest hole below `ceiling` of `want` pages, or behind the lowest of all.
 */
export function columnHighestGap(world, want, ceiling) {
    const { words, layout } = world;
    let end = ceiling;
    let position = columnPosition(world, ceiling - 1);
    if (position < countOf(world))
        end = Math.min(ceiling, vmaStart(world, columnAt(world, position)));
    while (position > 0 && end - words.load(layout.ends + position - 1) < want) {
        position -= 1;
        end = Math.min(ceiling, vmaStart(world, columnAt(world, position)));
    }
    return end;
}
function countOf(world) {
    return world.words.load(world.layout.table + TABLE.COUNT);
}
//# sourceMappingURL=column.js.map