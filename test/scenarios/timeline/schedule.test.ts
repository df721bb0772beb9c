/** Schedules as timelines: calls around steps, waits, and arrows to whom was woken. */
import { ask, explore, type ScheduleStep } from '../../../workers/index.ts';
import { findScenario, parametersOf } from '../../../scenarios/catalogue.ts';
import { findingTimeline, scheduleTimeline } from '../../../scenarios/timeline/schedule.ts';
import type { Slice, Timeline } from '../../../scenarios/timeline/timeline.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

/** Complaints about slices of one lane that overlap without one lying in the other. */
function crossings({ lanes, slices }: Timeline): string[] {
  const complaints: string[] = [];
  lanes.forEach((name, lane) => {
    const open: Slice[] = [];
    const own = slices
      .filter((slice) => slice.lane === lane)
      .sort((a, b) => a.begin - b.begin || b.end - a.end);
    for (const slice of own) {
      while (open.length > 0 && open.at(-1)!.end <= slice.begin) open.pop();
      if (open.length > 0 && open.at(-1)!.end < slice.end)
        complaints.push(`${name}: ${slice.name} crosses ${open.at(-1)!.name}`);
      open.push(slice);
    }
  });
  return complaints;
}

const call = (thread: string, name: string): ScheduleStep =>
  stepWith({ thread, did: `${name}(), enter`, events: [`called ${name}`] });
const back = (thread: string, name: string): ScheduleStep =>
  stepWith({ thread, did: `${name}: leave`, events: [`returned 7 from ${name}`] });

suite('scenarios/timeline/schedule', (test) => {
  test('a call goes from its begin to its return, however often it is overtaken', () => {
    const { slices, lanes, end } = scheduleTimeline(
      [call('a', 'getpid'), call('b', 'mmap'), back('a', 'getpid')],
      'x',
    );
    equal(lanes, ['a', 'b']);
    is(end, 3);
    const calls = slices.filter(({ kind }) => kind === 'call');
    equal(
      calls.map(({ lane, begin, end: to, name, details }) => [
        lane,
        begin,
        to,
        name,
        details['result'],
      ]),
      [
        [0, 0, 3, 'getpid', '7'],
        [1, 1, 3, 'mmap', 'open at the end'],
      ],
    );
    is(slices.filter(({ kind }) => kind === 'step').length, 3);
  });

  test('a step may end one call and begin the next; a trapped call ends where it is undone', () => {
    const { slices } = scheduleTimeline(
      [
        call('a', 'munmap'),
        stepWith({ thread: 'a', events: ['returned 0 from munmap', 'called getpid'] }),
        stepWith({ thread: 'a', events: ['trapped getpid at page 4', 'called rt_sigreturn'] }),
        back('a', 'rt_sigreturn'),
      ],
      'x',
    );
    equal(
      slices
        .filter(({ kind }) => kind === 'call')
        .map(({ begin, end, name, details }) => [begin, end, name, details['result']]),
      [
        [0, 2, 'munmap', '0'],
        [2, 3, 'getpid', 'trapped'],
        [3, 4, 'rt_sigreturn', '7'],
      ],
    );
  });

  test('calls that are never told to end do not pile up', () => {
    const { slices } = scheduleTimeline(
      Array.from({ length: 100 }, () => call('a', 'getpid')),
      'x',
    );
    ok(slices.every(({ depth }) => depth <= 8));
  });

  test('a parked thread waits until it is woken, and an arrow leads to its next step', () => {
    const parked = (before: number, after: number) => ({ word: 'a parked', before, after });
    const { slices, flows } = scheduleTimeline(
      [
        stepWith({ thread: 'a', changes: [parked(0, 9)] }),
        stepWith({ thread: 'b' }),
        stepWith({ thread: 'b', changes: [parked(9, 0)] }),
        stepWith({ thread: 'b' }),
        stepWith({ thread: 'a' }),
      ],
      'x',
    );
    const waits = slices.filter(({ kind }) => kind === 'wait');
    equal(
      waits.map(({ lane, begin, end }) => [lane, begin, end]),
      [[0, 1, 3]],
    );
    equal(flows, [{ from: { lane: 1, at: 2.5 }, to: { lane: 0, at: 4.5 }, name: 'wakes' }]);
  });

  test('what a finding ends in stands at its last step, and what must not be is marked', () => {
    const { instants } = findingTimeline(
      {
        kind: 'property',
        message: 'it went wrong',
        schedule: [stepWith({ events: ['escaped getpid at page 4', 'finished'] })],
        forever: [stepWith({ thread: 'b' })],
      },
      'x',
    );
    equal(
      instants.map(({ name, isFinding, at }) => [name, isFinding, at]),
      [
        ['escaped getpid at page 4', true, 0.5],
        ['finished', false, 0.5],
        ['from here on for ever', true, 1],
        ['it went wrong', true, 1.5],
      ],
    );
  });

  for (const name of ['unlocked-lookup', 'mark-publish-order', 'lost-wakeup', 'lost-reply'])
    test(`the finding of ${name} is a timeline of all its steps, whose slices nest`, async () => {
      const entry = findScenario(name)!;
      const { findings } = await explore(ask(entry.build(parametersOf(entry, {}))), {});
      const [finding] = findings;
      const timeline = findingTimeline(finding!, name);
      equal(crossings(timeline), []);
      const steps = timeline.slices.filter(({ kind }) => kind === 'step');
      equal(
        steps.map(({ begin, name: did }) => [begin, did]),
        finding!.schedule!.map(({ did }, index) => [index, did]),
      );
      ok(timeline.slices.every(({ begin, end }) => begin >= 0 && end <= timeline.end));
    });

  test('slices that cross are noticed', () => {
    const slice = { lane: 0, name: 'a', kind: 'call', depth: 0, details: {} } as const;
    const broken: Timeline = {
      ...scheduleTimeline([call('a', 'getpid')], 'x'),
      slices: [
        { ...slice, begin: 0, end: 2 },
        { ...slice, begin: 1, end: 3 },
      ],
    };
    is(crossings(broken).length, 1);
  });
});
