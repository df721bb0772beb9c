/**
 * The causal slice: what is said to matter is all that matters. The threads of a slice, each up to
 * its last step in it, are made to run alone, and come to the same failure.
 */
import { ask, type Question } from '../../../workers/engine.ts';
import {
  type Accesses,
  accessesOf,
  causalSlice,
  sliceOf,
} from '../../../workers/explore/causal-slice.ts';
import { workingThreads } from '../../../workers/explore/examination.ts';
import { Mover } from '../../../workers/explore/mover.ts';
import { replaySchedule } from '../../../workers/explore/replay.ts';
import type { Schedule } from '../../../workers/explore/schedule.ts';
import { explore } from '../../../workers/explore/search.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { STEP } from '../../../actors/index.ts';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { exhaustible } from '../../support/litmus.ts';
import { lostUpdate } from '../../support/races.ts';

/** A schedule that fails, of one scenario of the catalogue. */
interface Failure {
  readonly name: string;
  readonly question: Question;
  readonly schedule: Schedule;
}

/** Every finding of the catalogue that a schedule ends in. */
async function failures(): Promise<Failure[]> {
  const all: Failure[] = [];
  for (const { entry, parameters } of exhaustible) {
    const scenario = entry.build(parameters);
    if (scenario.expect.explore !== 'violated') continue;
    const question = ask(scenario, parameters);
    for (const { kind, message, token } of (await explore(question)).findings)
      if (token !== undefined && (kind === 'property' || kind === 'deadlock'))
        all.push({
          name: `${entry.name}: ${message}`,
          question,
          schedule: readToken(question, token),
        });
  }
  return all;
}

const found = await failures();

/** Of each thread the steps, from 0, up to its last one in the slice. */
function prefixes({ steps }: Accesses, slice: readonly number[]): number[] {
  return steps.flatMap(({ thread }, step) =>
    slice.some((other) => other >= step && steps[other]!.thread === thread) ? [step] : [],
  );
}

/** Whether these steps alone, in their order, come to the failure of the schedule. */
function failsAlone({ question, schedule }: Failure, kept: readonly number[]): boolean {
  const all = replaySchedule(question, schedule).schedule;
  const alone: Schedule = {
    ending: schedule.ending,
    threads: kept.map((step) => schedule.threads[step]!),
    choices: kept.flatMap((step) => all[step]!.choices),
  };
  if (schedule.ending === 'deadlock') return isStuck(question, schedule, alone);
  try {
    return replaySchedule(question, alone).finding !== null;
  } catch {
    return false;
  }
}

/** Whether the threads that are stuck behind the one schedule cannot move behind the other. */
function isStuck(question: Question, whole: Schedule, alone: Schedule): boolean {
  const behind = ({ threads, choices }: Schedule): Mover | null => {
    const mover = new Mover(question);
    let drawn = 0;
    mover.script = () => choices[drawn++] ?? 0;
    return threads.every((thread) => mover.move(thread, 0) === STEP.moved) ? mover : null;
  };
  const [end, other] = [behind(whole)!, behind(alone)];
  const stuck = workingThreads(question).filter((thread) => !end.stepper.isDone(thread));
  return other !== null && stuck.every((thread) => other.move(thread, 0) === STEP.blocked);
}

/** The steps that a slice must have besides these, by the definition read aloud. */
function missing({ steps, roleOf }: Accesses, slice: ReadonlySet<number>): string[] {
  const absent: string[] = [];
  const writerOf = (word: number, before: number): number =>
    steps.findLastIndex(
      ({ writes }, step) => step < before && writes.some((write) => write.word === word),
    );
  steps.forEach(({ thread, reads }, step) => {
    const isOnTheWay = [...slice].some((other) => other >= step && steps[other]!.thread === thread);
    if (!isOnTheWay) return;
    for (const word of reads) {
      const writer = writerOf(word, step);
      if (writer < 0) continue;
      const isForeign = steps[writer]!.thread !== thread;
      // What another thread wrote and one of these read decides where the thread goes.
      if (isForeign && !slice.has(writer)) absent.push(`${writer}, read by ${step}`);
      if (!isForeign && slice.has(step) && roleOf(word, thread) === 'value' && !slice.has(writer))
        absent.push(`${writer}, whose value ${step} computes with`);
    }
  });
  return absent;
}

