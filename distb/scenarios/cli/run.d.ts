/** `racetrap run`: does it go wrong? Runs a scenario on real worker threads. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Rounds of a litmus scenario unless the command says otherwise. */
export declare const ROUNDS_DEFAULT = 10000;
/** How long a load runs unless the command says otherwise, in ms. */
export declare const DURATION_MS_DEFAULT = 2000;
/** Adds the command. */
export declare function addRun(program: Command, { terminal, end }: Session): void;
