/**
 * Schema: the scenario format for values that the compiler has not seen. Its type is checked
 * against `Scenario`, so the two stay in step. Invariant: what passes has the shape of a scenario;
 * whether its names and numbers fit together is for `compileScenario` to say.
 */

import * as z from 'zod';
import {
  ACTION_NAMES,
  type ActionName,
  DESIGN_NAMES,
  type DesignName,
  EVENT_NAMES,
  type EventName,
  KNOWN_MECHANISMS,
  GUARD_OMISSIONS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  PAGING_OMISSIONS,
} from '../../kernel/index.ts';
import {
  type Arithmetic,
  type AttackTiming,
  type Comparison,
  type Effect,
  type Expression,
  type Instruction,
  type Operand,
  type Program,
  type Register,
  type Scenario,
  SCENARIO_VERSION,
  type StateCondition,
} from '../../actors/index.ts';

const REGISTERS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'] as const;
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^'] as const;

const register = z.enum(REGISTERS) satisfies z.ZodType<Register>;
const comparison = z.enum(COMPARISONS) satisfies z.ZodType<Comparison>;
const arithmetic = z.enum(ARITHMETIC) satisfies z.ZodType<Arithmetic>;

const operand = z.union(
  [
    z.number(),
    register,
    z.templateLiteral(['@', z.string()]),
    z.templateLiteral(['&', z.string()]),
    z.templateLiteral(['$', z.string()]),
  ],
  {
    error:
      'a value is a number, a register r0 to r7, @ or & and the name of a region, or $ and a constant',
  },
) satisfies z.ZodType<Operand>;

const wordText = z.union([z.number(), z.string()]);

const condition = z.tuple([operand, comparison, operand], {
  error: "a condition is [value, comparison, value], such as ['r0', '==', 1]",
});

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union(
    [
      z.number(),
      z.string(),
      z.tuple([expression, z.enum([...ARITHMETIC, ...COMPARISONS]), expression]),
    ],
    {
      error:
        'a value of an atomic step is a number, a word, a register, or [value, operator, value]',
    },
  ),
);

const effect = z.union(
  [
    z.tuple([z.string(), z.literal('='), expression]),
    z.strictObject({ expect: expression, otherwise: z.string() }),
  ],
  { error: "an effect is [word or register, '=', value] or { expect, otherwise }" },
) satisfies z.ZodType<Effect>;

const time = z.number();
const distribution = z.union(
  [
    z.strictObject({ constant: z.union([time, register]) }),
    z.strictObject({ uniform: z.tuple([time, time]) }),
    z.strictObject({ exponential: time }),
    z.strictObject({ logNormal: z.tuple([time, z.number()]) }),
    z.strictObject({ oneIn: z.tuple([z.number(), time]) }),
    z.strictObject({ histogram: z.array(z.tuple([time, z.number()])) }),
  ],
  {
    error:
      'a pause is { constant: ns }, { uniform: [ns, ns] }, { exponential: mean ns }, ' +
      '{ logNormal: [median ns, sigma] }, { oneIn: [count, ns] } or { histogram: [[ns, weight], ...] }',
  },
);

const program: z.ZodType<Program> = z.lazy(() => z.array(instruction));

