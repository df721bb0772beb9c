/**
 * Handle: the same scenario with supervisors that read through the handle on the notification, as
 * the seed has it, where they read with process_vm_readv. What is read, and when, stays; what holds
 * it still is a guard of the kernel. Invariant: a program that receives no notification stays as it
 * is, and so does every scenario in which nobody reads so.
 */

import {
  bodiesOf,
  type GuardDeclaration,
  type Instruction,
  type Operand,
  type Program,
  type Scenario,
} from '../../actors/index.ts';

/** Who is meant by a read: the listener, and the register that has the id. */
interface Receipt {
  readonly listener: Operand;
  readonly id: Operand;
}

/** The first receipt of a program. */
function receiptOf(program: Program): Receipt | undefined {
  for (const each of program) {
    if (each.do === 'syscall' && each.name === 'notif_recv' && each.into !== undefined)
      return { listener: each.arguments?.[0] ?? 0, id: each.into };
    for (const body of bodiesOf(each)) {
      const within = receiptOf(body);
      if (within !== undefined) return within;
    }
  }
  return undefined;
}

/** Replaces the reads of a program, and of those within it. */
function byHandle(program: Program, receipt: Receipt): Program {
  const within = (body: Program): Program => byHandle(body, receipt);
  return program.map((each): Instruction => {
    switch (each.do) {
      case 'syscall': {
        if (each.name !== 'process_vm_readv') return each;
        const [, near = 0, far = 0, count = 0] = each.arguments ?? [];
        const { listener, id } = receipt;
        return { ...each, name: 'notif_read', arguments: [listener, id, far, count, near] };
      }
      case 'loop':
      case 'repeat':
        return { ...each, body: within(each.body) };
      case 'branch':
        return {
          ...each,
          then: within(each.then),
          ...(each.otherwise !== undefined && { otherwise: within(each.otherwise) }),
        };
      case 'select':
        return {
          ...each,
          among: each.among.map((way) => ({
            ...way,
            ...(way.then !== undefined && { then: within(way.then) }),
          })),
        };
      default:
        return each;
    }
  });
}

/** The scenario under a guard, read through the handle; undefined where nobody reads so. */
export function throughHandle(base: Scenario, guard: GuardDeclaration): Scenario | undefined {
  if (base.guard !== undefined || base.paging === undefined || base.tasks === undefined)
    return undefined;
  let isChanged = false;
  const threads = Object.fromEntries(
    Object.entries(base.threads).map(([name, thread]) => {
      const receipt = receiptOf(thread.program);
      if (receipt === undefined) return [name, thread];
      const program = byHandle(thread.program, receipt);
      isChanged ||= JSON.stringify(program) !== JSON.stringify(thread.program);
      return [name, { ...thread, program }];
    }),
  );
  return isChanged ? { ...base, threads, guard } : undefined;
}
