/** The command line as a child process, as a user starts it. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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
export const RACETRAP = fileURLToPath(new URL('../../scenarios/cli/racetrap.js', import.meta.url));

/** Runs `racetrap` with arguments. */
export function racetrap(args: readonly string[], conditions: Conditions = {}): Promise<Ended> {
  return runProcess(process.execPath, [RACETRAP, ...args], conditions);
}

/** Runs a program; neither stream is a terminal. */
export function runProcess(
  program: string,
  args: readonly string[],
  { cwd, env = {}, interruptAt, closesStdout = false }: Conditions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let isInterrupted = false;
    if (closesStdout) child.stdout.destroy();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (isInterrupted || interruptAt?.test(stderr) !== true) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
