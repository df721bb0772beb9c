/**
 * Faults: what the schema refuses, as one line with the path into the file and one line of advice.
 * Invariant: the first fault of a file is told, and it is told where the reader can mend it.
 */
import type { z } from 'zod';
import { UsageError } from '../../kernel/index.ts';
type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];
/**
 * The first of the issues as a `UsageError`; `value` is what was checked, `source` where it is
 * from.
 */
export declare function faultOf(issues: readonly Issue[], value: unknown, source: string): UsageError;
/** A place in a source, `my.json: threads.app`; a place that names the source already is kept. */
export declare function placeIn(source: string, path: string): string;
/** A path as people write it: `threads.app.program[2].word`. */
export declare function pathText(path: Path): string;
export {};
