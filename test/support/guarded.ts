/**
 * Guarded calls: a manager `s` with a listener (descriptor 0), targets that it has borne, and
 * threads `w` and the like that write; all on one core, so that nobody has to be interrupted. The
 * argument of a call is two words of the middle page of `data`.
 */
import type { GuardDeclaration, Instruction, Scenario } from '../../actors/index.ts';
import { FILTER_FLAG, THREAD } from '../../kernel/index.ts';
import { frameWord } from '../../kernel/paging/frame.ts';
import { entryWord, frameOf } from '../../kernel/paging/page-table.ts';
import { is } from './suite.ts';
import { Stage, supervised } from './supervision.ts';
import { call, install } from './tasks.ts';

/** What a test may choose besides the guard. */
export interface GuardedOptions {
  readonly targets?: readonly string[];
  readonly others?: readonly string[];
  readonly parts?: Partial<Scenario>;
}

/** A stage on which everybody is born and waits for what to do. */
export function guardedStage(guard: GuardDeclaration, options: GuardedOptions = {}): Stage {
  const { targets = ['t'], others = ['w'], parts = {} } = options;
  const empty = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, []]));
  const scenario = supervised({
    supervisor: [],
    targets: empty(targets),
    others: empty(others),
    driven: true,
  });
  const stage = new Stage({
    ...scenario,
    threads: Object.fromEntries(
      Object.entries(scenario.threads).map(([name, thread]) => [name, { ...thread, core: 0 }]),
    ),
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      data: { page: 4, pages: 3, prot: 'rw-', anon: 1, contents: [0, 0, 1, 2, 3, 4] },
      buffer: { page: 8, pages: 1, prot: 'rw-', anon: 2, contents: [0, 0] },
    },
    paging: { frames: 6, wordsPerFrame: 2, cores: 1 },
    guard,
    ...parts,
  });
  stage.give('s', install('f', FILTER_FLAG.NEW_LISTENER));
  for (const name of targets) {
    stage.give('s', call('fork', 'r6', `$thread.${name}`));
    stage.give(name, call('close', 'r6', 0));
  }
  return stage;
}

/** The manager reads two words of what a call was given, by its notification. */
export function reading(id: number): Instruction {
  return {
    do: 'syscall',
    name: 'notif_read',
    arguments: [0, id, '&data+2', 2, '&buffer'],
    into: 'r4',
  };
}

/** A stage on which `t` waits for its answer, and the manager has read its argument. */
export function readStage(guard: GuardDeclaration, options: GuardedOptions = {}): Stage {
  const stage = guardedStage(guard, options);
  stage.give('t', call('getppid', 'r4'));
  is(stage.give('s', call('notif_recv', 'r4', 0)), 1);
  is(stage.give('s', reading(1)), 2);
  return stage;
}

/** A write to a word of the page that is read; r5 takes what it meets. */
export function writing(value: number, word = 0): Instruction {
  return { do: 'write', at: `@data+1`, word, value, fault: 'r5' };
}

/** The manager answers a notification. */
export function answering(id: number, value: number): Instruction {
  return call('notif_send', 'r4', 0, id, value, 0);
}

/** What a word of a page holds, whoever may look. */
export function wordOf({ world }: Stage, page: number, word: number): number {
  return world.words.get(frameWord(world, frameOf(world.words.get(entryWord(world, page))), word));
}

/** A register of a thread. */
export function registerOf({ world, ...stage }: Stage, name: string, register: number): number {
  const at = world.thread(stage.names.indexOf(name));
  return world.words.get(at + THREAD.REGISTER + register);
}
