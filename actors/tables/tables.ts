/**
 * Tables: the machines that run, as what they run on. A machine is compiled when it is first asked
 * for, which loads xstate and takes as long as many a search. So the build puts what comes of this
 * file into its place in all that it bundles (scenarios/bundle), and xstate is loaded by who asks
 * for definitions alone. Invariant: a table is what compiling the machine's definition makes.
 */

import { compileMachine } from '../dispatch/compile.ts';
import { dispatchMachine } from '../dispatch/machine.ts';
import type { TransitionTable } from '../dispatch/table.ts';
import { supervisorMachine } from '../supervisor/machine.ts';

const MACHINES = { dispatch: dispatchMachine, supervisor: supervisorMachine };

/** A machine that runs. */
export type MachineName = keyof typeof MACHINES;

/** The machines that run. */
export const MACHINE_NAMES = Object.keys(MACHINES) as readonly MachineName[];

const compiled = new Map<MachineName, TransitionTable>();

/** The table of a machine; the same one for whoever asks. */
export function tableOf(name: MachineName): TransitionTable {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const table = compileMachine(MACHINES[name]);
  compiled.set(name, table);
  return table;
}
