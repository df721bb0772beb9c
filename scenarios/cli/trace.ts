/** `racetrap trace`: schedules and journals of a result, as a file that trace viewers open. */

import type { Command } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import { countOf } from '../report/number.ts';
import { readResults } from '../result/read.ts';
import { timelinesOf } from '../timeline/timelines.ts';
import { traceOf } from '../timeline/trace.ts';
import { type Session, showsExamples, takesOutput } from './command.ts';
import { EXIT } from './exit.ts';

/** Adds the command. */
export function addTrace(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('trace')
    .description('write schedules and journals of a result as trace events, for Perfetto')
    .argument(
      '<RESULT>',
      'a file that run, explore, sample, guards, replay or explain wrote: --json',
    )
    .action((file: string, { output }: { readonly output: string }) => {
      const timelines = readResults(file).flatMap(timelinesOf);
      if (timelines.length === 0)
        throw new UsageError(
          'it has neither a schedule nor a journal',
          'schedules come from explore and sample, journals from run',
          file,
        );
      const trace = traceOf(timelines);
      const isPrinted = !terminal.writeText(output, `${JSON.stringify(trace)}\n`);
      if (!isPrinted)
        terminal.print(
          `${output}: ${countOf(trace.traceEvents.length, 'event')} of ` +
            `${countOf(timelines.length, 'timeline')}\n` +
            'open it at https://ui.perfetto.dev or chrome://tracing\n',
        );
      end(EXIT.expected);
    });
  takesOutput(command, 'the trace');
  showsExamples(command, 'trace found.json -o found.trace.json');
}
