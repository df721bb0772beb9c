/**
 * Sections: what the page says of a result of each kind: the verdict first, then what was found,
 * what was observed, the figures drawn and as tables. Invariant: it says nothing that the result
 * does not carry.
 */

import { COUNTER, type CounterName } from '../../kernel/index.ts';
import type {
  Outcome,
  ParallelFigures,
  ToldTimeline,
  VirtualFigures,
} from '../../workers/index.ts';
import { findScenario } from '../catalogue.ts';
import { explorePairs, parallelPairs, virtualPairs } from '../report/figures.ts';
import { expectation, foundText, headline, type Headline } from '../report/headline.ts';
import {
  countOf,
  countText,
  measureText,
  nsText,
  probabilityText,
  rateText,
} from '../report/number.ts';
import { valuesText } from '../report/observation.ts';
import { repeatLines, samplePairs } from '../report/sample.ts';
import type { Result, ResultOf } from '../result/read.ts';
import { journalTimeline } from '../timeline/journal.ts';
import { virtualTimeline } from '../timeline/virtual.ts';
import { scheduleTimeline } from '../timeline/schedule.ts';
import { type Cell, figure, foldedTable, numberCell, pairsOf, tableOf } from './figure.ts';
import { findingMarkup, findingsSection, type Place } from './findings.ts';
import { histogram } from './histogram.ts';
import { type Content, html, type Html } from './html.ts';
import { litmusTable, parityTable } from './observations.ts';
import { probabilityCurve } from './probability.ts';
import { benchCurves, scalingCurves } from './scaling.ts';
import { stateMachine } from './state-machine.ts';
import { swimLanes } from './swim-lanes.ts';

/** What the page says of a result. */
export interface Section {
  readonly title: string;
  /** The answer in one sentence. */
  readonly verdict: Headline;
  readonly body: Content;
}

/** Threads that a table shows one by one. */
const THREAD_ROW_COUNT_MAX = 200;

/** What the page says of a result. */
export function sectionOf(result: Result, place: Place): Section {
  switch (result.kind) {
    case 'outcome':
      return outcomeSection(result.value, place);
    case 'stress':
      return stressSection(result.value);
    case 'guards':
      return guardsSection(result.value, place);
    case 'matrix':
      return matrixSection(result.value);
    case 'bench':
      return benchSection(result.value);
    case 'suite':
      return suiteSection(result.value);
    case 'diff':
      return diffSection(result.value, place);
    case 'replay':
      return replaySection(result.value, place);
    case 'explain':
      return {
        title: `${result.value.scenario}: explained`,
        verdict: { tone: 'bad', text: `${foundText(result.value.finding)}.` },
        body: findingMarkup(result.value.finding, place),
      };
    case 'conform':
      return conformSection(result.value);
  }
}

const ENGINES: Readonly<Record<Outcome['engine'], string>> = {
  explore: 'explored',
  parallel: 'run on real workers',
  virtual: 'run in virtual time',
  sample: 'sampled',
};

function outcomeSection(outcome: ResultOf<'outcome'>['value'], place: Place): Section {
  return {
    title: `${outcome.scenario}: ${ENGINES[outcome.engine]}`,
    verdict: headline(outcome),
    body: html`${verdictLine(expectation(outcome))}${inputs(outcome)}${outcomeBody(outcome, place)}`,
  };
}

