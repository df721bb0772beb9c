/**
 * A schedule as a Mermaid sequence diagram: threads and memory as participants, reads as arrows
 * from memory, writes as arrows to it, the critical step in a coloured frame, what goes round for
 * ever in a loop.
 *
 * Invariant: every step is at least one arrow, in the order of the schedule; no text of a scenario
 * can end a line of the diagram or begin another.
 * Source: https://mermaid.js.org/syntax/sequenceDiagram.html
 */

import type { ScheduleStep } from '../../workers/index.ts';
import { messagesOf } from './messages.ts';
import { changedStrips } from './strip.ts';

/** The diagram as text, one line an element. */
export function sequenceDiagram(
  schedule: readonly ScheduleStep[],
  criticalStep: number | null = null,
  forever: readonly ScheduleStep[] = [],
): string {
  const threads = [...new Set([...schedule, ...forever].map(({ thread }) => thread))];
  const idOf = (thread: string): string => `t${threads.indexOf(thread)}`;
  const lines = [
    'sequenceDiagram',
    ...threads.map((thread) => `  participant ${idOf(thread)} as ${plainText(thread)}`),
    '  participant memory',
  ];
  const { strips } = changedStrips(schedule.map(({ mappings }) => mappings));
  schedule.forEach((step, index) => {
    const number = index + 1;
    const arrows = arrowsOf(step, number, idOf, strips[index]);
    if (number !== criticalStep) lines.push(...arrows.map((arrow) => `  ${arrow}`));
    else
      lines.push(
        '  rect rgb(255, 226, 204)',
        `    Note over ${idOf(step.thread)}: behind this step every continuation fails`,
        ...arrows.map((arrow) => `    ${arrow}`),
        '  end',
      );
  });
  if (forever.length > 0)
    lines.push(
      '  loop for ever',
      ...forever
        .flatMap((step, index) => arrowsOf(step, schedule.length + index + 1, idOf))
        .map((arrow) => `    ${arrow}`),
      '  end',
    );
  return `${lines.join('\n')}\n`;
}

function arrowsOf(
  step: ScheduleStep,
  number: number,
  idOf: (thread: string) => string,
  strip?: string,
): string[] {
  const thread = idOf(step.thread);
  return messagesOf(step, number, strip).map(({ kind, to = step.thread, deed = [], lines }) => {
    const text = [deed, lines].flat().map(plainText).join('<br/>');
    switch (kind) {
      case 'act':
        return `${thread}->>${thread}: ${text}`;
      case 'write':
        return `${thread}->>memory: ${text}`;
      case 'read':
        return `memory-->>${thread}: ${text}`;
      case 'wake':
        return `${thread}-)${idOf(to)}: ${text}`;
      case 'note':
        return `Note over ${thread}: ${text}`;
    }
  });
}

/** A text without what has a meaning in Mermaid: a semicolon ends a line, `#` begins an entity. */
function plainText(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll(/(?<!#35);/g, '#59;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll(/\s+/g, ' ');
}