suite('workers/explore/causal-slice', (test) => {
  test('the catalogue has failures of all kinds to cut', () => {
    ok(found.length >= 30, `${found.length}`);
    ok(found.some(({ schedule }) => schedule.ending === 'deadlock'));
  });

  test('a slice holds the last step, and all that it depends on by the definition', () => {
    for (const { name, question, schedule } of found) {
      const accesses = accessesOf(question, schedule);
      const slice = sliceOf(accesses);
      ok(slice.includes(schedule.threads.length - 1), name);
      equal(missing(accesses, new Set(slice)), [], name);
    }
  });

  test('the threads of a slice, each up to its last step in it, fail alike alone', () => {
    for (const failure of found) {
      const accesses = accessesOf(failure.question, failure.schedule);
      ok(failsAlone(failure, prefixes(accesses, sliceOf(accesses))), failure.name);
    }
  });

  test('steps are left out, and some of them play no part at all', () => {
    const left = found.map(({ question, schedule }) => {
      const { matters, leads } = causalSlice(question, schedule);
      const all = schedule.threads.length;
      return { leads: leads.length, idle: all - leads.length - matters.length };
    });
    ok(left.filter(({ leads }) => leads > 0).length > found.length / 2);
    ok(left.some(({ idle }) => idle > 0));
  });

  test('a twin that overlooks what other threads have written is caught by running alone', () => {
    const caught = found.filter((failure) => {
      const accesses = accessesOf(failure.question, failure.schedule);
      const { steps } = accesses;
      const deaf: Accesses = {
        ...accesses,
        steps: steps.map((step) => ({
          ...step,
          reads: step.reads.filter(
            (word) =>
              !steps.some(
                ({ thread, writes }) =>
                  thread !== step.thread && writes.some((write) => write.word === word),
              ),
          ),
        })),
      };
      return !failsAlone(failure, prefixes(accesses, sliceOf(deaf)));
    });
    ok(caught.length > found.length / 2, `${caught.length} of ${found.length}`);
  });

  test('a twin that overlooks writes of the same value is caught by the definition', () => {
    const caught = found.filter(({ question, schedule }) => {
      const accesses = accessesOf(question, schedule);
      const blind: Accesses = {
        ...accesses,
        steps: accesses.steps.map((step) => ({
          ...step,
          writes: step.writes.filter(({ before, after }) => before !== after),
        })),
      };
      return missing(accesses, new Set(sliceOf(blind))).length > 0;
    });
    ok(caught.length > 0);
  });

  test('a freed mapping is read for want of the look-up, the unmapping and the reading', async () => {
    const question = ask(unlockedLookup.build({}));
    const { findings } = await explore(question);
    const { matters, leads } = causalSlice(question, readToken(question, findings[0]!.token!));
    const { schedule = [] } = findings[0]!;
    const deeds = matters.map((step) => schedule[step - 1]!.did.replace(/[(,].*/, ''));
    equal(deeds, [
      'getpid',
      'getpid: check.find',
      'munmap',
      'munmap: mm.edit',
      'getpid: check.readFlags',
    ]);
    is(matters.length + leads.length, schedule.length);
  });

  test('an end depends on all who have come to it, and a passing schedule on nothing', async () => {
    const question = ask(lostUpdate);
    const { findings } = await explore(question);
    const { token } = findings[0]!;
    // The store that is lost changes nothing that is read; that it was made is the failure.
    equal(causalSlice(question, readToken(question, token!)), { matters: [1, 2, 3, 4], leads: [] });
    equal(causalSlice(question, { ending: 'none', threads: [], choices: [] }), {
      matters: [],
      leads: [],
    });
  });
});
