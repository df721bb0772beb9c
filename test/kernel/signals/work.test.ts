/** Signals: delivery, interruption, restart, stop and death, over all interleavings. */
import type { Instruction, Program } from '../../../actors/index.ts';
import { call, filterOn, install, tasksOf } from '../../support/tasks.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

const handlers = { h: { at: 'native', program: [{ do: 'add', word: 'runs', value: 1 }] } } as const;

suite('kernel/signals/work', (test) => {
  test('a handler ends pause with EINTR', () => {
    const scenario = tasksOf(
      {
        t: [
          call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
          { do: 'store', word: 'ready', value: 1 },
          call('pause', 'r4'),
        ],
        u: [
          { do: 'await', word: 'ready', is: ['==', 1] },
          call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
        ],
      },
      { handlers },
      { words: { ready: 0, runs: 0 }, observe: ['t.r4', 'runs'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['-4,1']);
    // The handler may have run before pause began, which then sleeps for ever.
    is(deadlocks > 0, true);
  });

  test('a fatal signal kills every thread of the process', () => {
    const scenario = tasksOf(
      { t: [call('pause', 'r4')], u: [call('kill', 'r4', '$process.main', '$SIGTERM')] },
      {},
      { observe: ['t.signal', 'main.exit'] },
    );
    equal([...walk(scenario).outcomes], ['15,15']);
  });

  test('a stopped process goes on at SIGCONT', () => {
    const scenario = tasksOf(
      {
        t: [call('getppid', 'r4'), call('getppid', 'r5')],
        u: [
          call('kill', 'r4', '$process.p', '$SIGSTOP'),
          call('kill', 'r5', '$process.p', '$SIGCONT'),
        ],
      },
      { processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      { observe: ['t.signal'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['0']);
    is(deadlocks, 0);
  });

  test('nanosleep that a signal without a handler breaks off is issued again', () => {
    const scenario = tasksOf(
      {
        t: [call('nanosleep', 'r4')],
        u: [
          call('kill', 'r4', '$process.p', '$SIGSTOP'),
          call('kill', 'r5', '$process.p', '$SIGCONT'),
        ],
      },
      { processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      { observe: ['t.r4'] },
    );
    equal([...walk(scenario).outcomes], ['0']);
  });

  test('SA_RESTART issues the call again, and without it the call says EINTR', () => {
    const waited = (flags: readonly Instruction[]) =>
      tasksOf(
        {
          t: [
            ...flags,
            call('rt_sigaction', 'r7', '$SIGUSR1', 'r6'),
            { do: 'store', word: 'ready', value: 1 },
            call('wait4', 'r4', '$thread.c'),
          ],
          u: [
            { do: 'await', word: 'ready', is: ['==', 1] },
            call('tgkill', 'r4', '$process.p', '$thread.t', '$SIGUSR1'),
            { do: 'store', word: 'sent', value: 1 },
          ],
          c: [
            { do: 'await', word: 'sent', is: ['==', 1] },
            { do: 'await', word: 'runs', is: ['==', 1] },
            call('exit', 'r7', 3),
          ],
        },
        { handlers, processes: { p: {}, q: {} }, threads: { c: { process: 'q' } } },
        { words: { ready: 0, sent: 0, runs: 0 }, observe: ['t.r4', 'runs'] },
      );
    const plain = walk(waited([{ do: 'compute', into: 'r6', value: '$handler.h' }]));
    const restarting = walk(
      waited([{ do: 'compute', into: 'r6', value: ['$handler.h', '|', '$SA_RESTART'] }]),
    );
    // The handler may also have run before the call began.
    equal([...plain.outcomes].sort(), ['-4,1', '768,1']);
    equal([...restarting.outcomes], ['768,1']);
    is(plain.deadlocks + restarting.deadlocks, 0);
  });

  test('a handler is not entered again for its own signal unless SA_NODEFER says so', () => {
    const nested = (flags: readonly Instruction[]) =>
      tasksOf(
        {
          t: [
            ...flags,
            call('rt_sigaction', 'r7', '$SIGUSR1', 'r6'),
            call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
          ],
        },
        {
          handlers: {
            h: {
              at: 'native',
              program: [
                { do: 'add', word: 'runs', value: 1, into: 'r4' },
                {
                  do: 'branch',
                  when: ['r4', '==', 0],
                  then: [
                    call('tgkill', 'r5', '$process.main', '$thread.t', '$SIGUSR1'),
                    { do: 'load', word: 'runs', into: 'r5' },
                    { do: 'store', word: 'inside', value: 'r5' },
                  ],
                },
              ],
            },
          },
        },
        { words: { runs: 0, inside: 0 }, observe: ['runs', 'inside', 't.signal'] },
      );
    const plain: Instruction = { do: 'compute', into: 'r6', value: '$handler.h' };
    const nodefer: Instruction = {
      do: 'compute',
      into: 'r6',
      value: ['$handler.h', '|', '$SA_NODEFER'],
    };
    equal([...walk(nested([plain])).outcomes], ['2,1,0']);
    equal([...walk(nested([nodefer])).outcomes], ['2,2,0']);
  });

  test('a handler nested deeper than the stack has room for kills', () => {
    const scenario = tasksOf(
      {
        t: [
          { do: 'compute', into: 'r6', value: ['$handler.h', '|', '$SA_NODEFER'] },
          call('rt_sigaction', 'r7', '$SIGUSR1', 'r6'),
          call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
        ],
      },
      {
        signalDepth: 2,
        handlers: {
          h: {
            at: 'native',
            program: [call('tgkill', 'r5', '$process.main', '$thread.t', '$SIGUSR1')],
          },
        },
      },
      { observe: ['t.signal'] },
    );
    equal([...walk(scenario).outcomes], ['11']);
  });

  test('a sigreturn without a frame kills by SIGSEGV', () => {
    const scenario = tasksOf(
      { t: [call('rt_sigreturn', 'r4'), { do: 'store', word: 'after', value: 1 }] },
      {},
      { words: { after: 0 }, observe: ['t.signal', 'after'] },
    );
    equal([...walk(scenario).outcomes], ['11,0']);
  });

  test('wait4 returns the wait status of a process that has ended', () => {
    const status = (last: Instruction) =>
      [
        ...walk(
          tasksOf(
            { t: [call('wait4', 'r4', '$thread.c')], c: [last] },
            { processes: { p: {}, q: {} }, threads: { c: { process: 'q' } } },
            { observe: ['t.r4'] },
          ),
        ).outcomes,
      ].join();
    equal(status(call('exit', 'r7', 3)), String(3 << 8));
    equal(status(call('exit_group', 'r7', 258)), String(2 << 8));
    equal(status(call('kill', 'r7', '$process.q', '$SIGTERM')), '15');
    equal(status(call('kill', 'r7', '$process.q', '$SIGABRT')), String(6 | 0x80));
  });

  test('who wait4 returns is dead, and no process that is still exiting', () => {
    // fork of a thread that exits says EAGAIN.
    const scenario = tasksOf(
      {
        t: [
          call('fork', 'r4', '$thread.c'),
          call('wait4', 'r4', '$thread.c'),
          call('fork', 'r5', '$thread.c'),
        ],
        c: [call('exit', 'r7', 0)],
      },
      { processes: { p: {}, q: {} }, threads: { c: { process: 'q', unborn: true } } },
      { observe: ['t.r5'] },
    );
    equal([...walk(scenario).outcomes], ['1001']);
  });

  test('a stopped process does nothing until SIGCONT comes', () => {
    const scenario = tasksOf(
      {
        t: [
          { do: 'await', word: 'stopped', is: ['==', 1] },
          { do: 'store', word: 'ran', value: 1 },
        ],
        u: [
          call('kill', 'r4', '$process.p', '$SIGSTOP'),
          { do: 'store', word: 'stopped', value: 1 },
        ],
      },
      { processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      {
        words: { stopped: 0, ran: 0 },
        observe: ['ran'],
        properties: [{ kind: 'never', name: 'it runs', that: ['ran', '==', 1] }],
      },
    );
    const { outcomes, deadlocks, violated } = walk(scenario);
    equal([...violated], []);
    equal([...outcomes], []);
    is(deadlocks, 1);
  });

  test('one thread takes a signal for the process, and none that blocks it', () => {
    const until: Instruction = { do: 'await', word: 'runs', is: ['>', 0] };
    const block = (how: number) => call('rt_sigprocmask', 'r7', how, 1 << (10 - 1));
    const scenario = (...mask: readonly Instruction[]) =>
      tasksOf(
        {
          t: [
            call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
            ...mask,
            { do: 'store', word: 'ready', value: 1 },
            until,
          ],
          v: [until],
          u: [
            { do: 'await', word: 'ready', is: ['==', 1] },
            call('kill', 'r4', '$process.p', '$SIGUSR1'),
          ],
        },
        {
          processes: { p: {}, q: {} },
          threads: { u: { process: 'q' } },
          handlers: {
            h: {
              at: 'native',
              program: [
                call('gettid', 'r4'),
                { do: 'store', word: 'taker', value: 'r4' },
                { do: 'add', word: 'runs', value: 1 },
              ],
            },
          },
        },
        { words: { ready: 0, runs: 0, taker: 0 }, observe: ['runs', 'taker'] },
      );
    const open = walk(scenario());
    const masked = walk(scenario(block(0)));
    const unmasked = walk(scenario(block(0), block(1)));
    // The first that wants it is interrupted; nobody else looks.
    equal([...open.outcomes], ['1,1000']);
    equal([...masked.outcomes], ['1,1001']);
    equal([...unmasked.outcomes], ['1,1000']);
    is(open.deadlocks + masked.deadlocks + unmasked.deadlocks, 0);
  });

  test('a signal that all threads block waits for the first that unblocks it', () => {
    const block = (how: number) => call('rt_sigprocmask', 'r7', how, 1 << (10 - 1));
    const unblocks = (word: string): Program => [
      block(0),
      { do: 'add', word: 'blocked', value: 1 },
      { do: 'await', word: 'sent', is: ['==', 1] },
      block(1),
      { do: 'load', word: 'runs', into: 'r5' },
      { do: 'store', word, value: 'r5' },
    ];
    const scenario = tasksOf(
      {
        t: [call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'), ...unblocks('seen')],
        v: unblocks('seenToo'),
        u: [
          { do: 'await', word: 'blocked', is: ['==', 2] },
          call('kill', 'r4', '$process.p', '$SIGUSR1'),
          { do: 'store', word: 'sent', value: 1 },
        ],
      },
      { handlers, processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      {
        words: { blocked: 0, sent: 0, runs: 0, seen: 0, seenToo: 0 },
        observe: ['runs', 'seen', 'seenToo'],
      },
    );
    const { outcomes, deadlocks } = walk(scenario);
    is(deadlocks, 0);
    // Who unblocks first has run the handler; the other may look while it still runs.
    equal([...outcomes].sort(), ['1,0,1', '1,1,0', '1,1,1']);
  });

  for (const mode of ['read', 'write'] as const)
    for (const futexWaits of [false, true])
      test(`a signal breaks off a wait to ${mode} a lock${futexWaits ? ', asleep or not' : ''}`, () => {
        const scenario = tasksOf(
          {
            t: [
              { do: 'lock', lock: 'a', mode: 'write' },
              { do: 'store', word: 'held', value: 1 },
              { do: 'await', word: 'runs', is: ['==', 1] },
              { do: 'unlock', lock: 'a', mode: 'write' },
            ],
            w: [
              call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
              { do: 'await', word: 'held', is: ['==', 1] },
              { do: 'store', word: 'waits', value: 1 },
              { do: 'lock', lock: 'a', mode },
              { do: 'load', word: 'runs', into: 'r4' },
              { do: 'unlock', lock: 'a', mode },
            ],
            v: [
              { do: 'await', word: 'waits', is: ['==', 1] },
              call('tgkill', 'r4', '$process.main', '$thread.w', '$SIGUSR1'),
            ],
          },
          {
            handlers: {
              // Its call needs the words that the broken off operation left.
              h: { at: 'native', program: [install('f'), { do: 'add', word: 'runs', value: 1 }] },
            },
            filters: { f: filterOn('getppid', 'ERRNO') },
          },
          {
            futexWaits,
            locks: { a: 'rwsem' },
            words: { held: 0, waits: 0, runs: 0 },
            observe: ['w.r4', 'runs', 'w.signal'],
          },
        );
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes], ['1,1,0']);
        is(deadlocks, 0);
      });

  test('a fatal signal ends a wait for a lock', () => {
    const scenario = tasksOf(
      {
        t: [
          { do: 'lock', lock: 'a', mode: 'write' },
          { do: 'store', word: 'held', value: 1 },
          { do: 'await', word: 'held', is: ['==', 0] },
        ],
        w: [
          { do: 'await', word: 'held', is: ['==', 1] },
          { do: 'lock', lock: 'a', mode: 'read' },
        ],
        v: [
          { do: 'await', word: 'held', is: ['==', 1] },
          call('kill', 'r4', '$process.main', '$SIGTERM'),
        ],
      },
      {},
      { locks: { a: 'rwsem' }, words: { held: 0 }, observe: ['t.signal', 'w.signal'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['15,15']);
    is(deadlocks, 0);
  });

  test('a signal breaks off a wait at a barrier, whose turn stays the same', () => {
    const scenario = tasksOf(
      {
        t: [
          call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
          { do: 'store', word: 'waits', value: 1 },
          { do: 'barrier', name: 'b' },
          { do: 'load', word: 'runs', into: 'r4' },
          { do: 'barrier', name: 'b' },
        ],
        v: [
          { do: 'await', word: 'waits', is: ['==', 1] },
          call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
          { do: 'await', word: 'runs', is: ['==', 1] },
          { do: 'barrier', name: 'b' },
          { do: 'barrier', name: 'b' },
        ],
      },
      {
        handlers: {
          // TSYNC needs the word in which the barrier keeps its turn.
          h: {
            at: 'native',
            program: [
              call('seccomp', 'r7', 1, '$TSYNC', '$filter.f'),
              { do: 'add', word: 'runs', value: 1 },
            ],
          },
        },
        filters: { f: filterOn('gettid', 'ERRNO') },
      },
      { words: { waits: 0, runs: 0 }, observe: ['t.r4'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['1']);
    is(deadlocks, 0);
  });
});
