/** The command line as a child process, as a user starts it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
/** The compiled entry of the command line. */
export const RACETRAP = fileURLToPath(new URL('../../scenarios/cli/racetrap.js', import.meta.url));
/** Runs `racetrap` with arguments. */
export function racetrap(args, conditions = {}) {
    return runProcess(process.execPath, [RACETRAP, ...args], conditions);
}
/** Runs a program; neither stream is a terminal. */
export function runProcess(program, args, { cwd, env = {}, interruptAt, closesStdout = false } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            cwd,
            env: { ...process.env, ...env },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let stdout = '';
        let stderr = '';
        let isInterrupted = false;
        if (closesStdout)
            child.stdout.destroy();
        child.stdout.setEncoding('utf8').on('data', (text) => {
            stdout += text;
        });
        child.stderr.setEncoding('utf8').on('data', (text) => {
            stderr += text;
            if (isInterrupted || interruptAt?.test(stderr) !== true)
                return;
            isInterrupted = true;
            child.kill('SIGINT');
        });
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
}
//# sourceMappingURL=command-line.js.map