/** What depends on nothing but the outcome. */
function outcomeBody(outcome: ResultOf<'outcome'>['value'], place: Place): Content {
  const { findings, explore, parallel, sample, virtual, transitions, unjudged, parity } = outcome;
  const machine = stateMachine(transitions);
  return html`
    ${
      unjudged.length === 0
        ? null
        : html`<p>Not judged, as it is about whole executions: ${unjudged.join(', ')}.</p>`
    }
    ${findingsSection(findings, place)} ${litmusTable(outcome)}
    ${parity === undefined ? null : parityTable(parity)}
    ${parallel === null ? null : parallelBody(parallel, place, virtual)}
    ${
      machine === null
        ? null
        : html`<h3>State machine</h3>
            ${figure(machine)}`
    }
    ${
      explore === null
        ? null
        : html`<h3>Search</h3>
            ${pairsOf('Figures of the search', explorePairs(explore))}`
    }
    ${
      sample === null
        ? null
        : html`<h3>Sample</h3>
            ${pairsOf('Figures of the sample', samplePairs(sample))}
            ${repeatLines(outcome, outcome.scenario).map((line) => html`<p><code>${line.trim()}</code></p>`)}`
    }
  `;
}

function parallelBody(
  parallel: ParallelFigures,
  { id, room }: Place,
  virtual: VirtualFigures | undefined,
): Content {
  const { window, latency, lockWait, lockHold, spans, journal, journalDropped, threads } = parallel;
  const histograms = [
    histogram('Race window: from look-up to decision', 'window', window),
    histogram('Latency of calls', 'latency', latency),
    histogram('Waits for locks', 'lock-wait', lockWait),
    histogram('Locks held', 'lock-hold', lockHold),
    ...Object.entries(spans).map(([name, times]) => histogram(`Span ${name}`, 'span', times)),
  ].filter((each) => each !== null);
  const names = threads.map(({ name }) => name);
  return html`
    ${
      histograms.length === 0
        ? null
        : html`<h3>Times</h3>
            <div class="figures">${histograms.map(figure)}</div>`
    }
    <h3>Run</h3>
    ${pairsOf('Figures of the run', parallelPairs(parallel, virtual !== undefined))}
    ${virtual === undefined ? null : pairsOf('The virtual machine', virtualPairs(virtual))}
    ${threadTable(parallel)}
    ${virtual?.timeline === undefined ? null : coresOf(virtual.timeline, { id, room })}
    ${
      journal.length === 0
        ? null
        : html`<h3>The last events of the journal</h3>
            <p class="note">
              Events in an order in which they can have happened; a journal has no times.
              ${journalDropped > 0 ? `The rings dropped ${countOf(journalDropped, 'event')}.` : ''}
            </p>
            ${swimLanes(journalTimeline(journal, names, 'Journal'), { id: `${id}-journal`, room })}`
    }
  `;
}

/** Stretches of a timeline that a page draws: `trace` has them all. */
const STRETCH_COUNT_MAX = 1_000;

/** Who ran on which core, and what threads called and waited for meanwhile. */
function coresOf(all: ToldTimeline, { id, room }: Place): Html {
  const stretches = all.stretches.slice(-STRETCH_COUNT_MAX);
  const [first] = stretches;
  const told = {
    ...all,
    stretches,
    moments: all.moments.filter(({ atNs }) => first !== undefined && atNs >= first.fromNs),
    dropped: all.dropped + all.stretches.length - stretches.length,
  };
  return html`<h3>Cores and threads, in simulated time</h3>
    <p class="note">
      A step is a thread on a core; behind the lanes of threads lie their calls and, in them, what
      they wait for.
      ${told.dropped > 0 ? `Not shown: ${countText(told.dropped)} stretches before.` : ''}
    </p>
    ${swimLanes(virtualTimeline(told, 'Cores'), { id: `${id}-cores`, room })}`;
}

/** Every counter that counted anything, by threads. */
function threadTable({ threads, total, callsPerSecond }: ParallelFigures): Html {
  const shown = (Object.keys(COUNTER) as CounterName[]).filter((name) => total[name] > 0);
  const row = (name: string, perSecond: number, counters: typeof total): Cell[] => [
    name,
    numberCell(perSecond, rateText(perSecond)),
    ...shown.map((counter) => numberCell(counters[counter], countText(counters[counter]))),
  ];
  const listed = threads.slice(0, THREAD_ROW_COUNT_MAX);
  return tableOf({
    caption:
      'Threads' +
      (listed.length < threads.length
        ? `: the first ${listed.length} of ${threads.length}; the total counts all`
        : ''),
    columns: [
      { title: 'thread' },
      { title: 'calls', isNumber: true },
      ...shown.map((title) => ({ title, isNumber: true })),
    ],
    rows: [
      ...listed.map(({ name, callsPerSecond: own, counters }) => row(name, own, counters)),
      row('total', callsPerSecond, total),
    ],
  });
}

