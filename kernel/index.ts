/** The kernel's door: mechanism, in reading order. Who is to the right imports from here only. */

export { InvariantError, invariant, UsageError } from './assert.ts';
export { ERRNO, errnoName, type ErrnoName } from './errno.ts';
export * from './limits.ts';
export { EVENT, EVENT_NAMES, EventSet, type EventName, type Journal } from './event.ts';
export * from './memory/layout.ts';
export * from './memory/page.ts';
export * from './task/task.ts';
export { type Access, bareLoop, type BareLoop, type PrivateAccess } from './memory/bare-loop.ts';
export { nap, park, parkAsync } from './memory/park.ts';
export { allocateShared } from './memory/shared.ts';
export {
  type AccessKind,
  ExclusiveWords,
  RecordedWords,
  SharedWords,
  type Words,
} from './memory/word.ts';
export {
  attachSharedWorld,
  createExclusiveWorld,
  createSharedWorld,
  type Environment,
  fingerprint,
  type Fingerprint,
  PAUSE,
  World,
} from './memory/world.ts';
export * from './vma/index.ts';
export { frozenBy, isFrozen } from './guard/guard.ts';
export { frozenWord, guardState, heldCount } from './guard/hold.ts';
export { GUARD_STATE } from './guard/life.ts';
export { type GuardBounds } from './guard/layout.ts';
export {
  GUARD_MECHANISMS,
  KNOWN_MECHANISMS,
  GUARD_OMISSIONS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  guardDesign,
  guardFault,
  type GuardDesign,
  type GuardMechanism,
  type GuardOmission,
  type GuardPolicy,
  type GuardScope,
  marksPages,
} from './guard/policy.ts';
export { populatePage } from './paging/page-table.ts';
export { NO_CORE, PAGING, type PagingBounds } from './paging/layout.ts';
export { PAGING_OMISSIONS, type PagingDesign, type PagingOmission } from './paging/shootdown.ts';
export { readerCount, waitingWriterCount, WRITER } from './locks/rwsem.ts';
export { HANDOFF, WAITERS } from './locks/queued-rwsem.ts';
export { heldBit, LOCK_CLASS, MMAP_LOCK } from './locks/held.ts';
export type { LockDesign } from './locks/lock.ts';
export type { AddressSpaceLock, DesignName } from './locks/design.ts';
export { ADDRESS_SPACE_DESIGNS, bootLocking, DESIGN_NAMES, designNamed } from './locks/designs.ts';
export {
  AGAIN,
  BLOCKED,
  isEnd,
  jumpTarget,
  type KernelStep,
  type KernelText,
  NEXT,
  OUTCOME,
  outcomeOf,
  type OutcomeName,
} from './routine.ts';
export { CHECK_DESIGNS, type CheckDesign } from './entry/check.ts';
export { faultVerdictName } from './entry/fault.ts';
export { TOUCH } from './entry/touch.ts';
export { copyWord } from './entry/copy.ts';
export { unapprovedCount } from './task/judgement.ts';
export {
  operationIndex,
  PAGED_CALLS,
  REAL_NUMBER,
  realNumber,
  SYSCALL_NUMBER,
  syscallName,
} from './syscalls/number.ts';
export { editAlone } from './syscalls/memory.ts';
export {
  createKernel,
  type Kernel,
  type KernelDesign,
  type TaskDesign,
  noteNative,
  noteTrapped,
} from './syscalls/table.ts';
export { forceSignal, hasFatalSignal, recalculate } from './signals/send.ts';
export {
  ACTION_FLAG,
  dispositionOf,
  DISPOSITION,
  SIGNAL,
  signalBit,
  SIGSYS_CODE,
} from './signals/signal.ts';
export { bootFilters } from './seccomp/attach.ts';
export { writeCallInfo } from './seccomp/check.ts';
export { FilterEffort } from './seccomp/effort.ts';
export * from './seccomp/mode.ts';
export {
  ACTION_NAMES,
  type ActionName,
  attachFilter,
  checkFilter,
  compileRules,
  disassemble,
  encodeProgram,
  type Filter,
  instructionCount,
  type Instruction as FilterInstruction,
  PATH_WEIGHT_LIMIT,
  rangeFilter,
  type RangeSearch,
  returnWord,
  type RuleList,
  type RuleReturn,
  translatedCount,
} from './filter/index.ts';
export { FILE_KIND, fileTable, fileWord, listenerFilter } from './task/file.ts';
export { NEW_FILE_FLAG } from './notify/addfd.ts';
export { ADDFD_FLAG, LISTENER_FLAG } from './notify/notification.ts';
export { BUFFER } from './notify/receive.ts';
export { NOTIFICATION } from './notify/protocol.ts';
export { REPLY_FLAG } from './notify/target.ts';
export { POLL } from './notify/wake.ts';
export { WORK } from './task/work-flags.ts';
export {
  PTRACE_EVENTMSG,
  PTRACE_OPTION,
  PTRACE_STOP,
  STOP_STATUS,
  USER_REGISTER,
} from './ptrace/constant.ts';
