/** Supervisors as values: their phases, their stalls, and every slip refused in one line. */
import { UsageError } from '../../../kernel/index.ts';
import { bodiesOf, type Instruction, type Program, type Scenario } from '../../../actors/index.ts';
import { ask, explore } from '../../../workers/index.ts';
import { atEnd, load, scenario, syscall } from '../../../scenarios/file/build.ts';
import { filterOn, reply } from '../../../scenarios/litmus/entry.ts';
import { type Supervisor, supervision } from '../../../scenarios/roles/supervisor.ts';
import { equal, is, match, suite } from '../../support/suite.ts';

const ANSWER = 5;
const plain: Supervisor = {
  targets: ['target'],
  filter: filterOn('openat', 'USER_NOTIF'),
  reads: [load('path', 'r1')],
  thinks: { constant: 10 },
  validates: [syscall('notif_id_valid', ['r7', 'r0'], 'r2')],
  answers: [reply(ANSWER)],
};

/** All instructions of a program, those of its bodies behind it. */
function flat(program: Program): Instruction[] {
  return program.flatMap((each) => [each, ...bodiesOf(each).flatMap(flat)]);
}

/** What a supervisor's first thread does, in order, as far as it is a call, a load or a pause. */
function deeds(supervisor: Supervisor): string[] {
  return flat(supervision(supervisor).threads['supervisor']!.program).flatMap((each) => {
    if (each.do === 'syscall') return [each.name];
    return each.do === 'load' || each.do === 'pause' ? [each.do] : [];
  });
}

/** What exploration says of one or two calls before it: the verdict, and what was found. */
async function asked(
  supervisor: Partial<Supervisor>,
  { locks = {}, first = [] }: { readonly locks?: Scenario['locks']; readonly first?: Program } = {},
): Promise<string> {
  const whole = { ...plain, ...supervisor };
  const { threads, tasks, words } = supervision(whole);
  const question = ask(
    scenario({
      name: 'supervised',
      words: { path: 1, ...words },
      locks,
      tasks,
      threads: {
        ...Object.fromEntries(
          whole.targets.map((name) => [name, [...first, syscall('openat', [], 'r0')]]),
        ),
        ...threads,
      },
      properties: whole.targets.map((name) =>
        atEnd(`${name} is answered`, [`${name}.r0`, '==', ANSWER]),
      ),
    }),
  );
  const { verdict, findings } = await explore(question);
  return [verdict, ...findings.map(({ kind }) => kind)].join(' ');
}

function refusal(supervisor: Partial<Supervisor>): string {
  try {
    supervision({ ...plain, ...supervisor });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

suite('scenarios/roles/supervisor', (test) => {
  test('its program is its chart: receive, read, think, validate, answer', () => {
    equal(deeds(plain).slice(-5), ['notif_recv', 'load', 'pause', 'notif_id_valid', 'notif_send']);
  });

  test('a phase that asks whether the call is there goes back to receiving where it is not', () => {
    const program = supervision(plain).threads['supervisor']!.program;
    const validated = flat(program).find(
      (each) => each.do === 'branch' && each.when.join(' ') === 'r2 >= 0',
    );
    equal(validated?.do === 'branch' && validated.otherwise, []);
  });

  test('every call is answered, however it stalls', async () => {
    is(await asked({}), 'holds');
    is(await asked({ slow: { oneIn: 3, ns: 5 }, descheduled: { oneIn: 2, ns: 5 } }), 'holds');
    is(await asked({ collects: { everyNotifications: 1, ns: 5 } }), 'holds');
    is(await asked({ receives: 'eager', threads: 1, queueCapacity: 1 }), 'holds');
    is(
      await asked({ needs: { lock: 'names', mode: 'write' } }, { locks: { names: 'rwsem' } }),
      'holds',
    );
  });

  test('a supervisor that dies leaves calls to ENOSYS, or to wait where somebody holds the listener', async () => {
    for (const phase of ['reading', 'answering'] as const) {
      const dies = { in: phase, oneIn: 2 };
      is(await asked({ dies }, { first: [syscall('close', [0])] }), 'violated property', phase);
      // Each target inherits the listener over fork.
      is(await asked({ dies }), 'violated deadlock', phase);
    }
  });

  test('a slip is refused in one line', () => {
    match(refusal({ threads: 0 }), /^a supervisor has 1..16 threads, not 0/);
    match(refusal({ slow: { oneIn: 0, ns: 5 } }), /^slow.oneIn .* from 1 on, not 0/);
    match(refusal({ dies: { in: 'reading', oneIn: -1 } }), /^dies.oneIn .*, not -1/);
    match(
      refusal({ restarts: 'keeper', threads: 2 }),
      /^a supervisor that is started again is one/,
    );
  });

  test('a distribution with negative or absent parameters is refused with its place', () => {
    const compiled = (thinks: unknown): string => {
      const { threads, tasks, words } = supervision({ ...plain, thinks: thinks as never });
      const target = [syscall('openat', [], 'r0')];
      try {
        ask(
          scenario({
            name: 'supervised',
            words: { path: 1, ...words },
            tasks,
            threads: { target, ...threads },
          }),
        );
      } catch (error) {
        if (error instanceof UsageError) return `${error.where}: ${error.message}`;
        throw error;
      }
      return 'accepted';
    };
    match(compiled({ constant: -5 }), /threads\.supervisor.*whole number in 0..2000000000, not -5/);
    match(compiled({ exponential: undefined }), /a time in ns is .*, not undefined/);
    match(compiled({ logNormal: [100, -1] }), /sigma of a log-normal pause .*, not -1/);
    match(compiled({ histogram: [] }), /a histogram has at least one time/);
    match(compiled({}), /a pause lasts as one of its distributions says, and names none/);
    is(compiled({ logNormal: [100, 0.5] }), 'accepted');
  });
});
