/**
 * Catalogue: every scenario that ships, in reading order. A name stands for one entry; parameters
 * that nobody sets have the values that the entry says.
 */
import { UsageError } from '../kernel/index.js';
import { sudSelectorRace, sudSelectorRaceFixed, sudSelectorUnmapped, sudSelectorUnmappedFixed, sudSemantics, sudSignalPersonality, sudSignalPersonalityFixed, sudThreadGap, sudThreadGapFixed, } from './litmus/dispatch.js';
import { precedenceListener, precedenceMatrix, precedenceTrace } from './litmus/filters.js';
import { goPreemptStorm, goPreemptStormFixed, lostReplyFixed, lostReplyKillable, lostReplyPlain, queuedInitEager, queuedInitEintr, queuedInitFixed, queuedInitMasked, } from './litmus/interruption.js';
import { mmapLockConvoy, mmapLockConvoyFixed, nosyscallCheckDesigns, vmaReuse, vmaReuseFixed, } from './litmus/address-space-locks.js';
import { faultBesideEdit } from './litmus/faults.js';
import { sharedAlias, sharedAliasFixed, tlbFrameReuse, tlbFrameReuseEarly, tlbStalePermission, tlbStalePermissionEarly, } from './litmus/paging.js';
import { guardReplaced, guardReplacedFixed } from './litmus/guards.js';
import { lostWakeup, rwsem } from './litmus/locks.js';
import { boundaryIp, boundaryIpFixed, lockedLookup, markClearedByJit, markClearedByJitFixed, markPublishOrder, markPublishOrderFixed, memmapBasic, unlockedLookup, } from './litmus/memmap.js';
import { addfdSendInterrupted, addfdSendInterruptedFixed, closeInReceiveFixed, closeInReceivePlain, notifStateMachine, supervisorDeathInherited, supervisorDeathPlain, } from './litmus/notification.js';
import { mprotectHalfSeen, partialMprotect, partialMprotectFixed, } from './litmus/partial-mprotect.js';
import { publishDispatch, publishDispatchFixed, publishFilter, publishFilterFixed, publishSupervisor, publishSupervisorFixed, publishTracer, publishTracerFixed, } from './litmus/publish.js';
import { splitMergeOracle } from './litmus/split-merge.js';
import { selfDeadlockZoo, selfDeadlockZooFixed } from './litmus/self-deadlock.js';
import { readAfterAbandon, readAfterAbandonFixed, tidReuseFixed, tidReusePlain, } from './litmus/stale.js';
import { tsyncPtraceBypass, tsyncPtraceBypassFixed } from './litmus/tracing.js';
import { vmaSplitBudget, vmaSplitBudgetFixed, vmaSplitBudgetUndo, } from './litmus/vma-split-budget.js';
import { faultScaling } from './loads/fault-scaling.js';
import { memmapStorm } from './loads/memmap-storm.js';
import { vmaSplitStorm } from './loads/vma-split-storm.js';
/** All scenarios. */
export const catalogue = [
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
    mprotectHalfSeen,
    partialMprotect,
    partialMprotectFixed,
    vmaSplitBudget,
    vmaSplitBudgetUndo,
    vmaSplitBudgetFixed,
    guardReplaced,
    guardReplacedFixed,
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
    queuedInitEintr,
    queuedInitEager,
    queuedInitMasked,
    queuedInitFixed,
    supervisorDeathPlain,
    supervisorDeathInherited,
    closeInReceivePlain,
    closeInReceiveFixed,
    tidReusePlain,
    tidReuseFixed,
    readAfterAbandon,
    readAfterAbandonFixed,
    selfDeadlockZoo,
    selfDeadlockZooFixed,
    tsyncPtraceBypass,
    tsyncPtraceBypassFixed,
    lostWakeup,
    rwsem,
    memmapStorm,
    vmaSplitStorm,
    faultScaling,
];
/** The entry of this name, if there is one. */
export function findScenario(name) {
    return catalogue.find((entry) => entry.name === name);
}
/** The values that an entry's parameters have unless somebody sets them. */
export function defaultsOf(entry) {
    return Object.fromEntries(Object.entries(entry.parameters).map(([name, { value }]) => [name, value]));
}
/** An entry's parameters with some of them set; refuses unknown names and values out of range. */
export function parametersOf(entry, given) {
    for (const [name, value] of Object.entries(given)) {
        const parameter = entry.parameters[name];
        if (parameter === undefined)
            throw new UsageError(`${entry.name} has no parameter '${name}'`, `parameters: ${Object.keys(entry.parameters).join(', ') || 'none'}`);
        const { min, max } = parameter;
        if (!Number.isInteger(value) || value < min || value > max)
            throw new UsageError(`${name} is a whole number in ${min}..${max}, not ${value}`);
    }
    return { ...defaultsOf(entry), ...given };
}
//# sourceMappingURL=catalogue.js.map