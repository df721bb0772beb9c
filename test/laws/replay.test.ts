/**
 * The law of replay: what a search finds is there again when its token is replayed, step for step,
 * and a schedule that cannot be made as recorded is refused at the step where it parts.
 */
import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry, Parameters, Scenario } from '../../actors/index.ts';
import { ask } from '../../workers/engine.ts';
import type { Outcome } from '../../workers/outcome.ts';
import { explore } from '../../workers/explore/search.ts';
import { replay, replaySchedule } from '../../workers/explore/replay.ts';
import { withOrdering } from '../../workers/explore/necessity.ts';
import { realize } from '../../workers/explore/realization.ts';
import { decodeToken, readToken } from '../../workers/explore/token.ts';
import {
  atEnd,
  choose,
  jump,
  loop,
  mprotect,
  never,
  store,
  syscall,
  waitFor,
} from '../../scenarios/file/build.ts';
import { effort, isLong } from '../support/effort.ts';
import { exhaustible } from '../support/litmus.ts';
import { equal, is, match, ok, suite } from '../support/suite.ts';
import { scenarioOf } from '../support/walk.ts';

/** The seed's race: a call from foreign code before the loader has marked it. */
const escape: Scenario = scenarioOf({
  regions: {
    native: { page: 0, pages: 2, prot: 'r-x' },
    foreign: { page: 4, pages: 2, prot: 'r-x', foreign: true },
  },
  words: { published: 0 },
  interposition: { kind: 'memmap', check: 'unlocked' },
  threads: {
    loader: { at: 'native', program: [store('published', 1), mprotect('@foreign', 2, 'r-x!')] },
    app: {
      at: 'native',
      program: [waitFor('published', '==', 1), jump('@foreign'), syscall('getpid', [], 'r0')],
    },
  },
  properties: [never('a foreign call runs', { event: 'escaped' })],
  observe: ['app.r0'],
});

/** A wrong sum that needs the right draws. */
const drawing: Scenario = scenarioOf({
  words: { x: 0 },
  threads: {
    a: {
      at: 'native',
      program: [loop(2, choose('r0', 1, 2, 3), { do: 'add', word: 'x', value: 'r0' })],
    },
    b: { at: 'native', program: [choose('r1', 10, 20), { do: 'add', word: 'x', value: 'r1' }] },
  },
  properties: [atEnd('the sum is not 25', ['x', '!=', 25])],
  observe: ['x'],
});

/** Ends of a scenario whose witnesses are replayed. */
const WITNESS_COUNT_MAX = effort(12, 1_000);

/** States behind whose search orders are led back to a finding in the long run alone. */
const STATE_COUNT_MAX = 10_000;

const firsts = new Map<CatalogueEntry, Outcome | undefined>();

/** The search for the first finding of an entry that is to be violated; each is made once. */
async function firstOf(entry: CatalogueEntry, parameters: Parameters) {
  if (!firsts.has(entry)) {
    const scenario = entry.build(parameters);
    const isViolated = scenario.expect.explore === 'violated';
    firsts.set(entry, isViolated ? await explore(ask(scenario, parameters)) : undefined);
  }
  return firsts.get(entry);
}

/** Runs what must throw a UsageError, and returns it. */
function thrown(body: () => unknown): UsageError {
  try {
    body();
  } catch (error) {
    ok(error instanceof UsageError);
    return error;
  }
  throw new Error('nothing was refused');
}

/** Its message. */
function refusal(body: () => unknown): string {
  return thrown(body).message;
}

