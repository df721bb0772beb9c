/**
 * Mechanisms: what a system call costs under every way to intercept it, in virtual time, each ratio
 * beside the one that was measured on the machine of the profile, or published. The constants of a
 * profile are costs of parts; what is predicted here is what the parts come to together.
 */

import type { FilterDeclaration, Interposition } from '../../actors/index.ts';
import { callerScenario, type Mechanism } from '../bench/caller.ts';
import { IN_COMPANY } from '../bench/company.ts';
import { chainMechanism, LINUX, MEMMAP, rangesMechanism, UNTOUCHED } from '../bench/mechanism.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import type { PublishedFigure, SuitePoint } from '../result/suite.ts';
import { ratioOf } from './interval.ts';
import { measure } from './measure.ts';
import { inTwoRuns } from './measured.ts';
import type { PointPlan, Suite } from './suite.ts';

/** A row: a mechanism, and the ratios that were measured of it in two runs, by call. */
interface Row {
  readonly name: string;
  readonly mechanism: Mechanism;
  readonly getpid?: readonly [number, number];
  readonly sysinfo?: readonly [number, number];
  /** The second thread runs on another core. */
  readonly isApart?: boolean;
  /** The time of a call that was measured in two runs, where no ratio was taken, in ns. */
  readonly callNs?: readonly [number, number];
  /** Constants of the profile were fitted on `callNs`. */
  readonly isFitted?: boolean;
}

const NONE = 'none';
const ALLOW = { raw: 0x7fff_0000 };

function filters(...declarations: readonly FilterDeclaration[]): Interposition {
  return { kind: 'seccomp', filters: declarations };
}

/** A filter that loads one word of seccomp_data and allows: no bitmap knows its answer. */
function onWord(offset: number): FilterDeclaration {
  return {
    bpf: [
      { code: 0x20, jt: 0, jf: 0, k: offset },
      { code: 0x06, jt: 0, jf: 0, k: ALLOW.raw },
    ],
  };
}

/** The least filter on the address: load, compare, TRAP, ALLOW. */
const ON_ADDRESS: FilterDeclaration = {
  bpf: [
    { code: 0x20, jt: 0, jf: 0, k: 8 },
    { code: 0x35, jt: 1, jf: 0, k: 0x7fff_f000 },
    { code: 0x06, jt: 0, jf: 0, k: ALLOW.raw },
    { code: 0x06, jt: 0, jf: 0, k: 0x0003_0000 },
  ],
};
/** First argument, low half. */
const ARGUMENT = 16;

function named(name: string): Mechanism {
  return [...LINUX, ...MEMMAP, ...IN_COMPANY].find((each) => each.name === name) ?? UNTOUCHED;
}

function stack(count: number): Mechanism {
  const interposition = filters(...Array.from({ length: count }, () => onWord(ARGUMENT)));
  return { name: `stack of ${count}`, interposition };
}

const NOTIFIED = named('user notification: RECV, and SEND answers');
const CONTINUED = named('user notification: RECV, and SEND says CONTINUE');

/** What was measured on Linux 6.18 in a KVM guest (Zen 4), as ratios to the call alone. */
const ROWS: readonly Row[] = [
  { name: NONE, mechanism: UNTOUCHED },
  { name: 'memmap, unlocked', mechanism: named('memmap, unlocked check') },
  { name: 'memmap, mmap lock', mechanism: named('memmap, check under the mmap lock') },
  { name: 'memmap, contained', mechanism: named('memmap, containment check') },
  {
    name: 'filter, bitmap',
    mechanism: named('filter: by number, 4 instructions, by the bitmap'),
    getpid: [1.193, 1.184],
    sysinfo: [1.074, 1.081],
  },
  { name: 'filter, number', mechanism: named('filter: by number, 4 instructions, run') },
  {
    name: 'filter, argument',
    mechanism: { name: 'argument', interposition: filters(onWord(ARGUMENT)) },
    getpid: [1.284, 1.308],
    sysinfo: [1.12, 1.117],
  },
  {
    name: 'filter, address',
    mechanism: { name: 'address', interposition: filters(ON_ADDRESS) },
    getpid: [1.278, 1.285],
    sysinfo: [1.123, 1.123],
  },
  ...([1, 8, 32, 64, 128] as const).map((count): Row => {
    const measured = {
      1: { getpid: [1.276, 1.28], sysinfo: [1.118, 1.118] },
      8: { getpid: [1.295, 1.331], sysinfo: [1.125, 1.121] },
      32: { getpid: [1.341, 1.35], sysinfo: [1.158, 1.145] },
      64: { getpid: [1.412, 1.407], sysinfo: [1.184, 1.174] },
      128: { getpid: [1.525, 1.539], sysinfo: [1.229, 1.236] },
    } as const;
    return { name: `chain of ${count}`, mechanism: chainMechanism(count), ...measured[count] };
  }),
  {
    name: 'search in 128',
    mechanism: rangesMechanism(128, 'binary', 'last'),
    getpid: [1.294, 1.32],
    sysinfo: [1.133, 1.128],
  },
  { name: 'stack of 2', mechanism: stack(2), getpid: [1.371, 1.388], sysinfo: [1.166, 1.158] },
  { name: 'stack of 8', mechanism: stack(8), getpid: [1.942, 1.98], sysinfo: [1.43, 1.426] },
  { name: 'stack of 16', mechanism: stack(16), getpid: [2.742, 2.672], sysinfo: [1.797, 1.763] },
  {
    name: 'filter, ERRNO',
    mechanism: named('filter: ERRNO'),
    getpid: [0.884, 0.876],
    sysinfo: [0.409, 0.395],
  },
  {
    name: 'filter, TRAP',
    mechanism: named('filter: TRAP, handler and sigreturn'),
    getpid: [12.457, 12.555],
  },
  {
    name: 'user dispatch, range',
    mechanism: named('user dispatch: call from the range'),
    getpid: [1.138, 1.139],
    sysinfo: [1.059, 1.057],
  },
  {
    name: 'user dispatch, selector',
    mechanism: named('user dispatch: selector says ALLOW'),
    getpid: [1.421, 1.471],
    sysinfo: [1.192, 1.186],
  },
  {
    name: 'user dispatch, SIGSYS',
    mechanism: named('user dispatch: selector says BLOCK, handler and sigreturn'),
    getpid: [12.244, 12.461],
    sysinfo: [5.655, 5.688],
  },
  { name: 'notification, same core', mechanism: NOTIFIED, callNs: [5_694, 5_698], isFitted: true },
  {
    name: 'notification, other core',
    mechanism: NOTIFIED,
    isApart: true,
    callNs: [55_352, 54_781],
  },
  { name: 'notification, continue', mechanism: CONTINUED },
  {
    name: 'ptrace, SYSEMU',
    mechanism: named('ptrace: entry stop, the call is skipped (PTRACE_SYSEMU)'),
    callNs: [9_108, 9_088],
    isFitted: true,
  },
  {
    name: 'ptrace, SYSCALL',
    mechanism: named('ptrace: entry and exit stop (PTRACE_SYSCALL)'),
    callNs: [17_188, 17_206],
    isFitted: true,
  },
];

