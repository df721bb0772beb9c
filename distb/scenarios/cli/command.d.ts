/**
 * Command: what all commands of the command line share. Invariant: an action answers with its exit
 * code and throws what it cannot answer; nobody but racetrap.ts ends the process.
 */
import { type Command } from 'commander';
import type { Finding } from '../../workers/index.ts';
import type { ScheduleFormat } from '../report/text.ts';
import type { Terminal } from './terminal.ts';
/** What a command needs from the one who runs it. */
export interface Session {
    readonly terminal: Terminal;
    /** Takes the exit code of the command that ran. */
    readonly end: (code: number) => void;
}
/** Options that choose parameters. */
export interface ParameterOptions {
    readonly set?: Record<string, number>;
    readonly threads?: number;
}
/** Options of commands that report. */
export interface ReportingOptions {
    readonly json?: string | true;
    readonly progress?: boolean;
}
/** Adds the argument SCENARIO. */
export declare function takesScenario(command: Command): Command;
/** Adds the options that set parameters. */
export declare function takesParameters(command: Command): Command;
/** Adds the option of a machine-readable answer. */
export declare function takesJson(command: Command, what: string): Command;
/** Options of commands that draw a schedule. */
export interface FormatOptions {
    readonly format: ScheduleFormat;
}
/** Adds `--format`. */
export declare function takesFormat(command: Command): Command;
/** The diagram of a finding where one was asked for and there is a schedule; else undefined. */
export declare function diagramOf(format: ScheduleFormat, finding: Pick<Finding, 'schedule' | 'why'> | undefined): string | undefined;
/** Adds the arguments TOKEN and SCENARIO. */
export declare function takesToken(command: Command): Command;
/** Adds `--progress`. */
export declare function takesProgress(command: Command): Command;
/** Adds `--duration`. */
export declare function takesDuration(command: Command, what: string): Command;
/** Adds `--seed`. */
export declare function takesSeed(command: Command): Command;
/**
 * Accepts the options of the other commands without a word in the help, so that one set of options
 * fits all: a script may search and run with the same ones. What has no meaning is checked, and
 * then does nothing.
 */
export declare function takesTheRest(command: Command): void;
/** Adds examples below the help of a command. */
export declare function showsExamples(command: Command, ...examples: readonly string[]): Command;
/** Where `--json` writes to; undefined if it was not given. */
export declare function jsonTarget({ json }: ReportingOptions): string | undefined;
/** The exit code of an outcome. */
export declare function exitCodeOf({ asExpected }: {
    readonly asExpected: boolean;
}, isInterrupted?: boolean): number;