const instruction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('syscall'),
    name: z.string(),
    arguments: z.exactOptional(z.array(operand)),
    into: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.literal('jump'),
    to: operand,
    offset: z.exactOptional(z.number()),
    foreign: z.exactOptional(z.boolean()),
  }),
  z.strictObject({ do: z.literal('load'), word: z.string(), into: register }),
  z.strictObject({ do: z.literal('store'), word: z.string(), value: operand }),
  z.strictObject({
    do: z.literal('cas'),
    word: z.string(),
    expected: operand,
    desired: operand,
    into: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.literal('add'),
    word: z.string(),
    value: operand,
    into: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.literal('compute'),
    into: register,
    value: z.union([operand, z.tuple([operand, arithmetic, operand])], {
      error: "a value to compute is a value, or [value, operator, value] such as ['r0', '+', 1]",
    }),
  }),
  z.strictObject({ do: z.literal('choose'), among: z.array(operand), into: register }),
  z.strictObject({ do: z.literal('work'), units: z.number() }),
  z.strictObject({ do: z.literal('pause'), for: distribution }),
  z.strictObject({
    do: z.literal('loop'),
    times: z.union([z.number(), z.literal('forever')], {
      error: "a loop runs a number of times, or 'forever'",
    }),
    body: program,
  }),
  z.strictObject({ do: z.literal('repeat'), body: program, until: condition }),
  z.strictObject({
    do: z.literal('atomic'),
    when: z.exactOptional(expression),
    effects: z.array(effect),
  }),
  z.strictObject({
    do: z.literal('select'),
    among: z.array(
      z.strictObject({
        when: z.exactOptional(expression),
        effects: z.exactOptional(z.array(effect)),
        then: z.exactOptional(program),
      }),
    ),
  }),
  z.strictObject({
    do: z.literal('branch'),
    when: condition,
    then: program,
    otherwise: z.exactOptional(program),
  }),
  z.strictObject({ do: z.literal('expect'), when: condition, otherwise: z.string() }),
  z.strictObject({ do: z.literal('barrier'), name: z.string() }),
  z.strictObject({
    do: z.literal('await'),
    word: z.string(),
    is: z.tuple([comparison, operand], {
      error: "what is awaited is [comparison, value], such as ['==', 1]",
    }),
    into: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.enum(['lock', 'unlock']),
    lock: z.string(),
    mode: z.enum(['read', 'write']),
  }),
  z.strictObject({ do: z.literal('mark'), name: z.string() }),
  z.strictObject({
    do: z.literal('access'),
    at: operand,
    kind: z.enum(['read', 'write', 'execute']),
    into: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.literal('read'),
    at: operand,
    word: operand,
    into: register,
    fault: z.exactOptional(register),
  }),
  z.strictObject({
    do: z.literal('write'),
    at: operand,
    word: operand,
    value: operand,
    fault: z.exactOptional(register),
  }),
  z.strictObject({ do: z.literal('serve') }),
  z.strictObject({ do: z.literal('exit') }),
]) satisfies z.ZodType<Instruction>;

const stateValue = z.union([z.number(), z.string()], {
  error: 'a value of a state is a number or a name such as x, game.r0 or mapCount',
});

/** What a property says: one of several forms, told apart by their fields. */
const stateCondition: z.ZodType<StateCondition> = z.lazy(() =>
  z.union(
    [
      z.tuple([stateValue, comparison, stateValue]),
      z.strictObject({ all: z.array(stateCondition) }),
      z.strictObject({ any: z.array(stateCondition) }),
      z.strictObject({ not: stateCondition }),
    ],
    { error: 'a condition is [name, comparison, value], or one of { all }, { any }, { not }' },
  ),
);

const eventPattern = z.union([
  z.strictObject({
    event: z.enum(EVENT_NAMES as [EventName, ...EventName[]]),
    thread: z.exactOptional(z.string()),
  }),
  z.strictObject({ marked: z.string() }),
]);

const pattern = z.union([stateCondition, eventPattern], {
  error: ({ input }) => patternFault(input),
});

const property = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['always', 'finally']),
    name: z.string(),
    that: stateCondition,
  }),
  z.strictObject({
    kind: z.enum(['never', 'sometimes']),
    name: z.string(),
    that: pattern,
  }),
  z.strictObject({
    kind: z.literal('eventually'),
    name: z.string(),
    that: pattern,
    fairness: z.exactOptional(z.enum(['weak', 'strong'])),
  }),
  z.strictObject({ kind: z.literal('linearizable'), name: z.string() }),
  z.strictObject({
    kind: z.literal('progress'),
    name: z.string(),
    by: z.array(eventPattern),
    fairness: z.exactOptional(z.enum(['weak', 'strong'])),
  }),
]);

// The second line is the hint of the error.
function patternFault(input: unknown): string {
  const event =
    typeof input === 'object' && input !== null ? Reflect.get(input, 'event') : undefined;
  return typeof event === 'string' && !EVENT_NAMES.some((name) => name === event)
    ? `no event is named '${event}'\nevents: ${EVENT_NAMES.join(', ')}`
    : 'it is neither a condition nor an event\n' +
        'write [name, comparison, value], { all }, { any }, { not }, { event } or { marked }';
}

