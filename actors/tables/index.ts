/** The tables of the machines that run: what is bundled comes without xstate. */

export { MACHINE_NAMES, type MachineName, tableOf } from './tables.ts';
