/**
 * Difference: what one of two searches reaches and the other does not: final observations by their
 * values, violated properties by their names, deadlocks as one.
 *
 * Invariant: that a side does not allow something is said only where its search was exhausted; how
 * many end states look alike is shown and never makes a difference.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Finding, Outcome } from '../../workers/index.ts';
import { countOf, countText, msText } from './number.ts';
import { isExhausted, observationText } from './outcomes.ts';
import { type Paint, plain } from './paint.ts';
import { replayCommand } from './repeat.ts';
import { type Column, drawTable, pageWidth, paragraph } from './table.ts';

/** A longer label does not stand above a column. */
const LABEL_WIDTH_MAX = 26;

/** Something for each side, the left one first. */
type Both<Value> = readonly [Value, Value];

/** One side of a comparison. */
export interface Side {
  /** How the user named it. */
  readonly label: string;
  /** The scenario's own file, where it is not in the catalogue. */
  readonly file: string | undefined;
  readonly outcome: Outcome;
}

/** A final observation and what each side has of it. */
interface ComparedObservation {
  readonly values: readonly number[];
  /** End states. */
  readonly counts: Both<number>;
  /** A schedule that ends so; null where there is none. */
  readonly tokens: Both<string | null>;
}

/** Something found, and which side has it. */
interface ComparedFinding {
  readonly kind: Finding['kind'];
  readonly message: string;
  readonly isFound: Both<boolean>;
  readonly tokens: Both<string | null>;
}

/** What two searches have in common, and what not. */
export interface Difference {
  /** Names of what both observe. */
  readonly observed: readonly string[];
  readonly isExhausted: Both<boolean>;
  /** Both were exhausted and neither reaches what the other does not. */
  readonly isSame: boolean;
  readonly observations: readonly ComparedObservation[];
  readonly findings: readonly ComparedFinding[];
}

/** Compares two searches that went on behind violations (`all`) and kept witnesses. */
export function differenceOf([left, right]: Both<Side>): Difference {
  const sides: Both<Outcome> = [left.outcome, right.outcome];
  const observed = commonNames(
    { label: left.label, observed: sides[0].observed },
    { label: right.label, observed: sides[1].observed },
  );
  const observations = compareObservations(sides, observed);
  const findings = compareFindings(sides);
  const exhausted: Both<boolean> = [isExhausted(sides[0]), isExhausted(sides[1])];
  return {
    observed,
    isExhausted: exhausted,
    isSame:
      exhausted.every(Boolean) &&
      observations.every(({ counts }) => counts.every((count) => count > 0)) &&
      findings.every(({ isFound }) => isFound.every(Boolean)),
    observations,
    findings,
  };
}

