/**
 * Runs in virtual time as timelines, and as trace events: each event has what the format requires
 * of its phase, and slices of a track nest, as viewers draw them so.
 */
import { ask, runVirtual } from '../../../workers/index.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { notifiedCalls } from '../../../scenarios/loads/notified-calls.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../../scenarios/profiles/profile-file.ts';
import { resultOf } from '../../../scenarios/result/read.ts';
import { timelinesOf } from '../../../scenarios/timeline/timelines.ts';
import { type TraceEvent, traceOf } from '../../../scenarios/timeline/trace.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const set = parametersOf(notifiedCalls, { targets: 3 });
const outcome = await runVirtual(ask(notifiedCalls.build(set), set), {
  amount: { durationMs: 0.5 },
  cores: 2,
  profile: loadProfile(PROFILE_DEFAULT),
  timeline: 400,
});

/** Fields that the Trace Event Format requires, by phase. */
const REQUIRED: Readonly<Record<TraceEvent['ph'], readonly (keyof TraceEvent)[]>> = {
  X: ['name', 'ts', 'dur', 'pid', 'tid'],
  i: ['name', 'ts', 'pid', 'tid', 's'],
  s: ['name', 'id', 'ts', 'pid', 'tid', 'cat'],
  f: ['name', 'id', 'ts', 'pid', 'tid', 'cat', 'bp'],
  C: ['name', 'ts', 'pid', 'args'],
  M: ['name', 'pid', 'tid', 'args'],
};

suite('scenarios/timeline/virtual', (test) => {
  const [timeline] = timelinesOf(resultOf(JSON.parse(JSON.stringify(outcome)), 'a file'));

  test('a run has a lane for each core and each thread, in ns', () => {
    is(timeline!.unit, 'ns');
    equal(timeline!.lanes.slice(0, 3), ['core 0', 'core 1', 'supervisor']);
    ok(timeline!.lanes.includes('target-2'));
    for (const kind of ['step', 'call', 'wait'])
      ok(
        timeline!.slices.some((slice) => slice.kind === kind),
        kind,
      );
    ok(timeline!.slices.some(({ name }) => name === 'openat'));
  });

  test('its trace events have what the format requires, and slices of a track nest', () => {
    const { traceEvents, displayTimeUnit } = traceOf([timeline!]);
    is(displayTimeUnit, 'ns');
    for (const event of traceEvents) {
      for (const field of REQUIRED[event.ph])
        ok(event[field] !== undefined, `${event.ph} ${event.name} has no ${field}`);
      ok(Number.isFinite(event.ts) && event.ts >= 0);
    }
    const tracks = new Set(traceEvents.map(({ tid }) => tid));
    ok(tracks.size >= 4);
    for (const track of tracks) {
      const slices = traceEvents.filter(({ ph, tid }) => ph === 'X' && tid === track);
      const ends: number[] = [];
      for (const { ts, dur = 0, name } of slices) {
        while (ends.length > 0 && ends.at(-1)! <= ts + 1e-6) ends.pop();
        ok(ends.length === 0 || ts + dur <= ends.at(-1)! + 1e-6, `${name} at ${ts} crosses an end`);
        ends.push(ts + dur);
      }
    }
  });

  test('who asks for no timeline gets none', async () => {
    const plain = await runVirtual(ask(notifiedCalls.build(set), set), {
      amount: { durationMs: 0.5 },
      cores: 2,
      profile: loadProfile(PROFILE_DEFAULT),
    });
    is(plain.virtual?.timeline, undefined);
    const { timeline: _kept, ...others } = outcome.virtual!;
    equal(plain.virtual, others, 'a timeline has moved what it shows');
  });
});
