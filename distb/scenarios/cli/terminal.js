/**
 * Terminal: all that the command line writes, and what it hears from the user. Results go to
 * stdout, progress and errors to stderr. Invariant: what is piped carries no escape codes; a reader
 * that goes away ends the program quietly; the first SIGINT asks the engine to stop, the second
 * ends at once.
 */
import { writeFileSync } from 'node:fs';
import { UsageError } from '../../kernel/index.js';
import { coloured, plain } from '../report/paint.js';
import { EXIT } from './exit.js';
/** The terminal of this process. */
export function openTerminal() {
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', (error) => {
            if (error.code !== 'EPIPE')
                throw error;
            process.exit(process.exitCode ?? EXIT.expected);
        });
    const isColoured = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
    let isLineShown = false;
    const clearLine = () => {
        if (isLineShown)
            process.stderr.write('\r\u001b[K');
        isLineShown = false;
    };
    const print = (text) => {
        clearLine();
        process.stdout.write(text);
    };
    const tell = (text) => {
        clearLine();
        process.stderr.write(text);
    };
    return {
        paint: isColoured ? coloured : plain,
        print,
        tell,
        writeJson(target, value) {
            if (target === undefined)
                return true;
            const text = `${JSON.stringify(value, undefined, 2)}\n`;
            if (target === '-') {
                print(text);
                return false;
            }
            try {
                writeFileSync(target, text);
            }
            catch (error) {
                throw new UsageError(`cannot write ${target}: ${error instanceof Error ? error.message : String(error)}`, '--json takes a file, or - for stdout; put it behind the other arguments');
            }
            return true;
        },
        async supervise(wantsProgress, work) {
            const controller = new AbortController();
            const onInterrupt = () => {
                if (controller.signal.aborted)
                    process.exit(EXIT.interrupted);
                controller.abort();
                tell('racetrap: stopping; what was measured follows (again to leave at once)\n');
            };
            process.on('SIGINT', onInterrupt);
            const isShown = wantsProgress || process.stderr.isTTY;
            const progress = (line) => {
                if (!process.stderr.isTTY)
                    process.stderr.write(`${line}\n`);
                else {
                    const width = (process.stderr.columns ?? 80) - 1;
                    process.stderr.write(`\r\u001b[K${line.slice(0, width)}`);
                    isLineShown = true;
                }
            };
            const { signal } = controller;
            try {
                const result = await work({ signal, ...(isShown && { progress }) });
                return { result, isInterrupted: signal.aborted };
            }
            finally {
                clearLine();
                process.off('SIGINT', onInterrupt);
            }
        },
    };
}
//# sourceMappingURL=terminal.js.map