/** The words that scenarios are written with. */

import { type Program, SCENARIO_VERSION } from '../../../actors/index.ts';
import { PROT, UsageError } from '../../../kernel/index.ts';
import { ask, explore } from '../../../workers/index.ts';
import * as build from '../../../scenarios/file/build.ts';
import { scenarioSchema } from '../../../scenarios/file/schema.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';

suite('scenarios/file/build', (test) => {
  test('every builder of an instruction returns what the format asks for', () => {
    const program = [
      build.syscall('getpid'),
      build.syscall('getpid', [], 'r0'),
      build.mprotect('@code', 1, 'r-x!'),
      build.mmap('@code', 1, 'rw-', 'r1'),
      build.munmap('@code', 1),
      build.jump('@code'),
      build.jump('@code', 4096),
      build.load('x', 'r0'),
      build.store('x', 1),
      build.add('x', 1),
      build.add('x', 'r0', 'r1'),
      build.cas('x', 0, 1),
      build.cas('x', 0, 'r1', 'r2'),
      build.compute('r0', ['r0', '+', 1]),
      build.waitFor('x', '>=', 1),
      build.loop(2, build.work(5)),
      build.repeat(['r0', '>', 3], build.compute('r0', ['r0', '+', 1])),
      build.atomic(['x', '=', ['x', '+', 1]], { expect: ['x', '<', 9], otherwise: 'too much' }),
      build.waitUntil([['x', '==', 0], '|', 'r0'], ['r0', '=', 'x']),
      build.select({ when: ['x', '>', 1], then: [build.exit()] }, { effects: [['x', '=', 2]] }),
      build.branch(['r0', '==', 1], [build.mark('here')]),
      build.branch(['r0', '==', 1], [], [build.exit()]),
      build.choose('r3', 1, 2),
      build.expect(['r0', '<', 9], 'too much'),
      build.barrier('all'),
      build.pause({ constant: 10 }),
      build.lock('a', 'read'),
      build.unlock('a', 'read'),
    ];
    const scenario = build.scenario({
      name: 'all',
      words: { x: 0 },
      locks: { a: 'rwsem' },
      threads: { app: program },
      properties: [
        build.always('a', ['x', '>=', 0]),
        build.never('b', { event: 'killed' }),
        build.sometimes('c', { marked: 'here' }),
        build.atEnd('d', ['x', '==', 1]),
        build.eventually('e', ['x', '==', 1]),
        build.eventually('f', { event: 'finished' }),
        build.underStrongFairness(build.progress('j')),
        build.linearizable('h'),
        build.agrees('i', 'x', 'x'),
        build.progress('g', { marked: 'here' }, { event: 'returned' }),
      ],
    });
    ok(scenarioSchema.safeParse(scenario).success);
    is(ask(scenario).compiled.threads.length, 1);
  });

  test('what was executed agrees with what was approved from its store on', async () => {
    const scenario = (...executes: Program) =>
      build.scenario({
        name: 'n',
        words: { path: 1, approved: 0, executed: 0 },
        threads: {
          judge: [build.load('path', 'r0'), build.store('approved', 'r0')],
          // It never ends, so that no property of the end would ever be looked at.
          kernel: {
            at: 'code',
            service: true,
            program: [build.waitFor('approved', '!=', 0), ...executes, build.loop('forever')],
          },
          attacker: [build.store('path', 2)],
        },
        properties: [build.agrees('executed is approved', 'executed', 'approved')],
      });
    const executed = (from: string) =>
      scenario(build.load(from, 'r0'), build.store('executed', 'r0'));
    is((await explore(ask(executed('approved')))).verdict, 'holds');
    const { findings } = await explore(ask(executed('path')));
    is(findings[0]?.message, 'executed is approved');
  });

  test('a draft is completed, and what it says stands', () => {
    const words = { x: 3 };
    const thread = { at: 'b', program: [], count: 2 };
    const regions = {
      a: { page: 0, pages: 1, prot: 'r-x' },
      b: { page: 1, pages: 1, prot: 'r-x' },
    };
    const scenario = build.scenario({
      name: 'n',
      words,
      regions,
      threads: { lone: [build.exit()], whole: thread },
    });
    is(scenario.version, SCENARIO_VERSION);
    is(scenario.words, words);
    equal(scenario.threads, { lone: { at: 'a', program: [{ do: 'exit' }] }, whole: thread });
    equal(scenario.interposition, { kind: 'none' });
  });

  test('protection is read as the kernel prints it', () => {
    const instruction = build.mprotect(4, 1, 'r-x!');
    equal(instruction, {
      do: 'syscall',
      name: 'mprotect',
      arguments: [4, 1, PROT.READ | PROT.EXEC | PROT.NOSYSCALL],
    });
    throws(
      () => build.mprotect(4, 1, 'rqx'),
      (error: unknown) => error instanceof UsageError && error.message.includes("'rqx'"),
    );
  });
});
