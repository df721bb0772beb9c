/** `racetrap report`: results as one page that opens in any browser. */

import { basename } from 'node:path';
import type { Command } from 'commander';
import { bytesText, countOf } from '../report/number.ts';
import { readResults } from '../result/read.ts';
import { type Session, showsExamples, takesOutput } from './command.ts';
import { EXIT } from './exit.ts';

/** Adds the command. */
export function addReport(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('report')
    .description('draw results as one self-contained HTML page, without any network access')
    .argument('<RESULTS...>', 'files that other commands wrote with --json')
    .action(async (files: readonly string[], { output }: { readonly output: string }) => {
      const sources = files.flatMap((file) =>
        readResults(file).map((result) => ({ name: basename(file), result })),
      );
      // Why: what draws takes longer to load than all other commands, whose help comes by here.
      const { pageOf } = await import('../page/page.ts');
      const page = pageOf(sources);
      if (terminal.writeText(output, page))
        terminal.print(
          `${output}: ${countOf(sources.length, 'result')}, ${bytesText(Buffer.byteLength(page))}\n`,
        );
      end(EXIT.expected);
    });
  takesOutput(command, 'the page');
  showsExamples(
    command,
    'report found.json -o found.html',
    'report run-1.json run-2.json run-4.json -o scaling.html',
  );
}
