/**
 * Where the notification protocol meets the rest of the kernel: the steps of a call that a filter
 * hands to its listener, and what the ends of files and filters mean to those who wait.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */

import { ERRNO } from '../errno.ts';
import { FILTER, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { end, type KernelStep, OUTCOME, type Routine } from '../routine.ts';
import { filterWord } from '../task/task.ts';

/** Whether a filter has a listener. */
export const LISTENER = { none: 0, open: 1, closed: 2 } as const;

/**
 * The steps of a call whose filter said USER_NOTIF; SCRATCH holds the filter's number. `base` is
 * the number of the first step in its routine. They end with ANSWERED or ALLOW.
 */
export function notificationSteps(
  _base: number,
  _fixes: ReadonlySet<string>,
): readonly KernelStep[] {
  return [
    {
      name: 'notify.absent',
      shared: true,
      run: (world, thread) => {
        const at = world.thread(thread);
        world.words.set(at + THREAD.SCRATCH, 0);
        world.words.set(at + THREAD.RESULT, -ERRNO.ENOSYS);
        return end(OUTCOME.ANSWERED);
      },
    },
  ];
}

/** The last descriptor of a listener is closed. */
export function listenerClosed(world: World, filter: number): void {
  world.words.store(filterWord(world, filter) + FILTER.LISTENER, LISTENER.closed);
}

/** The last task that used a filter is gone. */
export function usersGone(_world: World, _filter: number): void {
  // Nobody waits yet.
}

/** The listener's calls: routines named as the system call that they are. */
export function notificationCalls(_fixes: ReadonlySet<string>): readonly Routine[] {
  return [];
}