/** The comparison as text: the answer, what is only on one side, what is on both. */
export function differenceText(
  sides: Both<Side>,
  difference: Difference,
  paint: Paint = plain,
): string {
  const section = (title: string, body: readonly string[]): readonly string[] =>
    body.length === 0 ? [] : ['', paint('title', title), ...body];
  const [left, right] = sides;
  const onlyTitle = (of: 0 | 1): string => {
    const verb = difference.isExhausted[1 - of] === true ? 'Only' : 'So far only';
    return `${verb} ${sides[of].label}`;
  };
  const lines = [
    ...paragraph(answerText(sides, difference)).map((line) =>
      paint(difference.isSame ? 'good' : 'doubtful', line),
    ),
    ...notes(sides, difference),
    ...section(onlyTitle(0), onlyLines(sides, difference, 0)),
    ...section(onlyTitle(1), onlyLines(sides, difference, 1)),
    ...section(`Both ${left.label} and ${right.label}`, bothLines(sides, difference)),
    ...section('Searches', searchLines(sides)),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a side observes. */
interface Observer {
  readonly label: string;
  readonly observed: readonly string[];
}

/**
 * Names that both observe, in the order of the left; throws a UsageError where both observe
 * something, and nothing in common.
 */
export function commonNames(left: Observer, right: Observer): readonly string[] {
  const [of, other] = [left.observed, right.observed];
  const common = of.filter((name) => other.includes(name));
  if (common.length === 0 && of.length > 0 && other.length > 0)
    throw new UsageError(
      `${left.label} observes ${of.join(', ')}, and ${right.label} ${other.join(', ')}`,
      'name what both have: --observe x,app.r0',
    );
  return common;
}

function compareObservations(
  sides: Both<Outcome>,
  observed: readonly string[],
): ComparedObservation[] {
  // Without a name all ends look alike, which says nothing.
  if (observed.length === 0) return [];
  const rows = new Map<
    string,
    { values: readonly number[]; counts: [number, number]; tokens: [string | null, string | null] }
  >();
  for (const side of [0, 1] as const) {
    const places = observed.map((name) => sides[side].observed.indexOf(name));
    for (const { values: all, count, token = null } of sides[side].observations) {
      const values = places.map((place) => all[place]!);
      const row = rows.get(values.join()) ?? { values, counts: [0, 0], tokens: [null, null] };
      rows.set(values.join(), row);
      row.counts[side] += count;
      row.tokens[side] ??= token;
    }
  }
  return [...rows.values()].sort((a, b) => sum(b.counts) - sum(a.counts));
}

function compareFindings(sides: Both<Outcome>): ComparedFinding[] {
  const rows = new Map<string, ComparedFinding>();
  for (const side of [0, 1] as const)
    for (const { kind, message, token = null } of sides[side].findings) {
      if (kind === 'deadline') continue;
      // Who waits for what is told by the replay of each.
      const key = kind === 'deadlock' ? kind : `${kind} ${message}`;
      const known = rows.get(key);
      rows.set(key, {
        kind,
        message: known?.message ?? message,
        isFound: side === 0 ? [true, false] : [known !== undefined, true],
        tokens: side === 0 ? [token, null] : [known?.tokens[0] ?? null, token],
      });
    }
  return [...rows.values()];
}

/** The answer in one sentence. */
function answerText([left, right]: Both<Side>, difference: Difference): string {
  const { isExhausted: exhausted, isSame } = difference;
  if (isSame)
    return `${left.label} and ${right.label} allow the same: both searches were exhausted.`;
  const [onlyLeft, onlyRight] = [amountText(difference, 0), amountText(difference, 1)];
  if (!exhausted.every(Boolean)) {
    const cut = [left, right].filter((_side, at) => exhausted[at] === false);
    const names = cut.map(({ label }) => label).join(' and ');
    const own = [
      ...(onlyLeft === '' ? [] : [`${onlyLeft} only with ${left.label}`]),
      ...(onlyRight === '' ? [] : [`${onlyRight} only with ${right.label}`]),
    ];
    return (
      `No verdict: the search of ${names} was not exhausted. ` +
      `So far: ${own.join(', ') || 'no difference'}.`
    );
  }
  if (onlyRight === '') return `${left.label} allows more than ${right.label}: ${onlyLeft}.`;
  if (onlyLeft === '') return `${right.label} allows more than ${left.label}: ${onlyRight}.`;
  return (
    `${left.label} and ${right.label} differ: ${onlyLeft} only with the first, ` +
    `${onlyRight} only with the second.`
  );
}

/** How much is on one side only, in words; empty if nothing is. */
function amountText({ observations, findings }: Difference, of: 0 | 1): string {
  const outcomes = observations.filter(({ counts }) => isOnly(counts, of)).length;
  const found = findings.filter(({ isFound }) => isOnly(isFound, of)).length;
  return [
    ...(outcomes > 0 ? [countOf(outcomes, 'outcome')] : []),
    ...(found > 0 ? [countOf(found, 'finding')] : []),
  ].join(' and ');
}

function notes([left, right]: Both<Side>, { observed }: Difference): string[] {
  if (left.outcome.observed.length + right.outcome.observed.length === 0)
    return ['Neither observes anything, so that only findings are compared; see --observe.'];
  return [left, right].flatMap(({ label, outcome }) => {
    const rest = outcome.observed.filter((name) => !observed.includes(name));
    if (rest.length > 0)
      return paragraph(`Not compared, as only ${label} observes it: ${rest.join(', ')}.`);
    if (outcome.observed.length > 0) return [];
    return paragraph(
      `${label} observes nothing, so that only findings are compared; see --observe.`,
    );
  });
}

function onlyLines(sides: Both<Side>, difference: Difference, of: 0 | 1): string[] {
  const { file } = sides[of];
  const columns: Column[] = [{ title: 'end states', align: 'right' }, { title: 'observation' }];
  const rows = difference.observations
    .filter(({ counts }) => isOnly(counts, of))
    .map(({ values, counts, tokens }) => [
      countText(counts[of]),
      observationText(difference.observed, values, [tokens[of] ?? undefined], file),
    ]);
  return [
    ...(rows.length === 0 ? [] : drawTable(columns, rows, '  ')),
    ...difference.findings
      .filter(({ isFound }) => isOnly(isFound, of))
      .flatMap((finding) => findingLines(finding, sides)),
  ];
}

function bothLines(sides: Both<Side>, difference: Difference): string[] {
  const columns: Column[] = [
    ...sides.map(({ label }, side) => ({
      title: columnTitle(label, side),
      align: 'right' as const,
    })),
    { title: 'observation' },
  ];
  const rows = difference.observations
    .filter(({ counts }) => counts.every((count) => count > 0))
    .map(({ values, counts, tokens }) => [
      ...counts.map(countText),
      [
        observationText(difference.observed, values, []),
        ...tokens.flatMap((token, side) =>
          token === null ? [] : [replayCommand(token, sides[side]?.file)],
        ),
      ].join('\n'),
    ]);
  return [
    ...(rows.length === 0 ? [] : drawTable(columns, rows, '  ')),
    ...difference.findings
      .filter(({ isFound }) => isFound.every(Boolean))
      .flatMap((finding) => findingLines(finding, sides)),
  ];
}

/** A label above a column of counts, unless it is too long for one. */
function columnTitle(label: string, side: number): string {
  if (label.length <= LABEL_WIDTH_MAX) return label;
  return side === 0 ? 'the first' : 'the second';
}

function findingLines({ kind, message, tokens }: ComparedFinding, sides: Both<Side>): string[] {
  return [
    ...paragraph(message.startsWith(kind) ? message : `${kind}: ${message}`, '    ', '  '),
    ...tokens.flatMap((token, side) =>
      token === null ? [] : [`    ${replayCommand(token, sides[side]?.file)}`],
    ),
  ];
}

function searchLines(sides: Both<Side>): string[] {
  const rows = sides.map(({ label, outcome }) => {
    const { verdict, explore, scenario, parameters } = outcome;
    const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
    const extent =
      explore === null
        ? []
        : [countOf(explore.states, 'state'), countOf(explore.endStates, 'end state')];
    const time = explore === null ? [] : [msText(explore.durationMs)];
    const what = label === scenario && settings.length === 0 ? [] : [scenario, ...settings];
    return [
      label,
      [[verdict, ...extent, ...time].join(', '), ...(what.length > 0 ? [what.join(' ')] : [])].join(
        '; ',
      ),
    ];
  });
  const columns = [
    { title: '', widthMax: LABEL_WIDTH_MAX },
    { title: '', widthMax: pageWidth() - LABEL_WIDTH_MAX - 4 },
  ];
  return drawTable(columns, rows, '  ');
}

/** Whether one side has something and the other nothing. */
function isOnly(has: Both<number | boolean>, of: 0 | 1): boolean {
  return Boolean(has[of]) && !has[of === 0 ? 1 : 0];
}

function sum([left, right]: Both<number>): number {
  return left + right;
}
