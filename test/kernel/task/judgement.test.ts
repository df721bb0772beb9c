/** What the laboratory keeps of what was seen and of what was executed, and how they compare. */
import type { Program, Scenario } from '../../../actors/index.ts';
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, ok, suite } from '../../support/suite.ts';
import { filterOn } from '../../support/tasks.ts';
import { walk } from '../../support/walk.ts';
import { store, syscall, waitFor, write } from '../../../scenarios/file/build.ts';

const CONTINUE = syscall('notif_send', ['r7', 'r0', 0, 0, 1]);
const RECEIVE = syscall('notif_recv', ['r7'], 'r0');
const SEE = (far: `&${string}`, count: number) =>
  callAt('process_vm_readv', ['$thread.t', '&own', far, count, 0], 'r5');

/** A supervisor that serves one connect of a target, and who else is there. */
function judged(
  serve: Program,
  others: Readonly<Record<string, Program>> = {},
  parts: Partial<Scenario> = {},
) {
  return walk(
    remoteOf(
      {
        s: [
          syscall('seccomp', [1, 8, '$filter.notify'], 'r7'),
          syscall('fork', ['$thread.t']),
          RECEIVE,
          ...serve,
        ],
        t: [callAt('connect', [0, '&data', 2], 'r4')],
        ...others,
      },
      {
        observe: ['t.unapproved', 't.executed0', 't.executed1'],
        words: { go: 0 },
        ...parts,
      },
      {
        processes: { main: { files: { 0: 1 } }, targets: {}, others: {} },
        threads: {
          t: { process: 'targets', unborn: true },
          ...Object.fromEntries(Object.keys(others).map((name) => [name, { process: 'others' }])),
        },
        filters: { notify: filterOn('connect', 'USER_NOTIF') },
        filterCapacity: 1,
        fileCapacity: 2,
        signalDepth: 1,
      },
    ),
  );
}

suite('kernel/task/judgement', (test) => {
  test('what a supervisor saw and nobody changed is approved', () => {
    equal([...judged([SEE('&data', 2), CONTINUE]).outcomes], ['0,7,8']);
  });

  test('a word that nobody looked at is not approved', () => {
    equal([...judged([SEE('&data', 1), CONTINUE]).outcomes], ['1,7,8']);
    equal([...judged([CONTINUE]).outcomes], ['2,7,8']);
  });

  test('a word that changed behind the look is not approved', () => {
    const others = { w: [waitFor('go', '==', 1), write('@data', 1, 3)] };
    const { outcomes } = judged([SEE('&data', 2), store('go', 1), CONTINUE], others);
    equal([...outcomes].sort(), ['0,7,8', '1,7,3']);
  });

  test('a word is what it was when it was seen last', () => {
    const { outcomes } = judged([SEE('&data', 2), write('@data', 0, 4), SEE('&data', 1), CONTINUE]);
    equal([...outcomes], ['0,4,8']);
  });

  test('what is seen behind the answer counts for nothing', () => {
    const { outcomes } = judged([CONTINUE, SEE('&data', 2)]);
    ok([...outcomes].every((outcome) => outcome === '2,7,8'));
  });

  test('a call that was not let go on has nothing to be approved', () => {
    const observe = ['t.unapproved', 't.executed', 't.r4'];
    const { outcomes } = judged([syscall('notif_send', ['r7', 'r0', -1])], {}, { observe });
    equal([...outcomes], ['0,0,-1']);
    const alone = remoteOf(
      { a: [callAt('connect', [0, '&data', 2], 'r4')] },
      { observe: ['a.unapproved', 'a.executed'] },
      { processes: { main: { files: { 0: 1 } } } },
    );
    equal([...walk(alone).outcomes], ['0,2']);
  });

  test('events tell of each word and of the whole', () => {
    const names = ['copied', 'peeked', 'executed'] as const;
    const properties = names.map(
      (event) => ({ kind: 'sometimes', name: event, that: { event } }) as const,
    );
    equal(judged([SEE('&data', 2), CONTINUE], {}, { properties }).unseen, []);
  });
});
