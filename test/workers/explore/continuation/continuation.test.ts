/**
 * A search that is ended, written down and continued ends as one that nobody ended: the same
 * states, moves, ends, findings and lengths of schedules, whoever searched; and files that are
 * damaged, belong to another scenario or were written for something else are refused.
 */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parameters } from '../../../../actors/index.ts';
import { catalogue, parametersOf } from '../../../../scenarios/catalogue.ts';
import { ask, type Question } from '../../../../workers/engine.ts';
import {
  explore,
  type ExploreOptions,
  type SearchParts,
} from '../../../../workers/explore/search.ts';
import {
  ContinuationReader,
  ContinuationWriter,
} from '../../../../workers/explore/continuation/continuation-file.ts';
import type { SavedHeader } from '../../../../workers/explore/continuation/continuation.ts';
import type { Outcome } from '../../../../workers/outcome.ts';
import { isLong } from '../../../support/effort.ts';
import { equal, is, ok, rejects, suite } from '../../../support/suite.ts';

function questionOf(name: string, given: Parameters = {}): Question {
  const entry = catalogue.find((each) => each.name === name)!;
  const parameters = parametersOf(entry, given);
  return ask(entry.build(parameters), parameters);
}

/** All that a search says but for what it costs. */
function said({ explore: figures, verdict, observations, findings, transitions }: Outcome) {
  const { states, transitions: moves, endStates, depth, instructions } = figures!;
  return {
    states,
    moves,
    endStates,
    depth,
    instructions,
    verdict,
    transitions,
    observations: observations.map(({ values, count }) => `${values.join()} x${count}`).sort(),
    findings: findings
      .map(({ kind, message, schedule }) => `${kind} ${message} ${schedule?.length}`)
      .sort(),
  };
}

