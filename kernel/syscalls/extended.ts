/**
 * Calls whose arguments are structures in user memory: openat2, connect, clone3, and an ioctl that
 * reads a structure and writes its results into it. Sizes and counts are in words, and so a field
 * is a word, whatever its size in Linux. Invariant: each call checks and copies in Linux's order.
 *
 * openat2: directory (unused), path, struct open_how, its size. The result is a descriptor of the
 * plain file that the path names: a path of one word names the file of that number.
 * connect: descriptor, address, its length. clone3: struct clone_args, its size; set_tid names the
 * thread that is born, and without one it is the first that does not live. ioctl_rw: descriptor,
 * size, structure; each word comes back with 1 added, as the work of some driver.
 *
 * Sources: Linux fs/open.c openat2(), build_open_flags(); net/socket.c __sys_connect();
 * kernel/fork.c copy_clone_args_from_user(), clone3_args_valid(); kernel/pid.c alloc_pid();
 * drivers/gpu/drm/drm_ioctl.c drm_ioctl(). Deviations: plain files are sockets and devices as well;
 * of clone_args what the model has no use for is copied and ignored; there is one pid namespace.
 * Tested by: test/kernel/syscalls/extended.test.ts
 */

import { ERRNO } from '../errno.ts';
import {
  beginStep,
  checkStep,
  endCall,
  extensiblePart,
  pathPart,
  wordsPart,
  register,
  registerOf,
  structurePart,
} from '../entry/argument.ts';
import { aim, type CopyContext, copyWord } from '../entry/copy.ts';
import {
  ARGUMENT_WORD_COUNT_MAX,
  PAGE_SIZE,
  SET_TID_COUNT_MAX,
  SOCKET_ADDRESS_WORD_COUNT_MAX,
} from '../limits.ts';
import { COPY, PROCESS, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { NO_CORE } from '../paging/layout.ts';
import { coreOf } from '../paging/tlb.ts';
import { AGAIN, type KernelStep, NEXT, routine, type Routine } from '../routine.ts';
import { SIGNAL_MAX } from '../signals/signal.ts';
import { bear } from '../task/birth.ts';
import { FILE_KIND, fileOfDescriptor, fileWord, installLowest, isPlainFile } from '../task/file.ts';
import { argumentWord, argumentCount, noteExecuted } from '../task/judgement.ts';
import { LIFE, processOf, processWord, taskWord, threadOfTid, tidOf } from '../task/task.ts';
import { ACCESS } from '../vma/index.ts';
import { SYSCALL_NUMBER } from './number.ts';

/** Words of struct open_how: flags, mode, resolve. */
const OPEN_HOW = { FLAGS: 0, MODE: 1, RESOLVE: 2, WORDS: 3 } as const;
/** VALID_OPEN_FLAGS, VALID_RESOLVE_FLAGS and what of them excludes each other. */
const OPEN_FLAGS = 0o37777703;
const CREATES = 0o20000100;
const RESOLVE_FLAGS = 0x3f;
const RESOLVE_SCOPES = 0x18;

/** Bits of a plain file's number. */
const FILE_NUMBER_MASK = 0x0fff_ffff;

/** The file that the path from word `first` of the copied words on names. */
function namedFile(world: World, thread: number, first: number): number {
  let number = 0;
  for (let word = first; word < argumentCount(world, thread) - 1; word += 1)
    number = Math.imul(number, 31) + argumentWord(world, thread, word);
  return fileWord(FILE_KIND.plain, number & FILE_NUMBER_MASK);
}

/** build_open_flags(): 0 or a negative errno. */
function checkHow(world: World, thread: number): number {
  const flags = argumentWord(world, thread, OPEN_HOW.FLAGS);
  const mode = argumentWord(world, thread, OPEN_HOW.MODE);
  const resolve = argumentWord(world, thread, OPEN_HOW.RESOLVE);
  const isUnknown =
    (flags & ~OPEN_FLAGS) !== 0 ||
    (resolve & ~RESOLVE_FLAGS) !== 0 ||
    (resolve & RESOLVE_SCOPES) === RESOLVE_SCOPES;
  const isModeWrong = (flags & CREATES) !== 0 ? (mode & ~0o7777) !== 0 : mode !== 0;
  return isUnknown || isModeWrong ? -ERRNO.EINVAL : 0;
}

function openat2(context: CopyContext): Routine {
  const size = registerOf(3);
  const open: KernelStep = {
    name: 'openat2.open',
    shared: true,
    run: (world, thread) => {
      const file = namedFile(world, thread, OPEN_HOW.WORDS);
      const descriptor = installLowest(world, thread, file);
      if (descriptor >= 0) noteExecuted(world, thread, SYSCALL_NUMBER.openat2);
      return endCall(world, thread, descriptor);
    },
  };
  return routine(
    'openat2',
    [
      beginStep('openat2', (world, thread) => {
        if (size(world, thread) < OPEN_HOW.WORDS) return -ERRNO.EINVAL;
        return size(world, thread) > PAGE_SIZE ? -ERRNO.E2BIG : 0;
      }),
    ],
    extensiblePart('how', registerOf(2), size, OPEN_HOW.WORDS, context),
    [checkStep('openat2.check', checkHow)],
    pathPart('path', registerOf(1), context),
    [open],
  );
}

function connect(context: CopyContext): Routine {
  const length = registerOf(2);
  const file = (world: World, thread: number) =>
    fileOfDescriptor(world, thread, register(world, thread, 0));
  const join: KernelStep = {
    name: 'connect.join',
    shared: true,
    run: (world, thread) => {
      if (!isPlainFile(file(world, thread))) return endCall(world, thread, -ERRNO.ENOTSOCK);
      // Too short for the family.
      if (length(world, thread) === 0) return endCall(world, thread, -ERRNO.EINVAL);
      noteExecuted(world, thread, SYSCALL_NUMBER.connect);
      return endCall(world, thread, 0);
    },
  };
  return routine(
    'connect',
    [
      beginStep('connect', (world, thread) => {
        if (file(world, thread) === 0) return -ERRNO.EBADF;
        const words = length(world, thread);
        return words < 0 || words > SOCKET_ADDRESS_WORD_COUNT_MAX ? -ERRNO.EINVAL : 0;
      }),
    ],
    structurePart('address', registerOf(1), length, context),
    [join],
  );
}

function inOut(context: CopyContext): Routine {
  const size = registerOf(1);
  const done = (world: World, thread: number) => copyWord(world, thread) + COPY.DONE;
  /** Aims at the next word of the structure, with its result. */
  const aimResult = (world: World, thread: number): void => {
    const index = world.words.get(done(world, thread));
    const result = (argumentWord(world, thread, index) + 1) | 0;
    aim(world, thread, register(world, thread, 2) + index, ACCESS.WRITE, result);
  };
  const drive: KernelStep = {
    name: 'ioctl_rw.drive',
    shared: false,
    run: (world, thread) => {
      noteExecuted(world, thread, SYSCALL_NUMBER.ioctl_rw);
      return NEXT;
    },
  };
  return routine(
    'ioctl_rw',
    [
      beginStep('ioctl_rw', (world, thread) => {
        const file = fileOfDescriptor(world, thread, register(world, thread, 0));
        if (file === 0) return -ERRNO.EBADF;
        if (!isPlainFile(file)) return -ERRNO.ENOTTY;
        const words = size(world, thread);
        return words < 1 || words > ARGUMENT_WORD_COUNT_MAX ? -ERRNO.EINVAL : 0;
      }),
    ],
    structurePart('in', registerOf(2), size, context),
    [drive],
    wordsPart(
      'out',
      registerOf(2),
      (world, thread) => {
        aimResult(world, thread);
        return NEXT;
      },
      (world, thread) => {
        const { words } = world;
        const at = done(world, thread);
        words.set(at, words.get(at) + 1);
        if (words.get(at) === size(world, thread)) return endCall(world, thread, 0);
        aimResult(world, thread);
        return AGAIN;
      },
      context,
    ),
  );
}

/** Fields of struct clone_args, and its three sizes. */
const CLONE_ARGS = {
  FLAGS: 0,
  EXIT_SIGNAL: 4,
  SET_TID: 8,
  SET_TID_SIZE: 9,
  SIZE_MIN: 8,
  WORDS: 11,
} as const;
/** Flags of clone3. Source: include/uapi/linux/sched.h. */
const CLONE = { VM: 0x100, SIGHAND: 0x800, THREAD: 0x10000, DETACHED: 0x400000 } as const;
/** Bits in which the old calls had the signal; one of them is CLONE_NEWTIME now. */
const SIGNAL_BITS = 0xff;
const NEW_TIME = 0x80;

/** A field of the structure, which is 0 where the caller's is shorter. */
function cloneField(world: World, thread: number, field: number): number {
  const given = Math.min(CLONE_ARGS.WORDS, register(world, thread, 1));
  return field < given ? argumentWord(world, thread, field) : 0;
}

/** What copy_clone_args_from_user() refuses before it looks at set_tid. */
function checkCloneArgs(world: World, thread: number): number {
  const setTid = cloneField(world, thread, CLONE_ARGS.SET_TID);
  const size = cloneField(world, thread, CLONE_ARGS.SET_TID_SIZE);
  const signal = cloneField(world, thread, CLONE_ARGS.EXIT_SIGNAL);
  const isWrong =
    size < 0 ||
    size > SET_TID_COUNT_MAX ||
    (setTid === 0) !== (size === 0) ||
    signal < 0 ||
    signal > SIGNAL_MAX;
  return isWrong ? -ERRNO.EINVAL : 0;
}

/** clone3_args_valid(), and what copy_process() says to flags. */
function checkCloneFlags(world: World, thread: number): number {
  const flags = cloneField(world, thread, CLONE_ARGS.FLAGS);
  const has = (flag: number) => (flags & flag) !== 0;
  const isWrong =
    (flags & (CLONE.DETACHED | (SIGNAL_BITS & ~NEW_TIME))) !== 0 ||
    (has(CLONE.THREAD) && cloneField(world, thread, CLONE_ARGS.EXIT_SIGNAL) !== 0) ||
    (has(CLONE.THREAD) && !has(CLONE.SIGHAND)) ||
    (has(CLONE.SIGHAND) && !has(CLONE.VM));
  return isWrong ? -ERRNO.EINVAL : 0;
}

/** alloc_pid(): the thread id of the child, or a negative errno. */
function childId(world: World, thread: number): number {
  const size = cloneField(world, thread, CLONE_ARGS.SET_TID_SIZE);
  if (size === 0) {
    for (let child = 0; child < world.layout.bounds.threadCount; child += 1) {
      const life = world.words.load(taskWord(world, child) + TASK.LIFE);
      const isFree = life === LIFE.unborn || life === LIFE.dead;
      if (isFree && coreOf(world, child) !== NO_CORE) return tidOf(child);
    }
    return -ERRNO.EAGAIN;
  }
  // One pid namespace has one level.
  if (size > 1) return -ERRNO.EINVAL;
  const tid = argumentWord(world, thread, argumentCount(world, thread) - 1);
  if (tid < 1) return -ERRNO.EINVAL;
  const process = processWord(world, processOf(world, thread));
  if (world.words.load(process + PROCESS.CAPABLE) === 0) return -ERRNO.EPERM;
  return threadOfTid(world, tid) < 0 ? tid : -ERRNO.EEXIST;
}

function clone3(context: CopyContext): Routine {
  const size = registerOf(1);
  const born: KernelStep = {
    name: 'clone3.born',
    shared: true,
    run: (world, thread) => {
      const tid = childId(world, thread);
      if (tid < 0) return endCall(world, thread, tid);
      const isThread = (cloneField(world, thread, CLONE_ARGS.FLAGS) & CLONE.THREAD) !== 0;
      const result = bear(world, thread, tid, !isThread);
      if (result >= 0) noteExecuted(world, thread, SYSCALL_NUMBER.clone3);
      return endCall(world, thread, result);
    },
  };
  return routine(
    'clone3',
    [
      beginStep('clone3', (world, thread) => {
        if (size(world, thread) > PAGE_SIZE) return -ERRNO.E2BIG;
        return size(world, thread) < CLONE_ARGS.SIZE_MIN ? -ERRNO.EINVAL : 0;
      }),
    ],
    extensiblePart('args', registerOf(0), size, CLONE_ARGS.WORDS, context),
    [checkStep('clone3.check', checkCloneArgs)],
    structurePart(
      'set_tid',
      (world, thread) => cloneField(world, thread, CLONE_ARGS.SET_TID),
      (world, thread) => cloneField(world, thread, CLONE_ARGS.SET_TID_SIZE),
      context,
    ),
    [checkStep('clone3.flags', checkCloneFlags)],
    [born],
  );
}

/** The routines, without the `sys.` that the kernel text puts before their names. */
export function extendedCalls(context: CopyContext): readonly Routine[] {
  return [openat2(context), connect(context), clone3(context), inOut(context)];
}
