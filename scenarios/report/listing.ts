/**
 * Listings: a scenario as text that a person reads. Programs are shown one instruction a line with
 * its place, as errors name it. Invariant: every instruction has its line.
 */

import {
  type Alternative,
  type CatalogueEntry,
  type Condition,
  type Distribution,
  effectText,
  expressionText,
  type EventPattern,
  type Instruction,
  type Interposition,
  listFilters,
  type Operand,
  type PageRange,
  type Program,
  type Property,
  type Scenario,
  type StateCondition,
  type ThreadDeclaration,
} from '../../actors/index.ts';
import { type AddressSpaceLock, PROT, protText } from '../../kernel/index.ts';
import { pairs } from './figures.ts';
import { countOf } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { pagesText, STRIP_PAGE_COUNT_MAX, stripLegend, stripOf } from './strip.ts';
import { drawTable, pageWidth, paragraph } from './table.ts';

/** Regions that a listing names one by one. */
const REGION_ROW_COUNT_MAX = 16;
/** Alternatives of a choice that a listing names. */
const CHOICE_COUNT_MAX = 8;
/** Instructions of a filter that a listing shows. */
const FILTER_LINE_COUNT_MAX = 16;

/** The listing of a scenario and of the parameters it was built with. */
export function scenarioText(
  entry: CatalogueEntry,
  scenario: Scenario,
  paint: Paint = plain,
): string {
  const lines = [
    paint('title', `${scenario.name} (${entry.kind})`),
    ...paragraph(scenario.question, '  '),
    ...(scenario.standsFor === '' ? [] : paragraph(`stands for ${scenario.standsFor}`, '  ')),
  ];
  const section = (title: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push('', paint('title', title), ...body);
  };
  section('Memory', memoryLines(scenario));
  section('Pages', [...pagingLines(scenario), ...guardLines(scenario)]);
  section('Words', wordLines(scenario));
  section('Interposition', interpositionLines(scenario));
  section('Filters', filterLines(scenario));
  for (const [name, thread] of Object.entries(scenario.threads))
    section(threadTitle(name, thread), programLines(thread.program));
  if (scenario.handler !== undefined)
    section(`Handler of SIGSYS at ${scenario.handler.at}`, programLines(scenario.handler.program));
  section('Properties', scenario.properties.flatMap(propertyLines));
  section('Observes', scenario.observe.length === 0 ? [] : [`  ${scenario.observe.join(', ')}`]);
  section('Parameters', parameterLines(entry));
  section('Expected', [
    `  ${scenario.expect.explore === undefined ? 'no verdict: too large to exhaust' : `a search finds '${scenario.expect.explore}'`}`,
  ]);
  return `${lines.join('\n')}\n`;
}

/** A program, one instruction a line behind its path. */
export function programLines(program: Program): string[] {
  const rows = programRows(program, '', '');
  if (rows.length === 0) return ['  (nothing)'];
  const pathWidth = rows.reduce((most, [path = '']) => Math.max(most, path.length), 0);
  const columns = [{ title: '' }, { title: '', widthMax: pageWidth() - pathWidth - 4 }];
  return drawTable(columns, rows, '  ');
}

