/**
 * Memory of another task: process_vm_readv, process_vm_writev, and /proc/TID/mem with pread64 and
 * pwrite64. All of them copy word by word between the memory of the caller and that of the other
 * task, and each word is two steps, so that what is read may be torn. process_vm_* ask the
 * protection; /proc/TID/mem goes by force (FOLL_FORCE), and keeps to the process that it was opened
 * for, where process_vm_* take whoever has the thread id when they are called.
 *
 * Arguments, addresses and counts in words: process_vm_readv, process_vm_writev: thread id, near
 * address, far address, count, flags. open_mem: thread id; its result is a descriptor. pread64,
 * pwrite64: descriptor, near address, count, far address. The result is the count of words copied.
 *
 * Sources: Linux mm/process_vm_access.c process_vm_rw(), process_vm_rw_core(); fs/proc/base.c
 * mem_open(), mem_rw(). Deviations: one range of each side, given by value where Linux reads two
 * arrays of iovecs; a page of /proc/TID/mem does not pass through a buffer of the kernel as a
 * whole; whoever is no thread of the kernel may be accessed (PTRACE_MODE_ATTACH among equals).
 * Tested by: test/kernel/syscalls/process-memory.test.ts
 */

import { ERRNO } from '../errno.ts';
import type { CopyContext } from '../entry/copy.ts';
import { pinnedTransferSteps } from '../entry/pinned-transfer.ts';
import { beginTransfer, transferSteps, type Transfer } from '../entry/transfer.ts';
import { THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { NO_CORE } from '../paging/layout.ts';
import { coreOf } from '../paging/tlb.ts';
import { end, type KernelStep, NEXT, OUTCOME, routine, type Routine } from '../routine.ts';
import { addressSpaceOf, isAddressSpaceAlive } from '../task/address-space.ts';
import {
  fileOfDescriptor,
  installLowest,
  memoryFile,
  memoryFileOwner,
  memoryFileSpace,
} from '../task/file.ts';
import { noteReach } from '../task/judgement.ts';
import { processOf, threadOfTid } from '../task/task.ts';

function argument(world: World, thread: number, index: number): number {
  return world.words.get(world.thread(thread) + THREAD.ARGUMENT + index);
}

function finish(world: World, thread: number, result: number): number {
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.RETURNED);
}

/** Whether a thread has user memory: those of the kernel have none. */
function hasMemory(world: World, thread: number): boolean {
  return coreOf(world, thread) !== NO_CORE;
}

type Direction = Transfer['direction'];

/** process_vm_readv or process_vm_writev. */
function processCall(
  name: string,
  direction: Direction,
  context: CopyContext,
  pins: boolean,
): Routine {
  const begin: KernelStep = {
    name: `${name}.find`,
    shared: true,
    run: (world, thread) => {
      const count = argument(world, thread, 3);
      if (argument(world, thread, 4) !== 0 || count < 0)
        return finish(world, thread, -ERRNO.EINVAL);
      if (count === 0) return finish(world, thread, 0);
      const owner = threadOfTid(world, argument(world, thread, 0));
      if (owner < 0 || !hasMemory(world, owner)) return finish(world, thread, -ERRNO.ESRCH);
      noteReach(world, thread, owner, addressSpaceOf(world, processOf(world, owner)));
      const near = argument(world, thread, 1);
      beginTransfer(world, thread, { owner, near, far: argument(world, thread, 2), count });
      return NEXT;
    },
  };
  const transfer: Transfer = {
    direction,
    forced: false,
    // What was copied before counts for more than why the next word was not.
    ended: (world, thread, done, fault) =>
      finish(world, thread, fault === 'none' || done > 0 ? done : -ERRNO.EFAULT),
  };
  return routine(
    name,
    [begin],
    pins ? pinnedTransferSteps(transfer, context) : transferSteps(transfer, context),
  );
}

/** open("/proc/TID/mem"). */
const openMemory: Routine = routine('open_mem', [
  {
    name: 'open_mem',
    shared: true,
    run: (world, thread) => {
      const owner = threadOfTid(world, argument(world, thread, 0));
      if (owner < 0) return finish(world, thread, -ERRNO.ENOENT);
      if (!hasMemory(world, owner)) return finish(world, thread, -ERRNO.ESRCH);
      const space = addressSpaceOf(world, processOf(world, owner));
      return finish(world, thread, installLowest(world, thread, memoryFile(world, space, owner)));
    },
  },
]);

/** pread64 or pwrite64, of /proc/TID/mem. */
function fileCall(name: string, direction: Direction, context: CopyContext): Routine {
  const begin: KernelStep = {
    name: `${name}.find`,
    shared: true,
    run: (world, thread) => {
      const count = argument(world, thread, 2);
      const far = argument(world, thread, 3);
      const file = fileOfDescriptor(world, thread, argument(world, thread, 0));
      if (far < 0) return finish(world, thread, -ERRNO.EINVAL);
      if (file === 0) return finish(world, thread, -ERRNO.EBADF);
      const space = memoryFileSpace(world, file);
      // Files besides have no place that could be sought.
      if (space < 0) return finish(world, thread, -ERRNO.ESPIPE);
      if (count < 0) return finish(world, thread, -ERRNO.EINVAL);
      // mmget_not_zero(): nobody is in there any more.
      if (count === 0 || !isAddressSpaceAlive(world, space)) return finish(world, thread, 0);
      const owner = memoryFileOwner(world, file);
      noteReach(world, thread, owner, space);
      beginTransfer(world, thread, { owner, near: argument(world, thread, 1), far, count });
      return NEXT;
    },
  };
  return routine(
    name,
    [begin],
    transferSteps(
      {
        direction,
        forced: true,
        // mem_rw(): what its own buffer cannot take or give is EFAULT whatever went before.
        ended: (world, thread, done, fault) => {
          if (fault === 'near') return finish(world, thread, -ERRNO.EFAULT);
          return finish(world, thread, fault === 'none' || done > 0 ? done : -ERRNO.EIO);
        },
      },
      context,
    ),
  );
}

/**
 * The routines, without the `sys.` that the kernel text puts before their names. `pins`: the first
 * two pin the pages of the far side before they copy, as Linux does.
 */
export function processMemoryCalls(context: CopyContext, pins: boolean): readonly Routine[] {
  return [
    processCall('process_vm_readv', 'from the owner', context, pins),
    processCall('process_vm_writev', 'to the owner', context, pins),
    openMemory,
    fileCall('pread64', 'from the owner', context),
    fileCall('pwrite64', 'to the owner', context),
  ];
}
