/**
 * Terminal: all that the command line writes, and what it hears from the user. Results go to
 * stdout, progress and errors to stderr. Invariant: what is piped carries no escape codes; a reader
 * that goes away ends the program quietly; the first SIGINT asks the engine to stop, the second
 * ends at once.
 */

import { writeFileSync } from 'node:fs';
import type { Supervision } from '../../workers/index.ts';
import { UsageError } from '../../kernel/index.ts';
import { coloured, type Paint, plain } from '../report/paint.ts';
import { fitPage } from '../report/table.ts';
import { EXIT } from './exit.ts';
import { TARGET_HINT } from './values.ts';

/** Where the command line writes to. */
export interface Terminal {
  readonly paint: Paint;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** Writes to stderr, below the line of progress if one is shown. */
  readonly tell: (text: string) => void;
  /**
   * Writes a value as JSON: to stdout if the target is `-`, else to the file. Says whether stdout
   * is still free for text.
   */
  writeJson(target: string | undefined, value: unknown): boolean;
  /** Writes a text as `writeJson` writes a value. */
  writeText(target: string, text: string): boolean;
  /** Runs an engine's work under progress and SIGINT; says whether the user ended it. */
  supervise<Result>(
    wantsProgress: boolean,
    work: (supervision: Supervision) => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly isInterrupted: boolean }>;
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(process.exitCode ?? EXIT.expected);
    });
  fitPage(process.stdout.isTTY ? process.stdout.columns : undefined);
  const isColoured = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  let isLineShown = false;
  const clearLine = (): void => {
    if (isLineShown) process.stderr.write('\r\u001b[K');
    isLineShown = false;
  };
  const print = (text: string): void => {
    clearLine();
    process.stdout.write(text);
  };
  const tell = (text: string): void => {
    clearLine();
    process.stderr.write(text);
  };
  const writeText = (target: string, text: string): boolean => {
    if (target === '-') {
      print(text);
      return false;
    }
    try {
      writeFileSync(target, text);
    } catch (error) {
      throw new UsageError(
        `cannot write ${target}: ${error instanceof Error ? error.message : String(error)}`,
        TARGET_HINT,
      );
    }
    return true;
  };
  return {
    paint: isColoured ? coloured : plain,
    print,
    tell,
    writeJson(target, value) {
      if (target === undefined) return true;
      return writeText(target, `${JSON.stringify(value, undefined, 2)}\n`);
    },
    writeText,
    async supervise(wantsProgress, work) {
      const controller = new AbortController();
      const onInterrupt = (): void => {
        if (controller.signal.aborted) process.exit(EXIT.interrupted);
        controller.abort();
        tell('racetrap: stopping; what was measured follows (again to leave at once)\n');
      };
      process.on('SIGINT', onInterrupt);
      const isShown = wantsProgress || process.stderr.isTTY;
      const progress = (line: string): void => {
        if (!process.stderr.isTTY) process.stderr.write(`${line}\n`);
        else {
          const width = (process.stderr.columns ?? 80) - 1;
          process.stderr.write(`\r\u001b[K${line.slice(0, width)}`);
          isLineShown = true;
        }
      };
      const { signal } = controller;
      try {
        const result = await work({ signal, ...(isShown && { progress }) });
        return { result, isInterrupted: signal.aborted };
      } finally {
        clearLine();
        process.off('SIGINT', onInterrupt);
      }
    },
  };
}
