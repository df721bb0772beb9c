/**
 * Why a schedule fails, for a person: how small it was made and what that proves, the step at which
 * it was lost, and from there on the nearest passing schedule beside it. Invariant: what was not
 * proved is never said to be the fewest or the least.
 */
import { countOf } from './number.js';
import { drawTable, PAGE_WIDTH, paragraph } from './table.js';
/** Rows of the passing schedule behind the end of the failing one. */
const PASSING_ROW_COUNT_MORE = 3;
/** The lines above the schedule. */
export function whyLines({ schedule = [], why }) {
    if (why === undefined)
        return [];
    return [
        `preemptions: ${preemptionText(why)}`,
        `bug depth: ${depthText(why)}`,
        sizeText(schedule.length, why),
        criticalText(schedule, why),
    ].flatMap((line) => paragraph(line, '  '));
}
/** The failing and the passing schedule side by side, from the critical step on. */
export function besideLines({ schedule = [], why }) {
    const step = why?.criticalStep ?? 0;
    const passing = why?.passing ?? null;
    if (passing === null || step < 1)
        return [];
    const first = step - 1;
    const width = Math.floor((PAGE_WIDTH - 10) / 2);
    const columns = [
        { title: '#', align: 'right' },
        { title: 'fails', widthMax: width },
        { title: 'passes', widthMax: width },
    ];
    const length = Math.max(schedule.length, Math.min(passing.schedule.length, schedule.length + PASSING_ROW_COUNT_MORE));
    const more = passing.schedule.length - length;
    const rows = Array.from({ length: length - first }, (_none, at) => [
        `${first + at + 1}`,
        cellOf(schedule[first + at]),
        cellOf(passing.schedule[first + at]),
    ]);
    return [
        ...paragraph(first === 0
            ? 'The nearest passing schedule differs from the first step on.'
            : `The nearest passing schedule is the same up to step ${first}.`, '  '),
        ...drawTable(columns, rows, '  '),
        ...(more > 0 ? [`  and ${countOf(more, 'step')} more to the end of the passing one`] : []),
        `  racetrap replay ${passing.token}`,
    ];
}
function preemptionText({ preemptions, preemptionsAtLeast }) {
    if (preemptions === preemptionsAtLeast)
        return `${preemptions}, proved to be the fewest`;
    return `${preemptions}; that fewer than ${preemptionsAtLeast} do not suffice is proved`;
}
function depthText({ depth, depthAtLeast }) {
    return depth === null
        ? `at least ${depthAtLeast}; the limit of the search left it open`
        : `${depth}: ${countOf(depth, 'ordering constraint')}, the least with which PCT finds it`;
}
function sizeText(steps, { found, preemptions }) {
    const now = countOf(steps, 'step');
    if (found.steps === steps && found.preemptions === preemptions)
        return `size: ${now}, as found`;
    const before = `${countOf(found.steps, 'step')} and ${countOf(found.preemptions, 'preemption')}`;
    return `size: ${now}; found with ${before}`;
}
function criticalText(schedule, { criticalStep }) {
    if (criticalStep === null)
        return 'critical step: the limit of the search left it open';
    if (criticalStep === 0)
        return 'critical step: none, no schedule passes';
    const step = schedule[criticalStep - 1];
    if (step === undefined)
        return 'critical step: none, a continuation passes still: only the end is missing';
    return (`critical step: ${criticalStep}, ${step.thread}: ${step.did}; ` +
        'behind it every continuation fails');
}
function cellOf(step) {
    if (step === undefined)
        return '';
    return [`${step.thread}: ${step.did}`, ...step.events.map((event) => `! ${event}`)].join('\n');
}
//# sourceMappingURL=why.js.map