function stressSection(stress: ResultOf<'stress'>['value']): Section {
  const { scenario, sweep, points } = stress;
  const meaning = findScenario(scenario)?.parameters[sweep ?? '']?.meaning ?? '';
  const isTime = meaning.endsWith(', ns');
  const curve = probabilityCurve(stress, isTime);
  const attempts = points.reduce((sum, point) => sum + point.attempts, 0);
  const hits = points.reduce((sum, point) => sum + point.hits, 0);
  const waits = points.flatMap(({ value, lockWait, latency, window, stall }) => {
    const label = value === null ? '' : `, ${sweep} ${isTime ? nsText(value) : value}`;
    return [
      window === null ? null : histogram(`Race window${label}`, 'window', window),
      stall === null ? null : histogram(`Writers stood still${label}`, 'stall', stall),
      histogram(`Latency of calls${label}`, 'latency', latency),
      histogram(`Waits for locks${label}`, 'lock-wait', lockWait),
    ].filter((each) => each !== null);
  });
  return {
    title: `${scenario}: stressed`,
    verdict: {
      tone: hits > 0 ? 'bad' : 'doubtful',
      text:
        `${scenario}: the race was lost in ${countText(hits)} of ${countOf(attempts, 'attempt')} at ` +
        `${countOf(points.length, 'point')}.`,
    },
    body: html`
      ${inputs(stress)} ${curve === null ? pointTable(stress) : figure(curve)} ${costTable(stress)}
      ${stress.steps === null ? null : windowInSteps(stress.steps)}
      ${
        waits.length === 0
          ? null
          : html`<h3>Times</h3>
              <div class="figures">${waits.map(figure)}</div>`
      }
    `,
  };
}

/** What attempts cost besides time, where the scenario counts it. */
function costTable({ sweep, points }: ResultOf<'stress'>['value']): Content {
  const costs = [...new Set(points.flatMap((point) => Object.keys(point.costs)))];
  if (costs.length === 0) return null;
  return tableOf({
    caption: 'What the attempts cost',
    columns: [sweep ?? 'point', ...costs].map((title) => ({ title, isNumber: true })),
    rows: points.map((point, index) => [
      point.value ?? index + 1,
      ...costs.map((name) => {
        const value = point.costs[name] ?? 0;
        return numberCell(value, countText(value));
      }),
    ]),
  });
}

/** The race window where no time is: in schedules in which every step is anybody's. */
function windowInSteps(steps: NonNullable<ResultOf<'stress'>['value']['steps']>): Html {
  const { schedules, scheduleSteps, window, attempts, hits, interval } = steps;
  const [low, high] = interval;
  return html`<h3>The window in steps</h3>
    ${pairsOf('Random schedules, in which the next step is anybody’s', [
      ['schedules', `${countText(schedules)}, of ${scheduleSteps.toFixed(1)} steps on average`],
      ['window', `p50 ${window.p50}, p99 ${window.p99}, at most ${countOf(window.max, 'step')}`],
      [
        'hits',
        `${countText(hits)} of ${countText(attempts)}, ` +
          `95% within ${probabilityText(low)} to ${probabilityText(high)}`,
      ],
    ])}`;
}

