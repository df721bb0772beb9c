/**
 * Runs every test file, each in a process of its own, and adds up what they say of themselves.
 *
 *     node dist/test/run.js [name filter ...] [--long] [--jobs 2] [--seconds 120] [--root <folder>]
 *
 * The list is made from the sources (`test/**\/*.test.ts`), not from `dist/`: a test deleted is a
 * test gone, and one that was not compiled is a failure. A file passes only if its last line says
 * so and its exit code agrees; one that outlives its time is killed, with all it started, and
 * counts as failed. With `--long` each law is tried in more worlds and rounds
 * (`support/effort.ts`), and a file has ten times as long. The last line is
 * `N passed, N failed, N skipped`; the exit code is 1 if any test failed or none ran.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface FileResult {
  readonly tally: Tally;
  readonly durationMs: number;
  readonly output: string;
  /** Why the file failed beyond what its tests say; undefined if there is nothing to add. */
  readonly verdict: string | undefined;
}

/**
 * The longest files, longest first: they begin before all others, so that none of them runs on
 * alone when the rest is done. What is missing here only makes the whole run longer.
 */
const BEGUN_FIRST = [
  'test/docs.test.ts',
  'test/workers/explore/reduction/reduced.test.ts',
  'test/workers/explore/search.test.ts',
  'test/scenarios/cli/racetrap.test.ts',
  'test/workers/explore/sampling.test.ts',
  'test/laws/replay.test.ts',
  'test/laws/parity-tasks.test.ts',
  'test/workers/explore/traces/traces.test.ts',
  'test/scenarios/page/page.test.ts',
];

const closingLine = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;
/** What a file may print before the rest is dropped, in characters. */
const outputLengthMax = 1_000_000;
const running = new Set<ChildProcess>();

const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '120' },
    root: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
  },
});
const jobCount = positiveNumber('jobs', options.jobs);
const fileSecondsMax = positiveNumber('seconds', options.seconds) * (options.long ? 10 : 1);
const rootFolder = resolve(options.root);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of running) killWithDescendants(child);
    process.exit(1);
  });
}

const files = listTestFiles(rootFolder).filter(
  (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const isFirst = new Set(BEGUN_FIRST);
const queue = [
  ...BEGUN_FIRST.filter((file) => files.includes(file)),
  ...files.filter((file) => !isFirst.has(file)),
];
await Promise.all(Array.from({ length: jobCount }, () => drain(queue)));

if (total.passed + total.failed === 0) {
  console.log(files.length === 0 ? 'no test file matches' : 'no test ran');
  process.exitCode = 1;
}
if (total.failed > 0) process.exitCode = 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function drain(waiting: string[]): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const result = await runFile(file);
    report(file, result);
    total.passed += result.tally.passed;
    total.failed += result.tally.failed;
    total.skipped += result.tally.skipped;
  }
}

/** Test sources below `root`, relative to it, with `/` between the parts, sorted. */
function listTestFiles(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${file.split(sep).join('/')}`)
    .toSorted();
}

async function runFile(file: string): Promise<FileResult> {
  const program = join(rootFolder, 'dist', file.replace(/\.ts$/, '.js'));
  if (!existsSync(program)) {
    const tally = { passed: 0, failed: 1, skipped: 0 };
    return { tally, durationMs: 0, output: '', verdict: 'it was not compiled: npm run build' };
  }

  const startedMs = performance.now();
  let output = '';
  let isTimedOut = false;
  const keep = (chunk: string): void => {
    if (output.length < outputLengthMax) output += chunk;
    // Why: the closing line decides, so the end is kept however much came before it.
    else output = output.slice(0, outputLengthMax / 2) + output.slice(-outputLengthMax / 4) + chunk;
  };
  const exit = await new Promise<string>((settle) => {
    // Why detached: the file leads a process group, and the watchdog can end all of it.
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      cwd: rootFolder,
      detached: true,
      env: options.long ? { ...process.env, RACETRAP_TEST_EFFORT: 'long' } : process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const watchdog = setTimeout(() => {
      isTimedOut = true;
      killWithDescendants(child);
    }, fileSecondsMax * 1000);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => settle(error.message));
    child.on('close', (code, signal) => {
      clearTimeout(watchdog);
      running.delete(child);
      settle(signal === null ? `exit code ${code}` : `signal ${signal}`);
    });
  });
  const durationMs = performance.now() - startedMs;
  return { ...judge(output, exit, isTimedOut), durationMs, output };
}

/** Believes a file's closing line only as far as its end agrees with it. */
function judge(
  output: string,
  exit: string,
  isTimedOut: boolean,
): Pick<FileResult, 'tally' | 'verdict'> {
  const lastLines = output.trimEnd().split('\n').slice(-20);
  const counts = lastLines
    .map((line) => closingLine.exec(line))
    .findLast((found) => found !== null);
  const tally: Tally = {
    passed: Number(counts?.[1] ?? 0),
    failed: Number(counts?.[2] ?? 0),
    skipped: Number(counts?.[3] ?? 0),
  };
  let verdict: string | undefined;
  if (isTimedOut) verdict = `it was still running after ${fileSecondsMax} s`;
  else if (counts === undefined) verdict = `it printed no closing line (${exit})`;
  else if (exit !== 'exit code 0' && tally.failed === 0) verdict = `it ended with ${exit}`;
  else if (exit === 'exit code 0' && tally.failed > 0) verdict = 'it failed with exit code 0';
  if (verdict !== undefined && tally.failed === 0) tally.failed = 1;
  return { tally, verdict };
}

function report(file: string, { tally, durationMs, output, verdict }: FileResult): void {
  const mark = tally.failed > 0 ? 'FAIL' : 'ok  ';
  const counts = [`${tally.passed} passed`];
  if (tally.failed > 0) counts.push(`${tally.failed} failed`);
  if (tally.skipped > 0) counts.push(`${tally.skipped} skipped`);
  const duration = `${(durationMs / 1000).toFixed(1).padStart(6)} s`;
  console.log(`${mark} ${duration}  ${file}  (${counts.join(', ')})`);
  if (tally.failed === 0) return;
  // Why indented: no line of a failing file may be taken for the closing line of this run.
  console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  if (verdict !== undefined) console.log(`    ${file}: ${verdict}`);
}

function killWithDescendants(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended between the decision and the signal; there is nothing left to end.
  }
}

function positiveNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} must be a positive number, not '${text}'`);
  return process.exit(2);
}
