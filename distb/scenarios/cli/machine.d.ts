/** `racetrap machine`: the statecharts that decide what a thread does, as pictures in text. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addMachine(program: Command, { terminal, end }: Session): void;
