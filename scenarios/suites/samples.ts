/**
 * Samples: what has been measured of a suite so far, on disk, one line a sample, so that who was
 * interrupted goes on where he was. The first line says of what the samples are; those of another
 * suite, or of another state of it, are refused. Invariant: a line is written whole or not at all
 * counts; a last line that was cut off is taken as not written.
 */

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../kernel/index.ts';
import type { Sample, Suite, SuiteEngine } from './suite.ts';

interface Line {
  readonly point: string;
  readonly seed: number;
  readonly sample: Sample;
}

/** The samples of one suite, kept in a file or, without one, in memory. */
export class Samples {
  readonly #taken = new Map<string, Sample>();
  readonly #file: string | undefined;

  constructor(suite: Suite, engine: SuiteEngine, file?: string) {
    this.#file = file;
    if (file === undefined) return;
    const head = JSON.stringify({ suite: suite.name, engine, state: stateOf(suite) });
    if (!existsSync(file)) {
      writeFileSync(file, `${head}\n`);
      return;
    }
    const [first, ...lines] = readFileSync(file, 'utf8').split('\n');
    if (first !== head)
      throw new UsageError(
        `${file} has samples of something else than this state of ${suite.name}`,
        'remove it, or write to another file',
      );
    const whole = lines.slice(0, -1);
    for (const line of whole) {
      const { point, seed, sample } = JSON.parse(line) as Line;
      this.#taken.set(`${point} seed=${seed}`, sample);
    }
    // A line that was cut off would spoil the next one.
    writeFileSync(file, `${[head, ...whole].join('\n')}\n`);
  }

  /** Samples that are there. */
  get count(): number {
    return this.#taken.size;
  }

  /** The sample of a point and a seed, if it was taken before. */
  get(point: string, seed: number): Sample | undefined {
    return this.#taken.get(`${point} seed=${seed}`);
  }

  /** Keeps a sample. */
  put(point: string, seed: number, sample: Sample): void {
    this.#taken.set(`${point} seed=${seed}`, sample);
    if (this.#file === undefined) return;
    appendFileSync(this.#file, `${JSON.stringify({ point, seed, sample } satisfies Line)}\n`);
  }

  /** Forgets what is on disk: the suite is complete. */
  discard(): void {
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
  }
}

/** What samples depend on besides the program: the suite's points, figures and notes. */
function stateOf({ axes, points, units, notes }: Suite): string {
  const text = JSON.stringify([axes, points, units, notes]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
