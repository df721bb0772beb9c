/**
 * Search: the engine `explore`. It walks every interleaving of a scenario's steps, and every draw,
 * until a property breaks, nothing is left, or a budget ends it. Only a search that came to its end
 * says `holds`, and it says with what probability two states shared a fingerprint.
 *
 * One searcher begins; where the search gets long, a team on all cores goes on with it. Two
 * searches that both come to their end say the same.
 */
import { availableParallelism, totalmem } from 'node:os';
import { invariant, InvariantError, UsageError } from '../../kernel/index.js';
import { OUTCOME_VERSION } from '../outcome.js';
import { searchAlone } from './alone.js';
import { BreadthFirst } from './breadth-first.js';
import { takenTransitions } from './coverage.js';
import { DepthFirst } from './depth-first.js';
import { Examination, unreached } from './examination.js';
import { Mover } from './mover.js';
import { replaySchedule } from './replay.js';
import { scheduleOf } from './schedule.js';
import { expandAll } from './strategy.js';
import { searchAsTeam } from './team/team.js';
import { encodeToken } from './token.js';
import { Visited } from './visited.js';
/** States that a search stores unless told otherwise: at 64 bytes each, 1.3 GB. */
export const STATE_COUNT_MAX_DEFAULT = 20_000_000;
/** How long a search runs unless told otherwise, in ms. */
export const SEARCH_DURATION_MS_MAX_DEFAULT = 600_000;
/** States behind which a search is long enough for a team: a team takes a tenth of a second. */
const TEAM_STATE_COUNT_MIN = 200_000;
/** Searches all interleavings of a question's scenario; throws a UsageError for a wrong limit. */
export async function explore(question, options = {}, supervision = {}, parts = {}) {
    const stateCountMax = limit('stateCountMax', options.stateCountMax ?? STATE_COUNT_MAX_DEFAULT);
    const durationMsMax = limit('durationMsMax', options.durationMsMax ?? SEARCH_DURATION_MS_MAX_DEFAULT);
    const orderName = options.order ?? 'breadth-first';
    const collectsAll = options.all ?? false;
    const wantsWitnesses = options.witnesses ?? false;
    const mover = parts.mover ?? new Mover(question);
    const examination = new Examination(question, mover, { collectsAll, wantsWitnesses });
    const visited = parts.visited ?? new Visited(undefined, stateCountMax);
    const order = new (orderName === 'breadth-first' ? BreadthFirst : DepthFirst)(mover, examination, parts.strategy ?? expandAll, visited);
    const budget = {
        stateCountMax,
        durationMsMax,
        byteCountMax: limit('byteCountMax', options.byteCountMax ?? Math.floor(totalmem() / 2)),
        begunMs: performance.now(),
    };
    const memberCount = limit('workerCount', options.workerCount ?? availableParallelism());
    const mayHandOver = order instanceof BreadthFirst &&
        visited instanceof Visited &&
        memberCount > 1 &&
        parts.strategy === undefined;
    const enough = parts.teamStateCountMin ?? TEAM_STATE_COUNT_MIN;
    const isOver = () => examination.isOver;
    let extent = await searchAlone({ order, visited, budget, enough: mayHandOver ? enough : Infinity, isOver }, supervision);
    const begun = mayHandOver && extent.interruption === null && !isOver() ? order.handOver() : undefined;
    if (begun !== undefined && visited instanceof Visited) {
        const task = { question, mover, examination, visited, begun, memberCount };
        const team = await searchAsTeam({ ...task, collectsAll, wantsWitnesses, budget }, supervision);
        extent = { ...team, transitions: extent.transitions + team.transitions };
    }
    const durationMs = performance.now() - budget.begunMs;
    const { interruption } = extent;
    const findings = examination.finds.map((find) => findingOf(question, find));
    if (interruption === null && !examination.isOver) {
        for (const { name } of mover.judge.unseen())
            findings.push({ kind: 'unseen', message: `never seen: ${name}` });
        for (const name of unreached(question, examination))
            findings.push({
                kind: 'unreached',
                message: `never looked at: ${name}, as no schedule comes to an end`,
            });
    }
    const isViolated = findings.length > 0;
    if (interruption !== null)
        findings.push({ kind: 'deadline', message: `the search was ended by ${interruption}` });
    const verdict = isViolated ? 'violated' : interruption === null ? 'holds' : 'interrupted';
    const expected = question.scenario.expect.explore ?? null;
    return {
        version: OUTCOME_VERSION,
        engine: 'explore',
        scenario: question.scenario.name,
        parameters: question.parameters,
        seed: null,
        verdict,
        expected,
        asExpected: expected === null || verdict === expected,
        findings,
        observed: question.scenario.observe,
        observations: [...examination.sightings.values()]
            .map(({ values, count, moves }) => ({
            values,
            count,
            ...(moves === null
                ? {}
                : { token: encodeToken(question, scheduleOf(question, 'none', moves)) }),
        }))
            .sort((left, right) => right.count - left.count),
        transitions: takenTransitions(question, mover),
        explore: {
            order: orderName,
            states: extent.states,
            transitions: extent.transitions,
            endStates: examination.endStates,
            depth: extent.depth,
            durationMs,
            bytesPerState: extent.bytesPeak / extent.states,
            omissionProbability: extent.states ** 2 / 2 ** 65,
            stateWordCount: mover.world.layout.identityLength,
        },
        parallel: null,
        sample: null,
    };
}
/** A find with its schedule in words. That the schedule replays proves search and replay alike. */
export function findingOf(question, { ending, moves }) {
    try {
        const { finding } = replaySchedule(question, scheduleOf(question, ending, moves));
        invariant(finding !== null, 'it ends in nothing wrong');
        return finding;
    }
    catch (error) {
        if (!(error instanceof Error))
            throw error;
        throw new InvariantError(`what the search found is not what replays: ${error.message}`);
    }
}
export function limit(name, value) {
    if (!(value >= 1))
        throw new UsageError(`${name} is a number from 1, not ${value}`, 'leave it out for the default');
    return value;
}
//# sourceMappingURL=search.js.map