/**
 * Composition: what a question is made of, part by part, each as a short digest. A schedule belongs
 * to the very composition that it was made with; where that has changed, the digests say which part
 * of it has.
 *
 * Invariant: whatever decides what a step does, or what an ending means, is in the digest of the
 * whole, which is what tells a change. The digest of a part is 6 bits, and of a program 12: they
 * only name what has changed, and one change in 64, or in 4,096, goes by them.
 */

import { fingerprint, type Fingerprint } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';

/** Characters of the digest of the whole: 30 bits. */
export const WHOLE_LENGTH = 5;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const PROGRAM = 'the program of ';
/** Characters of the digest of a part, which only tells where to look: the whole has more. */
const PART_LENGTH = 1;

/** A part of a question, and its digest. */
interface Part {
  readonly name: string;
  readonly digest: string;
}

/** A question never changes, and its tokens can be thousands. */
const known = new WeakMap<Question, { readonly whole: string; readonly parts: readonly Part[] }>();

/** What differs between a question and the composition that something was made with, in words. */
export function changedParts(question: Question, whole: string, parts: string): readonly string[] {
  const { whole: current, parts: now } = compositionOf(question);
  if (whole === current) return [];
  const changed: string[] = [];
  let at = 0;
  for (const { name, digest } of now) {
    const isSame = parts.startsWith(digest, at);
    at += digest.length;
    if (!isSame) changed.push(name);
  }
  // Threads come last: behind one that is gone no digest stands where it did.
  if (at !== parts.length)
    return [...changed.filter((name) => !name.startsWith(PROGRAM)), 'the set of threads'];
  return changed.length > 0 ? changed : ['a part that its digest does not tell'];
}

/** The digest of the whole, and behind it that of each part. */
export function compositionDigest(question: Question): string {
  const { whole, parts } = compositionOf(question);
  return whole + parts.map(({ digest }) => digest).join('');
}

/** A text as so many characters of six bits, which stand in a URL, a shell and a file name. */
export function digestOf(text: string, length: number): string {
  const codes = new Int32Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const code = text.codePointAt(at)!;
    codes[count] = code;
    at += code > 0xffff ? 2 : 1;
  }
  const into: Fingerprint = { low: 0, high: 0 };
  fingerprint(codes, 0, count, into);
  return Array.from(
    { length },
    (_none, at) => DIGITS[((at < 5 ? into.low : into.high) >>> ((at % 5) * 6)) & 63],
  ).join('');
}

function compositionOf(question: Question) {
  const composition = known.get(question) ?? {
    whole: wholeDigest(question),
    parts: partsOf(question),
  };
  known.set(question, composition);
  return composition;
}

/** The digest of everything that decides what a schedule does and what it ends in. */
function wholeDigest(question: Question): string {
  const { scenario, compiled, parameters } = question;
  const { sources: _sources, code, ...rest } = compiled;
  const settings = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  return digestOf(
    JSON.stringify([rest, [...code], settings, scenario.properties, kernelSteps(question)]),
    WHOLE_LENGTH,
  );
}

function partsOf(question: Question): Part[] {
  const { scenario } = question;
  const { regions, words, locks, heap, paging, mapCountLimit, futexWaits } = scenario;
  const { interposition, owner, mmapLock, addressSpaceLock, kernelFixes } = scenario;
  const { handler, tasks, guard, properties, threads } = scenario;
  const parts: [string, unknown][] = [
    ['racetrap itself (another version)', kernelSteps(question)],
    ['the kernel fixes', kernelFixes],
    ['who locks the address space, and how', [owner, mmapLock, addressSpaceLock]],
    ['the interposition, its handler or its guard', [interposition, handler, guard]],
    [
      'what memory and locks there are',
      [regions, words, locks, heap, paging, mapCountLimit, futexWaits],
    ],
    ['the tasks', tasks],
    ['the properties', properties],
  ];
  const part = (name: string, value: unknown): Part => ({
    name,
    digest: digestOf(JSON.stringify([value]), PART_LENGTH),
  });
  return [
    ...parts.map(([name, value]) => part(name, value)),
    ...Object.entries(threads).map(([name, thread]) => part(PROGRAM + name, [name, thread])),
  ];
}

function kernelSteps({ kernel }: Question): string[] {
  return kernel.text.steps.map(({ name, shared }) => `${name}${shared ? '!' : ''}`);
}
