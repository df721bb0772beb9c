/** Conformance files: what passes, what fails and how it is told, what is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../../kernel/index.ts';
import { runConform } from '../../../scenarios/conform/conform.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

const DATA = fileURLToPath(new URL('../../../../test/conformance/', import.meta.url));
const VECTORS = join(DATA, 'vectors.json');

/** Runs a file with this content. */
function runText(content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'racetrap-conform-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, content);
    return runConform([file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs one vector. */
function runOne(given: object, steps: readonly object[], rest: object = {}) {
  return runText(JSON.stringify([{ id: 'v', given, steps, ...rest }]));
}

/** What is said about the only failure. */
function failureOf(given: object, steps: readonly object[], rest: object = {}): string {
  const [failure] = runOne(given, steps, rest).failures;
  if (failure === undefined) return '';
  return `${failure.step}: ${failure.expected} | ${failure.actual}`;
}

/** Where a file is refused. */
function refusal(content: string): string {
  try {
    runText(content);
  } catch (error) {
    if (error instanceof UsageError) return error.where.replace(/^.*\/file/, 'file');
    throw error;
  }
  return '';
}

const PAGE = { vmas: [[0, 2, 'rw-']] };

suite('scenarios/conform', (test) => {
  test('every vector passes', () => {
    const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as { id: string }[];
    const report = runConform([VECTORS]);
    is(report.text, `${vectors.length} passed, 0 failed`);
    equal(
      report.passedIds,
      vectors.map(({ id }) => id),
    );
  });

  test('an oracle counts its sequences beside the vectors', () => {
    const report = runConform([join(DATA, 'vma-oracle.jsonl')]);
    is(report.text, '150 passed, 0 failed');
  });

  test('a failure tells id, step, what Linux did and what came', () => {
    const report = runOne(PAGE, [
      { t: 'T1', op: 'mprotect', page: 0, pages: 1, prot: 'r--', expect: { ret: 0 } },
      { t: 'T1', op: 'munmap', page: 0, pages: 2, expect: { errno: 'ENOMEM' } },
    ]);
    match(report.text, /: v: step 2 \(T1 munmap\): expected ENOMEM, actual 0\n0 passed, 1 failed$/);
  });

  test('an unknown operation, field, expectation, remark or description is a failure', () => {
    const write = { t: 'T1', op: 'write', page: 0 };
    is(runOne(PAGE, [write]).failed, 0);
    match(
      failureOf(PAGE, [{ t: 'T1', op: 'remap_file_pages', page: 0 }]),
      /unknown operation 'remap_file_pages'/,
    );
    match(failureOf(PAGE, [{ ...write, colour: 1 }]), /unknown field 'colour'/);
    match(failureOf(PAGE, [{ ...write, expect: { colour: 1 } }]), /unknown field 'colour'/);
    match(failureOf({ ...PAGE, colour: 1 }, [write]), /given: .*unknown field 'colour'/);
    match(failureOf({ vmas: [[0, 1, 'rw-', 'blue']] }, [write]), /unknown remark 'blue'/);
    match(failureOf(PAGE, [write], { colour: 1 }), /unknown field 'colour'/);
    match(failureOf({ vmas: [], kind: 'borrowed' }, [write]), /unknown kind/);
  });

  test('a vector that nobody can run fails, and the others are run', () => {
    const shared = { tasks: [{ id: 'T', process: 'P', shares_fds_with: 'Q' }] };
    const steps = [{ t: 'T', op: 'syscall', nr: 'getpid', expect: { executes: true } }];
    const exit = { t: 'T', op: 'exit_thread', code: '0xffffffffffffffff' };
    const report = runText(
      JSON.stringify([
        { id: 'a', given: shared, steps },
        { id: 'b', given: { tasks: [{ id: 'T' }] }, steps: [exit] },
        { id: 'c', given: { tasks: [{ id: 'T' }] }, steps },
      ]),
    );
    equal(report.passedIds, ['c']);
    is(report.failed, 2);
  });

  test('a sentence about the end that is not so is a failure', () => {
    const tasks = { tasks: [{ id: 'T1', process: 'P1' }] };
    const steps = [{ t: 'T1', op: 'kill', to: 'T1', sig: 'SIGTERM' }];
    const end = (expect: string) => failureOf(tasks, steps, { expect });
    is(end('process P1 terminated by SIGTERM; T1 never runs again'), '');
    match(end('process P1 terminated by SIGKILL'), /terminated by SIGKILL \| it is not so/);
    match(failureOf(tasks, [], { expect: 'T1 never runs again' }), /T1 never runs again/);
  });

  test('a file that is malformed is told by its path', () => {
    is(refusal('['), 'file:1:2');
    is(refusal('[{"id": "a",\n 7}]'), 'file:2:2');
    is(refusal('{"seq":"a"}\n{"seq" 7}'), 'file:2:8');
    is(refusal('7'), 'file');
    is(refusal('[{"id":"a","given":{},"steps":[]},{"given":{},"steps":[]}]'), 'file: [1].id');
    is(refusal('[{"id":"a","given":{},"steps":[3]}]'), 'file: [0].steps[0]');
    is(refusal('{"seq":1}'), 'file: line 1');
  });

  test('a file that is not there is refused', () => {
    let where = '';
    try {
      runConform(['/nowhere/vectors.json']);
    } catch (error) {
      ok(error instanceof UsageError);
      where = error.where;
    }
    is(where, '/nowhere/vectors.json');
  });
});
