/**
 * Synthesis as text: which protections restore the properties, at what price, and how the others
 * still fail. Invariant: what was proved, what failed and what is open stand apart.
 */

import type { ProtectionAnswer, Synthesis } from '../guards/synthesis.ts';
import { countText, nsText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { drawTable, paragraph } from './table.ts';

const WORDS = {
  restores: 'restores it, proved',
  fails: 'fails',
  open: 'open',
  refused: 'does not apply',
} as const;

/** The table of all protections. */
export function synthesisText(
  { scenario, answers, engine }: Synthesis,
  paint: Paint = plain,
): string {
  const [itself, ...tried] = answers;
  const proved = tried.filter(({ verdict }) => verdict === 'restores');
  const headline =
    itself?.verdict === 'restores'
      ? `${scenario} holds as it is; under ${proved.length} of ${tried.length} changes it still does.`
      : `${scenario}: ${proved.length} of ${tried.length} protections restore its properties.`;
  const hasPrice = answers.some(({ roundUs }) => roundUs !== null);
  const columns = [
    { title: 'protection' },
    { title: 'answer' },
    { title: 'states', align: 'right' as const },
    { title: 'steps', align: 'right' as const },
    ...(hasPrice ? [{ title: 'a round', align: 'right' as const }] : []),
    { title: 'why', widthMax: 34 },
  ];
  const rows = answers.map((answer) => [
    answer.kind === 'none' ? answer.name : `${answer.kind} ${answer.name}`,
    answer.kind === 'none' && answer.verdict === 'restores' ? 'holds' : WORDS[answer.verdict],
    answer.states === 0 ? '' : countText(answer.states),
    stepsText(answer),
    ...(hasPrice ? [answer.roundUs === null ? '' : nsText(answer.roundUs * 1e3)] : []),
    answer.why,
  ]);
  const commands = tried.flatMap(({ verdict, command }) =>
    verdict === 'fails' && command !== null ? [`  ${command}`] : [],
  );
  const isUnnamed = tried.some(({ verdict, command }) => verdict === 'fails' && command === null);
  return [
    paint(proved.length > 0 ? 'good' : 'bad', headline),
    '',
    ...drawTable(columns, rows),
    '',
    ...(hasPrice
      ? paragraph(
          'A round: mean time of one run from the first state to the end, ' +
            (engine === 'virtual' ? 'by the costs of a measured machine.' : 'on real workers.'),
        )
      : []),
    ...(commands.length > 0 ? ['How it still fails:', ...commands] : []),
    ...(isUnnamed ? paragraph('Schedules of what fails: --save DIRECTORY, and explore it.') : []),
    '',
  ].join('\n');
}

function stepsText({ finding }: ProtectionAnswer): string {
  return finding?.schedule === undefined ? '' : String(finding.schedule.length);
}
