import { ADDRESS_SPACE_DESIGNS } from '../../kernel/index.js';
import { catalogue, parametersOf } from '../../scenarios/catalogue.js';
import { ask } from '../../workers/engine.js';
import { explore } from '../../workers/explore/search.js';
import { equal, is, ok } from './suite.js';
/** Parameters that make a catalogued scenario small enough to be exhausted in about a second. */
export const SMALLER = {
    rwsem: { readers: 2 },
    'notif-state-machine': { targets: 1, supervisors: 1 },
    'go-preempt-storm': { signals: 2 },
    'go-preempt-storm-fixed': { signals: 2 },
    'vma-split-budget': { neighbour: 0 },
    'vma-split-budget-fixed': { neighbour: 0 },
};
/**
 * Scenarios whose violation sampling at its defaults does not find, and why: the depth of the bug
 * at the smaller parameters, as `explain` proves it.
 */
export const TOO_DEEP = { 'go-preempt-storm': 4 };
/**
 * A scenario whose whole state space, behind its first finding, takes a minute: `laws/parity` goes
 * through it once, and the other laws that want all of a scenario leave it out.
 */
const WIDE = 'queued-init-eintr-eager';
/** The scenarios that a search exhausts in seconds, with their smaller parameters. */
export const exhaustible = catalogue
    .filter(({ kind, name }) => kind !== 'load' && name !== WIDE)
    .map((entry) => ({ entry, parameters: parametersOf(entry, SMALLER[entry.name] ?? {}) }));
/** Explores an entry; `all` goes on behind the first finding. */
export async function explored(entry, given = {}, all = false) {
    const question = ask(entry.build(parametersOf(entry, given)));
    const { verdict, findings, observations, explore: figures } = await explore(question, { all });
    const names = findings.map(({ kind, message }) => (kind === 'property' ? message : kind));
    return {
        verdict,
        found: names[0],
        all: names,
        stepCount: findings[0]?.schedule?.length,
        waits: findings.find(({ kind }) => kind === 'deadlock')?.waits ?? [],
        observed: observations.map(({ values }) => values.join(' ')).toSorted(),
        endStateCount: figures.endStates,
    };
}
/** The entry is violated, and its shortest schedule shows this in so many steps. */
export async function finds(entry, found, stepCount, given = {}) {
    const answer = await explored(entry, given);
    equal([answer.verdict, answer.found, answer.stepCount], ['violated', found, stepCount]);
}
/** The entry is proved, threads come to their end, and its ends look like this and nothing else. */
export async function proves(entry, observed, given = {}) {
    const answer = await explored(entry, given);
    is(answer.verdict, 'holds', answer.found);
    ok(answer.endStateCount > 0, 'nobody ever comes to an end');
    equal(answer.observed, observed.toSorted());
}
/**
 * What a search finds of an entry under every lock design of the address space and under every
 * broken twin: `design: what` or `design without omission: what` for those that are violated. Each
 * is as its scenario expects.
 */
export async function foundByDesign(entry, given) {
    const found = [];
    for (const [design, { name, omissions }] of ADDRESS_SPACE_DESIGNS.entries())
        for (const [without, omission] of [undefined, ...omissions].entries()) {
            const scenario = entry.build(parametersOf(entry, { ...given, design, without }));
            const { verdict, findings, asExpected } = await explore(ask(scenario));
            const title = omission === undefined ? name : `${name} without ${omission}`;
            ok(asExpected, `${title}: ${verdict}, expected ${scenario.expect.explore}`);
            const [finding] = findings;
            if (finding === undefined)
                continue;
            found.push(`${title}: ${finding.kind === 'property' ? finding.message : finding.kind}`);
        }
    return found;
}
//# sourceMappingURL=litmus.js.map