/** Does something with a path at which nothing is, in a folder that is empty again behind it. */
async function withPath(work: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'racetrap-'));
  try {
    await work(join(folder, 'search.rest'));
    equal(
      readdirSync(folder).filter((name) => name !== 'search.rest'),
      [],
      'nothing is left beside',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Searches in pieces of so many states, each continued from a file; how many pieces there were. */
async function inPieces(
  question: Question,
  options: ExploreOptions,
  parts: SearchParts,
  stateCount: number,
  pieceCountMax = Infinity,
): Promise<{ readonly outcome: Outcome; readonly pieces: number }> {
  let outcome: Outcome | undefined;
  let pieces = 0;
  await withPath(async (path) => {
    do {
      pieces += 1;
      const given: ExploreOptions = {
        ...options,
        ...(pieces < pieceCountMax && { stateCountMax: pieces * stateCount }),
        save: path,
        ...(pieces > 1 && { continue: path }),
      };
      outcome = await explore(question, given, {}, parts);
      if (outcome.findings.some(({ kind }) => kind === 'deadline'))
        is(outcome.explore!.continuation, path);
    } while (outcome.explore!.continuation !== null);
  });
  return { outcome: outcome!, pieces };
}

const ALONE: ExploreOptions = { workerCount: 1 };
const TEAM: ExploreOptions = { workerCount: 2 };
const EARLY: SearchParts = { teamStateCountMin: 50, partStateCountMin: 50, wideningMin: 0 };

type Search = readonly [string, Question, ExploreOptions, SearchParts, number];

/** Who searches what, in pieces of how many states: with findings and without. */
const SEARCHES: readonly Search[] = [
  ['the stepper', questionOf('rwsem', { readers: 1 }), ALONE, {}, 400],
  ['the stepper', questionOf('unlocked-lookup'), ALONE, {}, 300],
  ['depth first', questionOf('unlocked-lookup'), { order: 'depth-first' }, {}, 300],
  ['generated code', questionOf('read-write-lock'), ALONE, {}, 900],
  ['generated code', questionOf('read-write-lock-split'), ALONE, { loggedCount: 2 }, 300],
  ['a team', questionOf('rwsem', { readers: 1 }), TEAM, EARLY, 400],
];

/** With draws, tasks, deadlocks, symmetry, and more states. */
const MORE: readonly Search[] = [
  ['the stepper', questionOf('lost-wakeup'), ALONE, {}, 60],
  ['the stepper', questionOf('tid-reuse-fixed'), ALONE, {}, 3_000],
  ['depth first', questionOf('rwsem', { readers: 1 }), { order: 'depth-first' }, {}, 400],
  ['generated code', questionOf('notify-toctou'), ALONE, {}, 60],
  [
    'generated code with symmetry',
    questionOf('read-write-lock', { turns: 2 }),
    { ...ALONE, symmetry: true },
    {},
    200,
  ],
  ['a team', questionOf('tid-reuse'), TEAM, EARLY, 3_000],
  ['a team', questionOf('tid-reuse-fixed'), TEAM, EARLY, 3_000],
];

suite('workers/explore/continuation/continuation', (test) => {
  for (const [who, question, options, parts, stateCount] of isLong
    ? [...SEARCHES, ...MORE]
    : SEARCHES) {
    const { scenario, parameters } = question;
    const given = Object.entries(parameters).map(([name, value]) => ` ${name}=${value}`);
    const symmetric = options.symmetry === true ? ' symmetric' : '';
    // For one, the search ends with the first finding; both are asked where there are any.
    for (const all of scenario.expect.explore === 'violated' ? [false, true] : [true])
      test(`${who} ends ${scenario.name}${given.join('')}${symmetric} in pieces as in one, ${all ? 'for all' : 'for one'}`, async () => {
        const asked = { ...options, all };
        const whole = await explore(question, asked, {}, parts);
        const { outcome, pieces } = await inPieces(question, asked, parts, stateCount);
        equal(said(outcome), said(whole));
        ok(pieces > 1 || whole.verdict === 'violated', `${pieces} pieces`);
      });
  }

  // A partition stops behind a round, and the next piece begins with one searcher again.
  for (const [name, given] of [
    ['read-write-lock', {}],
    ...(isLong ? ([['read-write-lock-split', {}]] as const) : []),
  ] as const)
    test(`a partition of ${name} goes on where it was ended`, async () => {
      const question = questionOf(name, given);
      const whole = await explore(question, { ...TEAM, all: true }, {}, EARLY);
      const { outcome, pieces } = await inPieces(question, { ...TEAM, all: true }, EARLY, 300, 2);
      equal(said(outcome), said(whole));
      ok(pieces > 1, `${pieces} pieces`);
    });

  test('a search that the user ends goes on, and its time is added up', async () => {
    await withPath(async (path) => {
      const question = questionOf('rwsem', { readers: 2 });
      const controller = new AbortController();
      const first = await explore(
        question,
        { ...ALONE, save: path },
        { signal: controller.signal, progress: () => controller.abort() },
      );
      // A machine that is done before the first line of progress has nothing to go on with.
      if (first.verdict !== 'interrupted') return;
      const second = await explore(question, { ...ALONE, continue: path });
      equal(said(second), said(await explore(question, ALONE)));
      ok(second.explore!.durationMs > first.explore!.durationMs);
    });
  });

  test('a limit of memory ends a search before it is passed, and the search goes on', async () => {
    await withPath(async (path) => {
      const question = questionOf('rwsem', { readers: 2 });
      const byteCountMax = 2 ** 17;
      const first = await explore(question, { ...ALONE, byteCountMax, save: path });
      is(first.verdict, 'interrupted');
      const { states, bytesPerState } = first.explore!;
      ok(states * bytesPerState <= byteCountMax, `${states * bytesPerState} bytes`);
      const second = await explore(question, { ...ALONE, continue: path });
      equal(said(second), said(await explore(question, ALONE)));
    });
  });

  test('a search that comes to its end writes nothing', async () => {
    await withPath(async (path) => {
      const { explore: figures } = await explore(questionOf('rwsem', { readers: 1 }), {
        save: path,
      });
      is(figures!.continuation, null);
      ok(!existsSync(path));
    });
  });

  test('a file is refused that is damaged, another’s, or of a search for something else', async () => {
    await withPath(async (path) => {
      const question = questionOf('rwsem', { readers: 1 });
      const given: ExploreOptions = { ...ALONE, continue: path };
      await explore(question, { ...ALONE, stateCountMax: 300, save: path });
      const bytes = readFileSync(path);
      await rejects(
        explore(questionOf('lost-wakeup'), given),
        /belongs to scenario 'rwsem', not 'lost-wakeup'/,
      );
      await rejects(explore(questionOf('rwsem'), given), /another form of 'rwsem'/);
      await rejects(
        explore(question, { ...given, all: true }),
        /a search with all false, not true/,
      );
      await rejects(
        explore(question, { ...given, order: 'depth-first' }),
        /order breadth-first, not depth-first/,
      );
      const change = (at: number): void => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1;
        writeFileSync(path, changed);
      };
      for (const at of [30, bytes.length >> 1, bytes.length - 40, bytes.length - 1]) {
        change(at);
        await rejects(explore(question, given), /is damaged/);
      }
      change(0);
      await rejects(explore(question, given), /is no continuation of a search/);
      writeFileSync(path, bytes.subarray(0, bytes.length - 100));
      await rejects(explore(question, given), /is damaged/);
      writeFileSync(path, Buffer.concat([Buffer.from('racetrap continuation 9\n'), bytes]));
      await rejects(explore(question, given), /has version 9, not 2/);
      rmSync(path);
      await rejects(explore(question, given), /cannot read/);
    });
  });

  test('a search that loses a waiting state is caught', async () => {
    await withPath(async (path) => {
      const question = questionOf('read-write-lock', { turns: 2 });
      await explore(question, { ...ALONE, stateCountMax: 900, save: path });
      const whole = await explore(question, ALONE);
      const lost = `${path}.lost`;
      copyFileSync(path, lost);
      const reader = new ContinuationReader<SavedHeader>(lost);
      const writer = new ContinuationWriter(lost);
      writer.section('set', reader.pieces('set'));
      writer.section('waiting', [reader.whole('waiting').subarray(8)]);
      const { levelRest, ...position } = reader.header.position;
      writer.end({ ...reader.header, position: { ...position, levelRest: levelRest - 1 } });
      reader.close();
      const second = await explore(question, { ...ALONE, continue: lost });
      ok(second.explore!.transitions < whole.explore!.transitions);
      rmSync(lost);
    });
  });
});
