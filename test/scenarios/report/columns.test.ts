/** Schedules by columns, with what was read and written in each cell. */
import { ask } from '../../../workers/engine.ts';
import { explore } from '../../../workers/explore/search.ts';
import { findScenario } from '../../../scenarios/catalogue.ts';
import { mmapLockConvoy } from '../../../scenarios/litmus/address-space-locks.ts';
import { accessesOf, valueText } from '../../../scenarios/report/access.ts';
import { columnLines } from '../../../scenarios/report/columns.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

const steps = [
  stepWith({ thread: 'a', did: 'load x into r0', reads: [{ word: 'x', value: 3 }] }),
  stepWith({
    thread: 'b',
    did: 'store 1 in x',
    changes: [{ word: 'x', before: 3, after: 1 }],
    events: ['finished'],
  }),
];

suite('scenarios/report/columns', (test) => {
  test('each actor has its column, with the values that it read and wrote', () => {
    equal(columnLines(steps), [
      '  #  a               b',
      '  1  load x into r0',
      '     reads x = 3',
      '  2                  store 1 in x',
      '                     writes x: 3 -> 1',
      '                     ! finished',
    ]);
  });

  test('the critical step has a sign, and no other', () => {
    const lines = columnLines(steps, { criticalStep: 2, slice: { matters: [1, 2], leads: [] } });
    equal(
      lines.filter((line) => /[>*]/.test(line.slice(0, 6))).map((line) => line.slice(0, 6)),
      ['  >2  '],
    );
    ok(!columnLines(steps).some((line) => line.includes('>2')));
  });

  test('steps that matter have a sign where others do not', () => {
    const lines = columnLines(steps, { criticalStep: 2, slice: { matters: [2], leads: [1] } });
    ok(
      lines.some((line) => line.startsWith('    1  ')) &&
        lines.some((l) => l.startsWith('  >*2  ')),
    );
  });

  test('a word that was read and written stands there once, with both values', () => {
    const { reads, writes } = accessesOf(
      stepWith({
        reads: [{ word: 'x', value: 3 }],
        changes: [{ word: 'x', before: 3, after: 4 }],
      }),
    );
    equal([reads, writes], [[], ['x: 3 -> 4']]);
  });

  test('a word that was written with the value that it had is told, unless it was read', () => {
    const { reads, writes } = accessesOf(
      stepWith({
        reads: [{ word: 'x', value: 3 }],
        rewrites: [
          { word: 'x', value: 3 },
          { word: 'y', value: 0 },
        ],
      }),
    );
    equal([reads, writes], [['x = 3'], ['y = 0']]);
  });

  test('memory is drawn behind each step that changes it, and nowhere else', () => {
    const lines = columnLines([
      stepWith({ did: 'look' }),
      stepWith({ did: 'unmap', mappings: '0-2:r-x' }),
      stepWith({ did: 'look', mappings: '0-2:r-x' }),
    ]);
    equal(lines.slice(1), [
      '  1  look',
      '  2  unmap',
      '     memory XX...',
      '  3  look',
      '  memory: pages 0 to 4; X r-x, . unmapped',
    ]);
  });

  test('a load of what a register holds already is a write', async () => {
    const { findings } = await explore(
      ask(findScenario('mprotect-against-syscall')!.build({ callers: 2, turns: 3 })),
    );
    const load = findings[0]?.schedule?.find(({ did }) => did === 'load flag into r0');
    equal(accessesOf(load!), { reads: ['flag = 0'], writes: ['call-0 r0 = 0'], wakes: [] });
  });

  test('who is woken is told, and bookkeeping is not', () => {
    const { writes, wakes } = accessesOf(
      stepWith({
        changes: [
          { word: 'b parked', before: 79, after: 0 },
          { word: 'lock a owner', before: 1, after: 0 },
          { word: 'table count', before: 1, after: 2 },
        ],
      }),
    );
    equal([writes, wakes], [[], ['b']]);
  });

  test('locks are told by their holders and mappings by their letters', () => {
    is(valueText('lock a count', 0), 'free');
    is(valueText('lock a count', 1), 'a writer');
    is(valueText('lock a count', 65_537), 'a writer + 1 waiting');
    is(valueText('lock a count', 4), '2 readers');
    is(valueText('lock a queued count', 0), 'free');
    is(valueText('lock a queued count', 65_538), '1 reader + a queue');
    is(valueText('lock a queued count', 196_609), 'a writer + a queue + a handoff');
    is(valueText('vma 1 flags', 69), 'r-x!');
    is(valueText('vma 1 start', 4), '4');
  });

  test('a lock whose waiters queue is told so', async () => {
    const { findings } = await explore(ask(mmapLockConvoy.build({ faults: 1 })));
    const writes = (findings[0]?.schedule ?? []).flatMap((step) => accessesOf(step).writes);
    ok(writes.includes('lock mmap queued count: 1 reader -> 1 reader + a queue'), writes.join());
  });
});
