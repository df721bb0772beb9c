/** Orderings are met in scenarios that have changed since, or it is told which cannot be. */
import { UsageError } from '../../../kernel/index.ts';
import type { Instruction, Scenario } from '../../../actors/index.ts';
import { ask } from '../../../workers/engine.ts';
import { withOrdering } from '../../../workers/explore/necessity.ts';
import { realize } from '../../../workers/explore/realization.ts';
import { replaySchedule } from '../../../workers/explore/replay.ts';
import { explore } from '../../../workers/explore/search.ts';
import { load, loop, mprotect, never, store, syscall } from '../../../scenarios/file/build.ts';
import { markPublishOrder, unlockedLookup } from '../../../scenarios/litmus/memmap.ts';

import { mprotectRace } from '../../../scenarios/litmus/guarded.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { equal, match, ok, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

/** The ordering of the first finding, as text. */
async function orderingOf(scenario: Scenario): Promise<string> {
  const question = ask(scenario);
  const { findings } = await explore(question);
  return withOrdering(question, findings[0]!, 20_000).ordering!.token;
}

/** Realizes a text; the schedule must replay to a finding. */
function realized(scenario: Scenario, text: string) {
  const question = ask(scenario);
  const { schedule, notes } = realize(question, text);
  const { finding } = replaySchedule(question, schedule);
  ok(finding !== null);
  return { message: finding.message, notes };
}

function refusal(scenario: Scenario, text: string): UsageError {
  try {
    realize(ask(scenario), text, 20_000);
  } catch (error) {
    ok(error instanceof UsageError);
    ok(!error.message.includes('\n') && error.hint !== '');
    return error;
  }
  throw new Error('nothing was refused');
}

/** The scenario with instructions of one thread changed. */
function edited(
  scenario: Scenario,
  thread: string,
  edit: (program: readonly Instruction[]) => readonly Instruction[],
): Scenario {
  const before = scenario.threads[thread]!;
  const after = { ...before, program: edit(before.program) };
  return { ...scenario, threads: { ...scenario.threads, [thread]: after } };
}

/** One thread reads a word that another one publishes. */
const publishing = (word: string): Scenario =>
  scenarioOf({
    words: { other: 0, [word]: 0 },
    threads: {
      one: { at: 'native', program: [store('other', 1), store(word, 1)] },
      two: { at: 'native', program: [load(word, 'r1')] },
    },
    properties: [never('it is read', ['two.r1', '==', 1])],
  });

const lookup = unlockedLookup.build({});
const publish = markPublishOrder.build({});
const RACE = 'the check reads a freed mapping';

suite('workers/explore/realization', (test) => {
  test('an ordering survives steps that were inserted', async () => {
    const text = await orderingOf(lookup);
    const noise = [mprotect('@native', 1, 'r-x'), syscall('getpid')] as const;
    const changed = edited(
      edited(lookup, 'loader', (program) => [...noise, ...program]),
      'wine',
      () => [syscall('getpid')],
    );
    equal(realized(changed, text), { message: RACE, notes: [] });
  });

  test('an ordering survives more turns of a loop, and fewer', async () => {
    const build = (turns: number) => mprotectRace.build(parametersOf(mprotectRace, { turns }));
    const text = await orderingOf(build(3));
    for (const turns of [2, 5]) equal(realized(build(turns), text).notes, []);
    const looped = edited(lookup, 'game', (program) => [loop(3, ...program)]);
    equal(realized(looped, await orderingOf(lookup)), { message: RACE, notes: [] });
  });

  test('an ordering survives a renamed word, and says what it took for it', async () => {
    const text = 'ev1.unnamed/one:store:word,two:load:word'.replace(
      'unnamed',
      publishing('word').name,
    );
    equal(realized(publishing('word'), text).notes, []);
    const { notes } = realized(publishing('ready'), text);
    equal(notes, ["'word' is no more; 'ready' is taken for it"]);
  });

  test('where the same steps come once more before, the ordering is about a later time', async () => {
    const text = await orderingOf(publish);
    match(text, /without=loader:mprotect/);
    const changed = edited(publish, 'loader', (program) => [
      mprotect('@native', 1, 'r-x'),
      ...program,
    ]);
    equal(realized(changed, text).notes, ['the steps of loader are taken once later']);
  });

  test('an order that cannot be met is named', () => {
    const ends = 'ends=the-check-reads-a-freed-mapping';
    const at = (orders: string) => refusal(lookup, `ev1.unlocked-lookup/${orders}/${ends}`);
    match(
      at('loader:mmap:mm.edit,loader:munmap:mm.edit').message,
      /'loader:mmap:mm\.edit,loader:munmap:mm\.edit' cannot be met/,
    );
    match(
      at('linker:munmap:mm.edit,game:getpid').message,
      /'linker:munmap:mm\.edit' cannot be met: no thread is named 'linker'/,
    );
    const gone = at('loader:brk:mm.edit,game:getpid');
    match(gone.message, /'loader:brk:mm\.edit' cannot be met: no step of loader has that name/);
    match(gone.hint, /its steps: .*munmap/);
    match(
      at('without=loader:munmap/without=wine:mprotect').message,
      /'without=loader:munmap' cannot be met/,
    );
  });

  test('a scenario that is repaired is told to end so no more', async () => {
    const text = await orderingOf(lookup);
    const fixed: Scenario = { ...lookup, interposition: { kind: 'memmap', check: 'locked' } };
    match(
      refusal(fixed, text).message,
      /no schedule of this scenario ends in that violation any more/,
    );
  });

  test('an ordering of another scenario is refused', async () => {
    match(
      refusal(publish, await orderingOf(lookup)).message,
      /belongs to scenario 'unlocked-lookup'/,
    );
  });

  test('a search without the means to tell says so', () => {
    const text =
      'ev1.unlocked-lookup/loader:munmap:mm.edit,game:getpid/ends=the-check-reads-a-freed-mapping';
    try {
      realize(ask(lookup), text, 3);
      throw new Error('nothing was refused');
    } catch (error) {
      match(String(error), /no schedule that keeps these orders was found among \d+ states/);
    }
  });
});
