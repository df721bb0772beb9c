/** Live registers of small programs, by hand. */
import { compileScenario, liveRegisters, type Program } from '../../../actors/index.ts';
import {
  add,
  branch,
  cas,
  load,
  loop,
  store,
  syscall,
  waitFor,
} from '../../../scenarios/file/build.ts';
import { equal, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const NAMES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'c0', 'c1', 'c2', 'c3'];

/** The registers that are live before each instruction of a program, and before its exit. */
function liveIn(program: Program, handler: Program = [], isReborn = false): string[] {
  const { code, sources, threads, handlerEntry } = compileScenario(
    scenarioOf({
      words: { x: 0, y: 0 },
      threads: { a: { at: 'native', program } },
      handler: { at: 'native', program: handler },
    }),
  );
  const live = liveRegisters(code, sources.length, {
    handlers: [handlerEntry],
    reborn: isReborn ? threads.map(({ entry }) => entry) : [],
  });
  return Array.from(live.subarray(0, handlerEntry), (bits) =>
    NAMES.filter((_name, register) => (bits >>> register) & 1).join(' '),
  );
}

suite('actors/program/live-registers', (test) => {
  test('a register lives from its last write to its last read', () => {
    equal(liveIn([load('x', 'r0'), store('y', 'r0'), load('x', 'r0')]), ['', 'r0', '', '']);
  });

  test('what either side of a branch reads is live before it', () => {
    equal(liveIn([branch(['r0', '==', 1], [store('x', 'r1')], [store('x', 'r2')])]), [
      'r0 r1 r2',
      'r1',
      '',
      'r2',
      '',
    ]);
  });

  test('what the next turn of a loop reads is live through the loop', () => {
    equal(liveIn([loop(3, add('x', 'r0'), load('x', 'r0'))]), ['r0', 'r0 c0', 'c0', 'r0 c0', '']);
  });

  test('a register that an instruction reads and writes is live before it', () => {
    equal(liveIn([cas('x', 'r0', 1, 'r0'), waitFor('x', '==', 'r0')]), ['r0', 'r0', '']);
  });

  test('a call writes its result when it returns, and reads its arguments until then', () => {
    equal(liveIn([syscall('getpid', [], 'r0'), syscall('munmap', ['r0', 1], 'r1')]), [
      '',
      'r0',
      '',
    ]);
  });

  test('what a program reads when it begins again is live to its end', () => {
    equal(liveIn([store('x', 'r1'), load('y', 'r2')], [], true), ['r1', 'r1', 'r1']);
    equal(liveIn([store('x', 'r1'), load('y', 'r2')]), ['r1', '', '']);
  });

  test('what a handler finds in registers is live wherever it may come', () => {
    equal(liveIn([store('x', 1)], [store('y', 'r5')]), ['r5', 'r5']);
    equal(liveIn([store('x', 1)], [store('y', 'r0')]), ['', ''], 'the kernel writes r0 first');
  });
});
