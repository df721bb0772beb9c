/** The command line as a child process, as a user starts it. */
/** What a process left behind. */
export interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}
/** How a process is run. */
export interface Conditions {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Sends SIGINT when stderr first matches; once more for each further match asked for. */
    readonly interruptAt?: RegExp;
    /** Closes stdout before anything is read from it. */
    readonly closesStdout?: boolean;
}
/** The compiled entry of the command line. */
export declare const RACETRAP: string;
/** Runs `racetrap` with arguments. */
export declare function racetrap(args: readonly string[], conditions?: Conditions): Promise<Ended>;
/** Runs a program; neither stream is a terminal. */
export declare function runProcess(program: string, args: readonly string[], { cwd, env, interruptAt, closesStdout }?: Conditions): Promise<Ended>;
