/**
 * Catalogue: every scenario that ships, in reading order. A name stands for one entry; parameters
 * that nobody sets have the values that the entry says.
 */

import { UsageError } from '../kernel/index.ts';
import type { CatalogueEntry, Parameters } from '../actors/index.ts';
import {
  sudSelectorRace,
  sudSelectorRaceFixed,
  sudSelectorUnmapped,
  sudSelectorUnmappedFixed,
  sudSemantics,
  sudSignalPersonality,
  sudSignalPersonalityFixed,
  sudThreadGap,
  sudThreadGapFixed,
} from './litmus/dispatch.ts';
import { precedenceListener, precedenceMatrix, precedenceTrace } from './litmus/filters.ts';
import {
  mprotectRace,
  mprotectRaceFixed,
  notifyRace,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from './litmus/guarded.ts';
import {
  goPreemptLivelock,
  goPreemptLivelockFixed,
  goPreemptStorm,
  goPreemptStormFixed,
  lostReplyFixed,
  lostReplyKillable,
  lostReplyPlain,
  queuedInitEager,
  queuedInitEintr,
  queuedInitFixed,
  queuedInitMasked,
} from './litmus/interruption.ts';
import {
  mmapLockConvoy,
  mmapLockConvoyFixed,
  nosyscallCheckDesigns,
  vmaReuse,
  vmaReuseFixed,
} from './litmus/address-space-locks.ts';
import { faultBesideEdit } from './litmus/faults.ts';
import {
  sharedAlias,
  sharedAliasFixed,
  tlbFrameReuse,
  tlbFrameReuseEarly,
  tlbStalePermission,
  tlbStalePermissionEarly,
} from './litmus/paging.ts';
import {
  aliasBypass,
  aliasBypassFixed,
  falseSharingStall,
  falseSharingStallFixed,
  forkWhileGuarded,
  forkWhileGuardedFixed,
  guardLifecycle,
  guardLifecycleLeak,
  guardPinned,
  guardPinnedFixed,
  guardPolicies,
  guardShootdown,
  guardShootdownForgotten,
  guardSplitBudget,
  guardSplitBudgetFixed,
  inoutStructDeadlock,
  inoutStructDeadlockFixed,
  inoutStructShared,
  overlappingGuards,
  overlappingGuardsFixed,
  restartWhileGuarded,
} from './litmus/guarded-arguments.ts';
import { guardReplaced, guardReplacedFixed } from './litmus/guards.ts';
import { lostWakeup, rwsem, writerStarvation, writerStarvationFixed } from './litmus/locks.ts';
import {
  boundaryIp,
  boundaryIpFixed,
  lockedLookup,
  markClearedByJit,
  markClearedByJitFixed,
  markPublishOrder,
  markPublishOrderFixed,
  memmapBasic,
  unlockedLookup,
} from './litmus/memmap.ts';
import {
  addfdSendInterrupted,
  addfdSendInterruptedFixed,
  closeInReceiveFixed,
  closeInReceivePlain,
  deathOnceFixed,
  deathOncePlain,
  notifStateMachine,
  supervisorDeathInherited,
  supervisorDeathPlain,
} from './litmus/notification.ts';
import {
  supervisorRestart,
  supervisorRestartFixed,
  supervisorRestartJournal,
  watchdogLateEffect,
  watchdogLateEffectFixed,
  watchdogRestart,
  watchdogRestartFixed,
} from './litmus/supervision.ts';
import {
  mprotectHalfSeen,
  partialMprotect,
  partialMprotectFixed,
} from './litmus/partial-mprotect.ts';
import {
  publishDispatch,
  publishDispatchFixed,
  publishFilter,
  publishFilterFixed,
  publishSupervisor,
  publishSupervisorFixed,
  publishTracer,
  publishTracerFixed,
} from './litmus/publish.ts';
import { memoryCallsLinearizable, splitMergeOracle } from './litmus/split-merge.ts';
import { selfDeadlockZoo, selfDeadlockZooFixed } from './litmus/self-deadlock.ts';
import {
  readAfterAbandon,
  readAfterAbandonFixed,
  tidReuseFixed,
  tidReusePlain,
} from './litmus/stale.ts';
import {
  toctouAbaFixed,
  toctouAbaPlain,
  toctouContinueFixed,
  toctouContinuePlain,
} from './litmus/toctou.ts';
import { tsyncPtraceBypass, tsyncPtraceBypassFixed } from './litmus/tracing.ts';
import {
  vmaSplitBudget,
  vmaSplitBudgetFixed,
  vmaSplitBudgetUndo,
} from './litmus/vma-split-budget.ts';
import { faultChurn } from './loads/fault-churn.ts';
import { faultScaling } from './loads/fault-scaling.ts';
import { guardedCalls } from './loads/guarded-calls.ts';
import { notifiedCalls } from './loads/notified-calls.ts';
import { toctouWindow } from './loads/toctou-window.ts';
import { memmapStorm } from './loads/memmap-storm.ts';
import { vmaSplitStorm } from './loads/vma-split-storm.ts';

/** All scenarios. */
export const catalogue: readonly CatalogueEntry[] = [
  memmapBasic,
  markPublishOrder,
  markPublishOrderFixed,
  markClearedByJit,
  markClearedByJitFixed,
  publishFilter,
  publishFilterFixed,
  publishDispatch,
  publishDispatchFixed,
  publishSupervisor,
  publishSupervisorFixed,
  publishTracer,
  publishTracerFixed,
  unlockedLookup,
  lockedLookup,
  boundaryIp,
  boundaryIpFixed,
  nosyscallCheckDesigns,
  vmaReuse,
  vmaReuseFixed,
  mmapLockConvoy,
  mmapLockConvoyFixed,
  faultBesideEdit,
  splitMergeOracle,
  memoryCallsLinearizable,
  mprotectHalfSeen,
  partialMprotect,
  partialMprotectFixed,
  vmaSplitBudget,
  vmaSplitBudgetUndo,
  vmaSplitBudgetFixed,
  guardReplaced,
  guardReplacedFixed,
  guardPolicies,
  aliasBypass,
  aliasBypassFixed,
  inoutStructDeadlock,
  inoutStructDeadlockFixed,
  inoutStructShared,
  falseSharingStall,
  falseSharingStallFixed,
  restartWhileGuarded,
  overlappingGuards,
  overlappingGuardsFixed,
  forkWhileGuarded,
  forkWhileGuardedFixed,
  guardLifecycle,
  guardLifecycleLeak,
  guardSplitBudget,
  guardSplitBudgetFixed,
  guardShootdownForgotten,
  guardShootdown,
  guardPinned,
  guardPinnedFixed,
  sharedAlias,
  sharedAliasFixed,
  tlbStalePermission,
  tlbStalePermissionEarly,
  tlbFrameReuse,
  tlbFrameReuseEarly,
  precedenceMatrix,
  precedenceListener,
  precedenceTrace,
  sudSemantics,
  sudThreadGap,
  sudThreadGapFixed,
  sudSelectorRace,
  sudSelectorRaceFixed,
  sudSelectorUnmapped,
  sudSelectorUnmappedFixed,
  sudSignalPersonality,
  sudSignalPersonalityFixed,
  notifStateMachine,
  lostReplyPlain,
  lostReplyKillable,
  lostReplyFixed,
  addfdSendInterrupted,
  addfdSendInterruptedFixed,
  goPreemptStorm,
  goPreemptStormFixed,
  goPreemptLivelock,
  goPreemptLivelockFixed,
  queuedInitEintr,
  queuedInitEager,
  queuedInitMasked,
  queuedInitFixed,
  supervisorDeathPlain,
  supervisorDeathInherited,
  deathOncePlain,
  deathOnceFixed,
  supervisorRestart,
  supervisorRestartJournal,
  supervisorRestartFixed,
  watchdogLateEffect,
  watchdogLateEffectFixed,
  watchdogRestart,
  watchdogRestartFixed,
  closeInReceivePlain,
  closeInReceiveFixed,
  tidReusePlain,
  tidReuseFixed,
  readAfterAbandon,
  readAfterAbandonFixed,
  toctouContinuePlain,
  toctouContinueFixed,
  toctouAbaPlain,
  toctouAbaFixed,
  selfDeadlockZoo,
  selfDeadlockZooFixed,
  tsyncPtraceBypass,
  tsyncPtraceBypassFixed,
  lostWakeup,
  rwsem,
  writerStarvation,
  writerStarvationFixed,
  mprotectRace,
  mprotectRaceFixed,
  notifyRace,
  notifyRaceFixed,
  splitReadWriteLock,
  readWriteLockEntry,
  memmapStorm,
  vmaSplitStorm,
  faultScaling,
  faultChurn,
  toctouWindow,
  guardedCalls,
  notifiedCalls,
];

/** The entry of this name, if there is one. */
export function findScenario(name: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.name === name);
}

/** The values that an entry's parameters have unless somebody sets them. */
export function defaultsOf(entry: CatalogueEntry): Parameters {
  return Object.fromEntries(
    Object.entries(entry.parameters).map(([name, { value }]) => [name, value]),
  );
}

/** An entry's parameters with some of them set; refuses unknown names and values out of range. */
export function parametersOf(entry: CatalogueEntry, given: Parameters): Parameters {
  for (const [name, value] of Object.entries(given)) {
    const parameter = entry.parameters[name];
    if (parameter === undefined)
      throw new UsageError(
        `${entry.name} has no parameter '${name}'`,
        `parameters: ${Object.keys(entry.parameters).join(', ') || 'none'}`,
      );
    const { min, max, meaning, value: normal } = parameter;
    if (!Number.isInteger(value) || value < min || value > max)
      throw new UsageError(
        `${name} is a whole number in ${min}..${max}, not ${value}`,
        `it is ${meaning}; default ${normal}`,
      );
  }
  return { ...defaultsOf(entry), ...given };
}