const lockDesign = z.enum(['rwsem', 'losing-wake-ups', 'queued-rwsem']);

/** What a filter returns: an action by name with its data, or the word itself. */
const filterReturn = z.union([
  z.strictObject({
    action: z.enum(ACTION_NAMES as [ActionName, ...ActionName[]]),
    data: z.exactOptional(wordText),
  }),
  z.strictObject({ raw: wordText }),
]);

const pageRange = z.union(
  [z.templateLiteral(['@', z.string()]), z.strictObject({ page: z.number(), pages: z.number() })],
  { error: 'a range is @ and the name of a region, or { page, pages }' },
);

const filter = z.union(
  [
    z.strictObject({
      rules: z.array(
        z.strictObject({
          when: z.strictObject({
            nr: wordText,
            arg: z.exactOptional(z.strictObject({ index: z.number(), low32_equals: wordText })),
          }),
          ret: filterReturn,
        }),
      ),
      default: filterReturn,
    }),
    z.strictObject({
      ranges: z.array(pageRange),
      search: z.enum(['linear', 'binary']),
      inside: filterReturn,
      outside: filterReturn,
    }),
    z.strictObject({
      bpf: z.array(
        z.strictObject({ code: z.number(), jt: z.number(), jf: z.number(), k: z.number() }),
      ),
    }),
  ],
  {
    error:
      'a filter is { rules, default }, { ranges, search, inside, outside } ' +
      'or { bpf: [{ code, jt, jf, k }] }',
  },
);

const attackTiming = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), withinNs: time }),
  z.strictObject({ kind: z.literal('poisson'), meanNs: time }),
  z.strictObject({ kind: z.literal('aba'), meanNs: time }),
  z.strictObject({ kind: z.literal('fault') }),
  z.strictObject({ kind: z.literal('adaptive'), fromNs: time, untilNs: time }),
  z.strictObject({ kind: z.literal('tight') }),
  z.strictObject({ kind: z.literal('telegraph'), meanNs: time }),
  z.strictObject({ kind: z.literal('square'), halfPeriodNs: time }),
]) satisfies z.ZodType<AttackTiming>;

const forThreads = { threads: z.exactOptional(z.array(z.string())) };

const tasks = z.strictObject({
  processes: z.exactOptional(
    z.record(
      z.string(),
      z.strictObject({
        capable: z.exactOptional(z.boolean()),
        files: z.exactOptional(z.record(z.coerce.number<number>(), z.number())),
        sharesFilesWith: z.exactOptional(z.string()),
      }),
    ),
  ),
  threads: z.exactOptional(
    z.record(
      z.string(),
      z.strictObject({
        process: z.exactOptional(z.string()),
        unborn: z.exactOptional(z.boolean()),
        noNewPrivs: z.exactOptional(z.boolean()),
      }),
    ),
  ),
  filters: z.exactOptional(z.record(z.string(), filter)),
  handlers: z.exactOptional(z.record(z.string(), z.strictObject({ at: z.string(), program }))),
  filterCapacity: z.exactOptional(z.number()),
  fileCapacity: z.exactOptional(z.number()),
  notificationIds: z.exactOptional(z.enum(['counted', 'recycled'])),
  contents: z.exactOptional(z.record(z.coerce.number<number>(), z.array(z.number()))),
  signalDepth: z.exactOptional(z.number()),
  wordRegions: z.exactOptional(z.record(z.string(), z.string())),
  driven: z.exactOptional(z.boolean()),
});