/** A stress without a sweep has one point, and no curve. */
function pointTable({ points }: ResultOf<'stress'>['value']): Html {
  return tableOf({
    caption: 'What was counted',
    columns: ['attempts', 'hits', 'probability', '95% from', 'to'].map((title) => ({
      title,
      isNumber: true,
    })),
    rows: points.map(({ attempts, hits, probability, interval: [low, high] }) => [
      numberCell(attempts, countText(attempts)),
      numberCell(hits, countText(hits)),
      ...[probability, low, high].map((value) => numberCell(value, String(+value.toPrecision(3)))),
    ]),
  });
}

const ANSWERS = {
  restores: 'restores it, proved',
  fails: 'fails',
  open: 'open',
  refused: 'does not apply',
} as const;

function guardsSection(value: ResultOf<'guards'>['value'], { id, room }: Place): Section {
  const { scenario, answers } = value;
  const [itself, ...tried] = answers;
  const proved = tried.filter(({ verdict }) => verdict === 'restores');
  const priced = answers.filter(({ roundUs }) => roundUs !== null);
  const prices = scalingCurves({
    name: 'Price of a round',
    axes: [{ name: 'protection', values: priced.map(({ kind, name }) => `${kind} ${name}`) }],
    points: priced.map(({ kind, name, roundUs }) => {
      const ns = (roundUs ?? 0) * 1e3;
      return {
        parameters: { protection: `${kind} ${name}` },
        figures: {
          [`mean time ${value.engine === 'virtual' ? 'in virtual time' : 'on real workers'}`]: {
            median: ns,
            low: ns,
            high: ns,
            unit: 'ns',
          },
        },
      };
    }),
  });
  return {
    title: `${scenario}: protections`,
    verdict: {
      tone: proved.length > 0 || itself?.verdict === 'restores' ? 'good' : 'bad',
      text:
        itself?.verdict === 'restores'
          ? `${scenario} holds as it is.`
          : `${scenario}: ${proved.length} of ${countOf(tried.length, 'protection')} restore its properties.`,
    },
    body: html`
      ${inputs({ parameters: value.parameters, seed: null })}
      ${tableOf({
        caption: 'Every protection that applies',
        columns: [
          { title: 'protection' },
          { title: 'answer' },
          { title: 'states', isNumber: true },
          { title: 'steps', isNumber: true },
          { title: 'a round', isNumber: true },
          { title: 'why' },
          { title: 'how it still fails' },
        ],
        rows: answers.map(({ kind, name, verdict, why, states, finding, roundUs, command }) => [
          kind === 'none' ? name : `${kind} ${name}`,
          ANSWERS[verdict],
          numberCell(states, countText(states)),
          finding?.schedule?.length ?? '',
          roundUs === null ? '' : numberCell(roundUs, nsText(roundUs * 1e3)),
          why,
          verdict === 'fails' && command !== null ? html`<code>${command}</code>` : '',
        ]),
      })}
      <div class="figures">${prices.map(figure)}</div>
      ${answers.map(({ kind, name, finding }, index) =>
        finding === null
          ? null
          : html`<h3>How it fails: ${kind === 'none' ? name : `${kind} ${name}`}</h3>
              ${findingMarkup(finding, { id: `${id}-answer-${index + 1}`, room })}`,
      )}
    `,
  };
}

