/**
 * Findings: what went wrong, why, and the schedule that leads there as swim lanes. Invariant:
 * every finding of the result is told, and every schedule that it carries is drawn or, where the
 * page is full, told to be cut.
 */

import type { Finding } from '../../workers/index.ts';
import { foundText } from '../report/headline.ts';
import { countOf } from '../report/number.ts';
import { replayCommand, replayLines } from '../report/repeat.ts';
import { marksSteps } from '../report/columns.ts';
import { orderLines, whyTexts } from '../report/why.ts';
import { findingTimeline, scheduleTimeline } from '../timeline/schedule.ts';
import { html, type Html } from './html.ts';
import { type StepMark, swimLanes } from './swim-lanes.ts';
import type { Room } from './window.ts';

/** Where findings are told. */
export interface Place {
  /** Begin of the names of what can be gone to: letters, digits and hyphens. */
  readonly id: string;
  readonly room: Room;
}

/** All findings of a result; null where nothing was found. */
export function findingsSection(findings: readonly Finding[], place: Place): Html | null {
  if (findings.length === 0) return null;
  return html`<section class="findings">
    <h3>${findings.length === 1 ? 'Finding' : countOf(findings.length, 'finding')}</h3>
    ${findings.map((finding, index) =>
      findingMarkup(finding, { ...place, id: `${place.id}-finding-${index + 1}` }),
    )}
  </section>`;
}

/** One finding with its schedule. */
export function findingMarkup(finding: Finding, { id, room }: Place): Html {
  const message = foundText(finding);
  const { kind, schedule, forever = [], waits = [], cycle = [], why } = finding;
  const lines = [
    ...waits.filter((wait) => !message.includes(wait)),
    ...(finding.history ?? []),
    ...(cycle.length === 0
      ? []
      : [`cycle: ${[...cycle, cycle[0]!].join(', which waits for ').replace(', which', '')}`]),
    ...whyTexts(finding),
    ...orderLines(finding).map((line) => line.trim()),
    ...(forever.length === 0
      ? []
      : [`From step ${(schedule?.length ?? 0) + 1} on, the steps go round for ever.`]),
  ];
  const passing = why?.passing ?? null;
  return html`<section class="finding">
    <h4 data-kind="${kind}">${message.startsWith(kind) ? message : `${kind}: ${message}`}</h4>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${replayLines(finding).map((line) => html`<p><code>${line.trim()}</code></p>`)}
    ${
      schedule === undefined
        ? null
        : swimLanes(findingTimeline(finding, message), { id, room, markOf: marksOf(finding) })
    }
    ${
      passing === null
        ? null
        : html`<h4>The nearest passing schedule</h4>
            <p><code>${replayCommand(passing.token)}</code></p>
            ${swimLanes(scheduleTimeline(passing.schedule, 'The nearest passing schedule'), {
              id: `${id}-passing`,
              room,
            })}`
    }
  </section>`;
}

function marksOf({ why }: Finding): (step: number) => StepMark | undefined {
  if (why === undefined) return () => undefined;
  const told = marksSteps(why);
  const matters = new Set(why.slice.matters);
  return (step) => ({
    matters: !told || matters.has(step),
    isCritical: step === why.criticalStep,
  });
}
