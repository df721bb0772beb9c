/**
 * Reconstruction as text: the schedule that does what a failing round on real workers was seen to
 * do, as a command that explains it; or, honestly, that none was found. Invariant: a search that
 * was cut off never says that there is no schedule.
 */

import type { FailedRound, Reconstruction } from '../../workers/index.ts';
import { countOf } from './number.ts';
import { explainCommand } from './repeat.ts';
import { paragraph } from './table.ts';

/**
 * How a failing round is explained; `otherwise` is the command that asks the search, and `file` the
 * scenario's own, where it is not in the catalogue.
 */
export function reconstructionLines(
  { token, stepCount, states, round: number, isExhausted }: Reconstruction,
  { properties }: FailedRound,
  otherwise: string,
  file?: string,
): string[] {
  if (token !== null)
    return [
      `  ${explainCommand(token, file)}`,
      ...paragraph(
        `a schedule of ${countOf(stepCount, 'step')}, found by what each thread told in round ` +
          `${number}; ${properties.length === 0 ? 'it hangs' : 'it fails and ends'} as that did`,
        '  ',
      ),
    ];
  const searched = countOf(states, 'state');
  const why = !isExhausted
    ? `no schedule that does what round ${number} did was found among ${searched}; all of them:`
    : properties.length === 0
      ? `no schedule hangs as round ${number} did (${searched}): it may only have been slow`
      : `NO schedule does what round ${number} did (all ${searched}): racetrap is wrong; ask --parity`;
  return [`  ${otherwise}`, ...paragraph(why, '  ')];
}