const CALLS = ['getpid', 'sysinfo'] as const;

/** What was published of the same things on another machine, as ratios. */
const SEED = 'mail of the RFC, 2020 (sysinfo)';
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, PublishedFigure>>>> = {
  'amd-ryzen-2020': {
    'filter, number': { value: 1.1, source: `P1: ${SEED}` },
    'memmap, unlocked': { value: 1.015, source: `P2: ${SEED}` },
    'user dispatch, selector': { value: 1.097, source: 'P3: commit d87ae0fa21c2 (sysinfo)' },
  },
};

/** Virtual time of one sample, in ms: some thousand calls. */
const VIRTUAL_MS = 1;
const REAL_MS = 100;

function points(): PointPlan[] {
  const plans: PointPlan[] = [];
  for (const row of ROWS)
    for (const call of CALLS) {
      if (row.mechanism.call !== undefined && call !== 'getpid') continue;
      const { [call]: ratio, callNs, isFitted = false } = row;
      if (call === 'sysinfo' && (callNs ?? (ratio === undefined ? row.getpid : undefined)))
        continue;
      plans.push({
        parameters: { profile: PROFILE_DEFAULT, mechanism: row.name, call },
        ...(ratio !== undefined && { published: { ratio: [inTwoRuns(ratio)] } }),
        ...(callNs !== undefined && {
          published: { call: [{ ...inTwoRuns(callNs), ...(isFitted && { isFitted }) }] },
        }),
      });
    }
  for (const [profile, published] of Object.entries(ELSEWHERE))
    for (const mechanism of [NONE, ...Object.keys(published)]) {
      const ratio = published[mechanism];
      plans.push({
        parameters: { profile, mechanism, call: 'sysinfo' },
        ...(ratio !== undefined && { published: { ratio: [{ ...ratio, isFitted: true }] } }),
      });
    }
  return plans;
}

/** Every ratio to the call alone, under the same profile. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  return measured.map((point) => {
    const { parameters, figures } = point;
    const alone = measured.find(
      (each) =>
        each.parameters['mechanism'] === NONE &&
        each.parameters['call'] === parameters['call'] &&
        each.parameters['profile'] === parameters['profile'],
    );
    const [time, base] = [figures['call'], alone?.figures['call']];
    if (time === undefined || base === undefined) return point;
    return { ...point, figures: { ...figures, ratio: ratioOf(time, base) } };
  });
}

/** The cost of interception. */
export const mechanismsSuite: Suite = {
  name: 'mechanisms',
  about: 'a system call under every mechanism, beside what was measured and published',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'profile', values: [PROFILE_DEFAULT, ...Object.keys(ELSEWHERE)] },
    { name: 'mechanism', values: ROWS.map(({ name }) => name) },
    { name: 'call', values: CALLS },
  ],
  points: points(),
  virtualAxes: ['profile'],
  units: { call: 'ns' },
  decisive: 'call',
  notes: [
    'Constants of the parts were measured on the machine of the profile; scheduler.wake and ' +
      'scheduler.switch together, notify.receive and notify.send were fitted on the notification ' +
      'on the same core, and the constants of ptrace on its two rows.',
    'The memmap rows of the measured machine are predictions: no kernel there has it, and a task ' +
      'with any seccomp mode pays for the slow entry first.',
    'amd-ryzen-2020 was fitted on P1, P2 and P3, which are its three rows.',
  ],
  sample: async ({ profile, mechanism: name, call }, seed, engine) => {
    const { mechanism, isApart = false } = ROWS.find((each) => each.name === name)!;
    const counter = mechanism.counter ?? 'native';
    const second = Object.keys(mechanism.company?.threads ?? {});
    const { figures } = await measure({
      scenario: callerScenario({ call: call as string, ...mechanism }),
      seed,
      engine,
      profile: profile as string,
      cores: isApart ? 2 : 1,
      virtualMs: second.length > 0 ? VIRTUAL_MS * 10 : VIRTUAL_MS,
      realMs: REAL_MS,
      ...(isApart && { pinned: { caller: 0, [second[0]!]: 1 } }),
    });
    const counters = figures.threads[0]!.counters;
    return { call: (figures.durationMs * 1e6) / counters[counter] };
  },
  compare,
};