/** An instruction without the programs inside it. */
export function instructionText(instruction: Instruction): string {
  switch (instruction.do) {
    case 'syscall':
      return `${into(instruction.into)}${instruction.name}(${argumentsText(instruction.name, instruction.arguments ?? [])})`;
    case 'jump': {
      const { to, offset, foreign } = instruction;
      const how = foreign === undefined ? '' : foreign ? ', foreign' : ', native';
      return `jump ${to}${offset === undefined ? '' : ` + ${offset}`}${how}`;
    }
    case 'load':
      return `${instruction.into} = ${instruction.word}`;
    case 'store':
      return `${instruction.word} = ${instruction.value}`;
    case 'cas':
      return `${into(instruction.into)}cas ${instruction.word}: ${instruction.expected} -> ${instruction.desired}`;
    case 'add':
      return `${into(instruction.into)}${instruction.word} += ${instruction.value}`;
    case 'compute': {
      const { value } = instruction;
      return `${instruction.into} = ${typeof value === 'object' ? value.join(' ') : value}`;
    }
    case 'choose': {
      const { among } = instruction;
      const rest = among.length - CHOICE_COUNT_MAX;
      const shown = among.slice(0, CHOICE_COUNT_MAX).join(', ');
      return `${instruction.into} = one of ${shown}${rest > 0 ? ` and ${countOf(rest, 'other')}` : ''}`;
    }
    case 'work':
      return `work ${instruction.units}`;
    case 'pause': {
      return `pause ${distributionText(instruction.for)}`;
    }
    case 'loop':
      return `loop ${instruction.times === 'forever' ? 'forever' : `${instruction.times} times`}`;
    case 'repeat':
      return `repeat until ${conditionText(instruction.until)}`;
    case 'atomic':
      return wayText(instruction);
    case 'select':
      return 'select';
    case 'branch':
      return `if ${conditionText(instruction.when)}`;
    case 'expect':
      return `expect ${conditionText(instruction.when)}, or else: ${instruction.otherwise}`;
    case 'barrier':
      return `barrier ${instruction.name}`;
    case 'await':
      return `${into(instruction.into)}await ${instruction.word} ${instruction.is.join(' ')}`;
    case 'access':
      return `${into(instruction.into)}${instruction.kind} page ${instruction.at}`;
    case 'read':
      return `${into(instruction.fault)}${instruction.into} = page ${instruction.at} word ${instruction.word}`;
    case 'write':
      return `${into(instruction.fault)}page ${instruction.at} word ${instruction.word} = ${instruction.value}`;
    case 'lock':
    case 'unlock':
      return `${instruction.do} ${instruction.lock} for ${instruction.mode === 'read' ? 'reading' : 'writing'}`;
    case 'mark':
      return `mark ${instruction.name}`;
    case 'serve':
      return 'serve one request';
    case 'exit':
      return 'exit';
  }
}

function programRows(program: Program, path: string, indent: string): string[][] {
  return program.flatMap((instruction, index) => {
    const at = `${path}[${index}]`;
    const rows = [[at, indent + instructionText(instruction)]];
    if (instruction.do === 'loop' || instruction.do === 'repeat')
      rows.push(...programRows(instruction.body, `${at}.body`, `${indent}  `));
    if (instruction.do === 'select')
      for (const [number, way] of instruction.among.entries())
        rows.push(
          [`${at}.among[${number}]`, `${indent}  ${wayText(way)}`],
          ...programRows(way.then ?? [], `${at}.among[${number}].then`, `${indent}    `),
        );
    if (instruction.do === 'branch') {
      rows.push(...programRows(instruction.then, `${at}.then`, `${indent}  `));
      if (instruction.otherwise !== undefined)
        rows.push(
          ['', `${indent}else`],
          ...programRows(instruction.otherwise, `${at}.otherwise`, `${indent}  `),
        );
    }
    return rows;
  });
}

/** One way of an atomic step to go: its condition and what it does at once. */
function wayText({ when, effects = [] }: Alternative): string {
  const deeds = effects.map(effectText).join('; ') || 'go on';
  return when === undefined ? `atomically ${deeds}` : `when ${expressionText(when)}: ${deeds}`;
}

function into(register: string | undefined): string {
  return register === undefined ? '' : `${register} = `;
}

/** Arguments of a call; the protection of mmap and mprotect as text. */
function argumentsText(name: string, args: readonly Operand[]): string {
  const known = PROT.READ | PROT.WRITE | PROT.EXEC | PROT.NOSYSCALL;
  return args
    .map((value, index) =>
      (name === 'mmap' || name === 'mprotect') && index === 2 && typeof value === 'number'
        ? (value & ~known) === 0
          ? protText(value)
          : `0x${value.toString(16)}`
        : String(value),
    )
    .join(', ');
}

function distributionText(distribution: Distribution): string {
  if ('logNormal' in distribution) {
    const [median, sigma] = distribution.logNormal;
    return `log-normal, median ${median} ns, sigma ${sigma}`;
  }
  if ('oneIn' in distribution)
    return `${distribution.oneIn[1]} ns once in ${distribution.oneIn[0]} times`;
  if ('histogram' in distribution)
    return `as measured, ${countOf(distribution.histogram.length, 'time')}`;
  const [kind, value] = Object.entries(distribution)[0] ?? ['', ''];
  return `${kind} ${String(value).replace(',', ' to ')} ns`;
}

