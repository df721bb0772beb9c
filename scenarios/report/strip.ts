/**
 * Strips in reports: the list of mappings behind a step as one character a page, in the letters of
 * kernel/vma/strip.ts. Invariant: the kernel reads what is drawn here back to the same mappings.
 */

import { parseList, VM, type VmaText } from '../../kernel/index.ts';

/** Pages of a strip; a wider address space is told by its list or its size. */
export const STRIP_PAGE_COUNT_MAX = 48;

/** Letters by protection, READ 1, WRITE 2, EXEC 4; small with PROT_NOSYSCALL. */
const LETTERS = 'NROWEXBA';

/** What the letters of a strip mean, for those that occur in it. */
export function stripLegend(strips: readonly string[]): string {
  const letters = [...new Set(strips.join(''))].filter((letter) => /[A-Za-z]/.test(letter)).sort();
  const meanings = letters.map((letter) => {
    const prot = LETTERS.indexOf(letter.toUpperCase());
    const text = (prot & 1 ? 'r' : '-') + (prot & 2 ? 'w' : '-') + (prot & 4 ? 'x' : '-');
    return `${letter} ${text}${letter === letter.toLowerCase() ? ' with PROT_NOSYSCALL' : ''}`;
  });
  return [...meanings, '. unmapped'].join(', ');
}

/** The pages that any of the lists maps, from the first to the one behind the last. */
export function mappedRange(lists: readonly string[]): readonly [number, number] {
  const vmas = lists.flatMap((list) => parseList(list, 0));
  if (vmas.length === 0) return [0, 0];
  return [
    vmas.reduce((least, { start }) => Math.min(least, start), Infinity),
    vmas.reduce((most, { end }) => Math.max(most, end), 0),
  ];
}

/** A list such as `0-2:r-x 4-6:r-x!` as a strip of the pages `from` up to `to`: `XX..xx`. */
export function stripOf(list: string, from: number, to: number): string {
  let text = '';
  let page = from;
  for (const vma of parseList(list, 0).sort((a, b) => a.start - b.start)) {
    text += '.'.repeat(Math.max(0, vma.start - page));
    const letter = letterOf(vma);
    if (text.endsWith(letter)) text += '|';
    text += letter.repeat(vma.end - vma.start);
    page = vma.end;
  }
  return text + '.'.repeat(Math.max(0, to - page));
}

/**
 * The strip of memory behind each step that changes it, undefined for all others, and what they
 * show; for an address space that is not too wide to be drawn.
 */
export function changedStrips(lists: readonly string[]): {
  readonly strips: readonly (string | undefined)[];
  readonly legend: string | undefined;
} {
  const [from, to] = mappedRange(lists);
  const isDrawn = to - from <= STRIP_PAGE_COUNT_MAX;
  const strips = lists.map((list, index) =>
    isDrawn && index > 0 && list !== lists[index - 1] ? stripOf(list, from, to) : undefined,
  );
  const shown = strips.filter((strip) => strip !== undefined);
  return {
    strips,
    legend:
      shown.length === 0 ? undefined : `memory: ${pagesText(from, to)}; ${stripLegend(shown)}`,
  };
}

function letterOf({ flags }: VmaText): string {
  const letter = LETTERS.charAt(flags & (VM.READ | VM.WRITE | VM.EXEC));
  return flags & VM.NOSYSCALL ? letter.toLowerCase() : letter;
}

/** Pages `from` up to `to` in words: `page 4`, `pages 0 to 8`. */
export function pagesText(from: number, to: number): string {
  return to - from === 1 ? `page ${from}` : `pages ${from} to ${to - 1}`;
}