/** A row for each guard, a column for each route. */
function matrixSection({ cells }: ResultOf<'matrix'>['value']): Section {
  const guards = [...new Set(cells.map(({ guard }) => guard))];
  const routes = [...new Set(cells.map(({ route }) => route))];
  const open = cells.filter(({ interruption }) => interruption !== null);
  const bypassed = cells.filter(
    ({ isBypassed, interruption }) => isBypassed && interruption === null,
  );
  const answer = (guard: string, route: string): string => {
    const cell = cells.find((each) => each.guard === guard && each.route === route);
    if (cell === undefined) return '';
    if (cell.interruption !== null) return 'open';
    const notes = [
      cell.isBypassed ? 'bypassed' : cell.isWrong ? 'neither path' : 'holds',
      ...(cell.hasFailures ? ['the attacker fails'] : []),
      ...(cell.deadlocks ? ['can wait for ever'] : []),
    ];
    return notes.join(', ');
  };
  return {
    title: 'Guards of arguments against routes to them',
    verdict: {
      tone: open.length > 0 ? 'doubtful' : 'faint',
      text:
        `${bypassed.length} of ${countOf(cells.length, 'cell')} are bypassed` +
        (open.length > 0 ? `; ${open.length} are open.` : '.'),
    },
    body: tableOf({
      caption: 'Each guard against each route by which memory changes, searched to its end',
      columns: ['guard', ...routes].map((title) => ({ title })),
      rows: guards.map((guard) => [guard, ...routes.map((route) => answer(guard, route))]),
    }),
  };
}

function benchSection(bench: ResultOf<'bench'>['value']): Section {
  const { figures } = bench;
  const curves = scalingCurves(benchCurves(bench));
  return {
    title: `bench ${bench.bench}`,
    verdict: {
      tone: 'faint',
      text: `${countOf(figures.length, 'figure')}; what compares between machines is ratios.`,
    },
    body: html`
      ${curves.length === 0 ? null : html`<div class="figures">${curves.map(figure)}</div>`}
      ${foldedTable({
        caption: 'Figures of the bench',
        columns: [
          { title: 'figure' },
          { title: 'value', isNumber: true },
          { title: 'bound', isNumber: true },
          { title: 'beside' },
          { title: 'ratio', isNumber: true },
          { title: 'aim' },
          { title: 'spread', isNumber: true },
        ],
        rows: figures.map(({ name, value, unit, bound, ratio, aim, spread }) => [
          name,
          numberCell(value, measureText(value, unit)),
          bound === undefined ? '' : numberCell(bound.value, measureText(bound.value, unit)),
          bound?.name ?? '',
          ratio === undefined ? '' : numberCell(ratio, `${ratio.toFixed(2)}x`),
          aim ?? '',
          spread === undefined
            ? ''
            : `${measureText(spread.least, unit)} to ${measureText(spread.most, unit)}`,
        ]),
      })}
    `,
  };
}

function suiteSection(suite: ResultOf<'suite'>['value']): Section {
  const { name, engine, seed = null, points, notes = [] } = suite;
  const curves = scalingCurves(suite);
  return {
    title: `${name}: suite`,
    verdict: {
      tone: 'faint',
      text: `${name}: ${countOf(points.length, 'point')} by the engine ${engine}.`,
    },
    body: html`
      ${inputs({ parameters: {}, seed })} ${notes.map((note) => html`<p>${note}</p>`)}
      <div class="figures">${curves.map(figure)}</div>
      ${pointsTable(suite)}
    `,
  };
}

/** Every figure of every point, whether or not it is drawn. */
function pointsTable({ axes, points }: ResultOf<'suite'>['value']): Html {
  return foldedTable({
    caption: 'All points',
    columns: [
      ...axes.map(({ name }) => ({ title: name })),
      { title: 'figure' },
      ...['median', 'low', 'high'].map((title) => ({ title, isNumber: true })),
    ],
    rows: points.flatMap(({ parameters, figures }) =>
      Object.entries(figures).map(([name, { median, low, high, unit }]): Cell[] => [
        ...axes.map((axis) => parameters[axis.name] ?? ''),
        name,
        ...[median, low, high].map((value) => numberCell(value, measureText(value, unit))),
      ]),
    ),
  });
}