suite('laws/replay', (test) => {
  for (const order of ['breadth-first', 'depth-first'] as const) {
    test(`every finding of the catalogue replays from its token alone, ${order}`, async () => {
      let replayed = 0;
      for (const { entry, parameters } of exhaustible) {
        const question = ask(entry.build(parameters), parameters);
        const outcome = await explore(question, { order, all: true, witnesses: true });
        for (const finding of outcome.findings) {
          if (finding.token === undefined) continue;
          const token = decodeToken(finding.token);
          is(token.scenario, entry.name);
          const again = replay(ask(entry.build(token.parameters), token.parameters), finding.token);
          equal(again.finding, finding);
          equal(again.schedule, finding.schedule);
          replayed += 1;
        }
        for (const { values, token } of outcome.observations.slice(0, WITNESS_COUNT_MAX)) {
          const again = replay(question, token ?? '');
          equal(again.observations, values);
          is(again.finding, null);
        }
      }
      ok(replayed >= 5, `${replayed} findings`);
    });

    test(`draws are part of the token, ${order}`, async () => {
      const question = ask(drawing);
      const { findings } = await explore(question, { order });
      const [finding] = findings;
      is(finding?.message, 'the sum is not 25');
      const again = replay(question, finding?.token ?? '');
      equal(again.finding, finding);
      equal(again.observations, [25]);
      is(again.schedule.flatMap(({ choices }) => choices).length, 3);
    });
  }

  test('a token from a changed scenario is refused, and what has changed is named', async () => {
    let refused = 0;
    let named = 0;
    for (const { entry, parameters } of exhaustible) {
      const scenario = entry.build(parameters);
      const token = (await firstOf(entry, parameters))?.findings[0]?.token;
      if (token === undefined) continue;
      const [name, thread] = Object.entries(scenario.threads)[0]!;
      const changes: readonly (readonly [string, Scenario])[] = [
        [
          `the program of ${name}`,
          {
            ...scenario,
            threads: {
              ...scenario.threads,
              [name]: { ...thread, program: [...thread.program, loop(1)] },
            },
          },
        ],
        [
          'what memory and locks there are',
          { ...scenario, words: { ...scenario.words, added: 0 } },
        ],
        [
          'the properties',
          {
            ...scenario,
            properties: [...scenario.properties, never('more', { event: 'bug' })],
          },
        ],
        ['the set of threads', { ...scenario, threads: { ...scenario.threads, added: thread } }],
      ];
      for (const [part, changed] of changes) {
        const { message, hint } = thrown(() => readToken(ask(changed, parameters), token));
        ok(message.startsWith(`the replay token was made with another form of`), message);
        refused += 1;
        if (hint.startsWith(`what differs: ${part};`)) named += 1;
        else match(hint, /^what differs: a part that its digest does not tell;/);
      }
    }
    ok(refused > 100 && named > 0.95 * refused, `${refused} refused, ${named} with the part`);
  });

  test('the orders that a finding needs lead back to a finding of its kind', async () => {
    let met = 0;
    for (const { entry, parameters } of exhaustible) {
      const outcome = await firstOf(entry, parameters);
      if (outcome === undefined) continue;
      if (!isLong && outcome.explore!.states > STATE_COUNT_MAX) continue;
      const question = ask(entry.build(parameters), parameters);
      const finding = withOrdering(question, outcome.findings[0]!, 2_000);
      if (finding.ordering === undefined) {
        ok(finding.forever !== undefined, `${entry.name} is about whole executions`);
        continue;
      }
      const { schedule } = realize(question, finding.ordering.token);
      const again = replaySchedule(question, schedule).finding;
      is(again?.kind, finding.kind);
      if (finding.kind === 'property') is(again?.message, finding.message);
      // No schedule is shorter than a shortest one, and the orders allow that.
      is(again?.schedule?.length, finding.schedule?.length);
      met += 1;
    }
    ok(met > 30, `${met} findings`);
  });

  test('a schedule is told in the scenario’s own names', async () => {
    const { findings } = await explore(ask(escape));
    equal(
      findings[0]?.schedule?.map(({ thread, did }) => `${thread}: ${did}`),
      [
        'loader: store 1 in published, enter',
        'app: await published == 1, enter',
        'app: getpid: check.find',
        'app: getpid: check.readFlags, getpid, leave',
      ],
    );
    const [first, , , last] = findings[0]?.schedule ?? [];
    equal(first?.changes, [{ word: 'published', before: 0, after: 1 }]);
    is(first?.mappings, '0-2:r-x 4-6:r-x');
    equal(last?.changes, [{ word: 'app r0', before: 0, after: 1000 }]);
    equal(last?.events, ['escaped getpid at page 4', 'returned 1000 from getpid', 'finished']);
  });

  test('a token that is changed by one step is refused at that step', () => {
    const question = ask(escape);
    const ending = { property: 0 };
    const at = (threads: readonly number[], choices: readonly number[] = []) =>
      refusal(() => replaySchedule(question, { ending, threads, choices }));
    match(
      at([1, 0, 1, 1]),
      /step 1 cannot .* expected 'app' to await published == 1, actual: app waits for word published/,
    );
    match(at([0, 1, 1, 1, 1]), /step 5 .* actual: 'app' has come to its end/);
    match(at([0, 1, 1]), /does not violate 'a foreign call runs' as recorded/);
    match(at([0, 1, 1, 1], [0]), /expected 1 draws, actual: 0 draws/);
    match(
      refusal(() => replaySchedule(question, { ending: 'deadlock', threads: [], choices: [] })),
      /does not end in a deadlock/,
    );
  });

  test('a draw that the step does not offer is refused', () => {
    const question = ask(drawing);
    const drawn = (choices: readonly number[]) =>
      refusal(() => replaySchedule(question, { ending: 'none', threads: [0], choices }));
    match(drawn([3]), /step 1 .* expected to draw 3, actual: a draw among 3 values/);
    match(drawn([]), /expected to draw nothing/);
  });

  test('a replay does not see what only an earlier step broke', async () => {
    const question = ask({
      ...drawing,
      properties: [never('x is 1', ['x', '==', 1]), never('x is 22', ['x', '==', 22])],
    });
    const { findings } = await explore(question, { all: true, order: 'depth-first' });
    equal(findings.map(({ message }) => message).sort(), ['x is 1', 'x is 22']);
    for (const finding of findings) equal(replay(question, finding.token ?? '').finding, finding);
  });
});