/** The scenario format. */
export const scenarioSchema = z.strictObject({
  version: z.literal(SCENARIO_VERSION),
  name: z.string().min(1),
  question: z.string(),
  standsFor: z.string(),
  regions: z.record(
    z.string(),
    z.strictObject({
      page: z.number(),
      pages: z.number(),
      prot: z.string(),
      foreign: z.exactOptional(z.boolean()),
      absent: z.exactOptional(z.boolean()),
      file: z.exactOptional(z.number()),
      anon: z.exactOptional(z.number()),
      shared: z.exactOptional(z.string().min(1)),
      contents: z.exactOptional(z.array(z.number())),
      origin: z.exactOptional(z.string()),
    }),
  ),
  words: z.record(z.string(), z.number()),
  locks: z.exactOptional(z.record(z.string(), lockDesign)),
  interposition: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({
      kind: z.literal('memmap'),
      check: z.enum(['unlocked', 'locked', 'contained']),
    }),
    z.strictObject({ kind: z.literal('seccomp'), filters: z.array(filter), ...forThreads }),
    z.strictObject({ kind: z.literal('strict'), ...forThreads }),
    z.strictObject({
      kind: z.literal('user-dispatch'),
      mode: z.exactOptional(z.enum(['exclusive', 'inclusive'])),
      range: z.exactOptional(pageRange),
      selector: z.exactOptional(z.string()),
      ...forThreads,
    }),
  ]),
  owner: z.exactOptional(z.enum(['threads', 'kernel-actor'])),
  mmapLock: z.exactOptional(lockDesign),
  addressSpaceLock: z.exactOptional(
    z.strictObject({
      design: z.enum(DESIGN_NAMES as [DesignName, ...DesignName[]]),
      without: z.exactOptional(z.string()),
    }),
  ),
  paging: z.exactOptional(
    z.strictObject({
      frames: z.number(),
      wordsPerFrame: z.number(),
      cores: z.exactOptional(z.number()),
      pins: z.exactOptional(z.boolean()),
      without: z.exactOptional(z.enum(PAGING_OMISSIONS)),
    }),
  ),
  guard: z.exactOptional(
    z.strictObject({
      policy: z.enum(GUARD_POLICIES),
      mechanism: z.exactOptional(z.enum(KNOWN_MECHANISMS)),
      scope: z.exactOptional(z.enum(GUARD_SCOPES)),
      spans: z.exactOptional(z.number()),
      without: z.exactOptional(z.enum(GUARD_OMISSIONS)),
    }),
  ),
  heap: z.exactOptional(z.strictObject({ page: z.number(), pages: z.number() })),
  mapCountLimit: z.exactOptional(z.number()),
  futexWaits: z.exactOptional(z.boolean()),
  tasks: z.exactOptional(tasks),
  kernelFixes: z.exactOptional(z.record(z.string(), z.boolean())),
  handler: z.exactOptional(z.strictObject({ at: z.string(), program })),
  threads: z.record(
    z.string(),
    z.strictObject({
      program,
      at: z.string(),
      count: z.exactOptional(z.number()),
      service: z.exactOptional(z.boolean()),
      core: z.exactOptional(z.number()),
    }),
  ),
  properties: z.array(property),
  spans: z.exactOptional(
    z.record(
      z.string(),
      z.strictObject({
        from: eventPattern,
        to: eventPattern,
        within: z.exactOptional(z.literal('thread')),
      }),
    ),
  ),
  attack: z.exactOptional(attackTiming),
  observe: z.array(z.string()),
  expect: z.strictObject({ explore: z.exactOptional(z.enum(['holds', 'violated'])) }),
}) satisfies z.ZodType<Scenario>;

const parameter = z.strictObject({
  meaning: z.string(),
  value: z.number(),
  min: z.number(),
  max: z.number(),
  protects: z.exactOptional(z.array(z.string())),
});

/** A catalogue entry but for its `build`, which is a function and looked at by itself. */
export const entrySchema = z.strictObject({
  name: z.string().min(1),
  question: z.string(),
  standsFor: z.string(),
  kind: z.enum(['litmus', 'race', 'load']),
  explainedBy: z.exactOptional(z.string()),
  parameters: z.record(z.string(), parameter),
  counts: z.exactOptional(
    z.strictObject({
      attempts: z.string(),
      hits: z.exactOptional(z.string()),
      costs: z.exactOptional(z.record(z.string(), z.string())),
    }),
  ),
  build: z.unknown(),
});