function diffSection(value: ResultOf<'diff'>['value'], { id, room }: Place): Section {
  const { sides, observed, observations, findings, isSame, isExhausted } = value;
  const [left, right] = sides;
  const command = (token: string | null): Content =>
    token === null ? '' : html`<code>racetrap replay ${token}</code>`;
  return {
    title: `${left.label} and ${right.label}: compared`,
    verdict: {
      tone: isSame ? 'good' : 'doubtful',
      text: isSame
        ? 'Both allow the same.'
        : isExhausted.every(Boolean)
          ? 'They differ in what they allow.'
          : 'A search was not exhausted: what it did not reach is not known to be forbidden.',
    },
    body: html`
      ${tableOf({
        caption: 'Final observations, with the end states of each side',
        columns: [
          { title: observed.join(', ') },
          { title: left.label, isNumber: true },
          { title: right.label, isNumber: true },
          { title: `replay ${left.label}` },
          { title: `replay ${right.label}` },
        ],
        rows: observations.map(({ values, counts, tokens }) => [
          valuesText(observed, values),
          ...counts.map((count) => numberCell(count, countText(count))),
          ...tokens.map(command),
        ]),
      })}
      ${tableOf({
        caption: 'Findings',
        columns: [
          { title: 'finding' },
          { title: left.label },
          { title: right.label },
          { title: `replay ${left.label}` },
          { title: `replay ${right.label}` },
        ],
        rows: findings.map(({ message, isFound, tokens }) => [
          message,
          ...isFound.map((found) => (found ? 'found' : 'not found')),
          ...tokens.map(command),
        ]),
      })}
      ${sides.map(
        ({ label, outcome }, index) =>
          html`<h3>${label}</h3>
            ${verdictLine(headline(outcome))}
            ${outcomeBody(outcome, { id: `${id}-side-${index + 1}`, room })}`,
      )}
    `,
  };
}

function replaySection(value: ResultOf<'replay'>['value'], place: Place): Section {
  const { scenario, schedule, forever, finding, observed, observations, maps } = value;
  return {
    title: `${scenario}: replayed`,
    verdict:
      finding === null
        ? { tone: 'good', text: `${scenario}: nothing is wrong at the end of this schedule.` }
        : { tone: 'bad', text: `${scenario} is violated: ${foundText({ ...finding, schedule })}.` },
    body: html`
      ${
        finding === null
          ? swimLanes(scheduleTimeline(schedule, scenario), { id: place.id, room: place.room })
          : findingMarkup({ ...finding, schedule, forever }, place)
      }
      ${observed.length === 0 ? null : html`<p>Behind the last step: ${valuesText(observed, observations)}</p>`}
      ${
        maps === ''
          ? null
          : html`<h3>Memory behind the last step</h3>
              <pre>${maps}</pre>`
      }
    `,
  };
}

function conformSection(value: ResultOf<'conform'>['value']): Section {
  const { passed, failed, failures } = value;
  return {
    title: 'Conformance with Linux',
    verdict: {
      tone: failed === 0 ? 'good' : 'bad',
      text: `${countText(passed)} vectors passed, ${countText(failed)} failed.`,
    },
    body:
      failures.length === 0
        ? null
        : tableOf({
            caption: 'What did not go as recorded',
            columns: ['vector', 'file', 'step', 'expected', 'actual'].map((title) => ({ title })),
            rows: failures.map(({ id, file, step, expected, actual }) => [
              id,
              file,
              step,
              expected,
              actual,
            ]),
          }),
  };
}

const SIGNS = { good: '✔', bad: '✘', doubtful: '?', title: '', faint: '' } as const;

/** A verdict: its sign and its words say what its colour says. */
export function verdictLine({ tone, text }: Headline): Html {
  return html`<p class="verdict ${tone}"><span class="sign">${SIGNS[tone]}</span> ${text}</p>`;
}

/** What a result depends on. */
function inputs({
  parameters,
  seed,
}: {
  readonly parameters: Readonly<Record<string, number>>;
  readonly seed: number | null;
}): Content {
  const entries = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const text = [...entries, ...(seed === null ? [] : [`seed=${seed}`])].join(' ');
  return text === '' ? null : html`<p class="inputs">${text}</p>`;
}