function conditionText(condition: Condition): string {
  return condition.join(' ');
}

function memoryLines({ regions, heap }: Scenario): string[] {
  const heapText =
    heap === undefined
      ? []
      : [`  heap from page ${heap.page}, ${countOf(heap.pages, 'page')} at first`];
  const entries = Object.entries(regions).sort(([, a], [, b]) => a.page - b.page);
  if (entries.length === 0) return heap === undefined ? ['  nothing is mapped'] : heapText;
  const from = entries[0]![1].page;
  const to = entries.reduce((most, [, { page, pages }]) => Math.max(most, page + pages), 0);
  const list = entries
    .filter(([, { absent }]) => absent !== true)
    .map(([, { page, pages, prot }]) => `${page}-${page + pages}:${prot}`)
    .join(' ');
  const strip = to - from <= STRIP_PAGE_COUNT_MAX ? stripOf(list, from, to) : '';
  const shown = entries.slice(0, REGION_ROW_COUNT_MAX);
  const rows = shown.map(([name, { page, pages, prot, foreign, absent, file, shared, origin }]) => [
    name,
    pagesText(page, page + pages),
    prot,
    [
      ...(foreign === true ? ['foreign'] : []),
      ...(absent === true ? ['not mapped at first'] : []),
      ...(file === undefined || file === 0 ? [] : [`file ${file}`]),
      ...(shared === undefined ? [] : [`shared object ${shared}`]),
      ...(origin === undefined ? [] : [origin]),
    ].join(', '),
  ]);
  const columns = [{ title: '' }, { title: '' }, { title: '' }, { title: '', widthMax: 60 }];
  const rest = entries.length - shown.length;
  return [
    ...(strip === '' ? [] : [`  ${strip}`, `  ${pagesText(from, to)}; ${stripLegend([strip])}`]),
    ...drawTable(columns, rows, '  '),
    ...(rest > 0 ? [`  and ${countOf(rest, 'other region')}`] : []),
    ...heapText,
  ];
}

/** Frames and cores. */
function pagingLines({ paging, regions, tasks }: Scenario): string[] {
  if (paging === undefined) return [];
  const { frames, wordsPerFrame, cores, without } = paging;
  return pairs([
    ['memory', `${countOf(frames, 'frame')} of ${countOf(wordsPerFrame, 'word')}`],
    ['cores', cores === undefined ? 'as many as threads need' : String(cores)],
    ...(without === undefined ? [] : [['shootdown', `without ${without}`] as const]),
    ...Object.entries(regions).flatMap(([name, { contents }]) =>
      contents === undefined ? [] : [[`@${name}`, contents.join(' ')] as const],
    ),
    ...Object.entries(tasks?.contents ?? {}).map(
      ([file, contents]) => [`file ${file}`, contents.join(' ')] as const,
    ),
  ]);
}

/** What becomes of who writes to what a manager reads. */
function guardLines({ guard }: Scenario): string[] {
  if (guard === undefined) return [];
  const { policy, mechanism, scope, without } = guard;
  const parts = [policy, mechanism && `by ${mechanism}`, scope && `of the ${scope}`];
  return pairs([
    ['guard', parts.filter((part) => part !== undefined).join(' ')],
    ...(without === undefined ? [] : [['guard without', without] as const]),
  ]);
}

function wordLines({ words }: Scenario): string[] {
  const entries = Object.entries(words);
  return entries.length === 0
    ? []
    : paragraph(entries.map(([name, value]) => `${name} = ${value}`).join(', '), '  ');
}

function interpositionLines({
  interposition,
  owner = 'threads',
  mmapLock = 'rwsem',
  addressSpaceLock,
  locks = {},
  futexWaits = false,
}: Scenario): string[] {
  return pairs([
    ['calls', interpositionText(interposition)],
    ['edits', owner === 'threads' ? 'by the calling thread' : 'by the kernel actor'],
    ...(addressSpaceLock === undefined
      ? []
      : [['address space', designText(addressSpaceLock)] as const]),
    ['mmap lock', mmapLock],
    ...Object.entries(locks).map(([name, design]) => [`lock ${name}`, design] as const),
    ...(futexWaits ? [['waits', 'are futex waits: who sleeps must be woken'] as const] : []),
  ]);
}

