/** `racetrap bench`: measures what the registry holds. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addBench(program: Command, { terminal, end }: Session): void;