function designText({ design, without }: AddressSpaceLock): string {
  return `locked by ${design}${without === undefined ? '' : `, a twin without ${without}`}`;
}

function interpositionText(interposition: Interposition): string {
  const { kind } = interposition;
  if (kind === 'none') return 'are not intercepted';
  if (kind === 'memmap')
    return `are trapped by mapping (SECCOMP_MODE_MEMMAP), check ${interposition.check}`;
  const of = interposition.threads === undefined ? '' : ` of ${interposition.threads.join(', ')}`;
  switch (kind) {
    case 'seccomp':
      return `${of} pass ${countOf(interposition.filters.length, 'filter')}`.trim();
    case 'strict':
      return `${of} are read, write, exit and rt_sigreturn, or kill (strict mode)`.trim();
    case 'user-dispatch': {
      const { mode = 'exclusive', range, selector } = interposition;
      const where =
        range === undefined
          ? ''
          : ` from ${mode === 'inclusive' ? '' : 'outside '}${rangeText(range)}`;
      const when = selector === undefined ? '' : ` if ${selector} says so`;
      return `${of}${where} are diverted${when} (user dispatch)`.trim();
    }
  }
}

function rangeText(range: PageRange): string {
  return typeof range === 'string'
    ? range.slice(1)
    : pagesText(range.page, range.page + range.pages);
}

/** Each filter with its length, and with its instructions unless they are many. */
function filterLines(scenario: Scenario): string[] {
  return listFilters(scenario).flatMap(
    ({ where, form, instructionCount, translatedCount, lines }) => {
      const rest = lines.length - FILTER_LINE_COUNT_MAX;
      const shown = lines.slice(0, FILTER_LINE_COUNT_MAX).map((line) => `    ${line}`);
      return [
        `  ${where} (${form}): ${countOf(instructionCount, 'instruction')}, ` +
          `${translatedCount} as Linux translates them`,
        ...shown,
        ...(rest > 0 ? [`    and ${countOf(rest, 'other instruction')}`] : []),
      ];
    },
  );
}

function threadTitle(name: string, { at, count = 1, service, core }: ThreadDeclaration): string {
  const copies = count === 1 ? '' : `, ${count} copies`;
  const place = core === undefined ? at : `${at} on core ${core}`;
  return `Thread ${name} at ${place}${copies}${service === true ? ', a service' : ''}`;
}

function propertyLines(property: Property): string[] {
  return paragraph(`${property.kind}: ${property.name} (${demandText(property)})`, '      ', '  ');
}

function demandText(property: Property): string {
  if (property.kind === 'linearizable') return 'memory calls are as in some order of whole calls';
  const fairness = 'fairness' in property ? `, under ${property.fairness ?? 'weak'} fairness` : '';
  if (property.kind !== 'progress') return `${patternText(property.that)}${fairness}`;
  return `${[...property.by.map(patternText), 'the end of a thread'].join(' or ')}${fairness}`;
}

function patternText(that: StateCondition | EventPattern): string {
  if ('event' in that)
    return `event ${that.event}${that.thread === undefined ? '' : ` of ${that.thread}`}`;
  if ('marked' in that) return `mark ${that.marked}`;
  if ('all' in that) return that.all.map(patternText).join(' and ');
  if ('any' in that) return that.any.map(patternText).join(' or ');
  if ('not' in that) return `not (${patternText(that.not)})`;
  return that.join(' ');
}

function parameterLines({ parameters }: CatalogueEntry): string[] {
  const columns = [
    { title: '' },
    { title: '', align: 'right' as const },
    { title: '' },
    { title: '', widthMax: 60 },
  ];
  const rows = Object.entries(parameters).map(([name, { meaning, value, min, max }]) => [
    name,
    `${value}`,
    `${min}..${max}`,
    meaning,
  ]);
  return drawTable(columns, rows, '  ');
}
