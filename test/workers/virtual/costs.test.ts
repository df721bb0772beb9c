/** What one thread does alone takes the sum of the costs of its steps: each charged once. */
import { createExclusiveWorld } from '../../../kernel/index.ts';
import { boot, createToldStepper, layoutFor } from '../../../actors/index.ts';
import { callerScenario } from '../../../scenarios/bench/caller.ts';
import { LINUX, UNTOUCHED } from '../../../scenarios/bench/mechanism.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../../scenarios/profiles/profile-file.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { Costs } from '../../../workers/virtual/costs.ts';
import { runVirtual } from '../../../workers/virtual/engine.ts';
import { Meter } from '../../../workers/virtual/meter.ts';
import { type Profile, PS_PER_NS } from '../../../workers/virtual/profile.ts';
import { equal, ok, suite } from '../../support/suite.ts';

/** The measured machine without spread. */
const measured = loadProfile(PROFILE_DEFAULT);
const exact: Profile = {
  ...measured,
  constants: Object.fromEntries(
    Object.entries(measured.constants).map(([name, { value, source }]) => [
      name,
      { value, low: value, high: value, source },
    ]),
  ),
};
const ns = (...names: string[]): number =>
  names.reduce((sum, name) => sum + exact.constants[name]!.value, 0);

/** Calls that one thread makes in a millisecond. */
async function callsOf(question: Question): Promise<number> {
  const amount = { durationMs: 1 };
  const { parallel } = await runVirtual(question, { amount, cores: 1, profile: exact });
  return parallel!.total.native;
}

/** What the meter says of a call, where the kernel was made to tell its costs so many times. */
function chargedNs(times: number): number {
  const { compiled, table, kernel } = ask(callerScenario(UNTOUCHED));
  const meter = new Meter(1);
  const costs = new Costs(exact, meter);
  let timed = kernel;
  for (let time = 0; time < times; time += 1) timed = costs.timed(timed, compiled);
  const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
  const world = createExclusiveWorld(layout);
  boot(world, compiled, table);
  const stepper = createToldStepper(
    (operation) => costs.chargeInstruction(operation),
    world,
    compiled,
    timed,
    table,
  );
  const callUntil = (count: number): number => {
    while (world.counters(0).native < count) stepper.step(0);
    return meter.ps;
  };
  const first = callUntil(1);
  return (callUntil(11) - first) / 10 / PS_PER_NS;
}

/** Calls in a millisecond if one takes so long. */
const expected = (callNs: number): number => Math.floor(1e6 / callNs);

suite('workers/virtual/costs', (test) => {
  test('a call takes its entry, itself, and the instructions around it', async () => {
    const call = ns('syscall.entry', 'syscall.getpid') + 2 * ns('user.instruction');
    const calls = await callsOf(ask(callerScenario(UNTOUCHED)));
    ok(Math.abs(calls - expected(call)) <= 1, `${calls} calls, not ${expected(call)}`);
  });

  test('a filter costs by what it executes', async () => {
    const mechanism = LINUX.find(({ name }) => name === 'filter: 8 of them, run')!;
    const filters = ns('seccomp.enter', 'seccomp.run') + 7 * ns('seccomp.stack');
    const instructions = 24 * ns('seccomp.instruction');
    const call = ns('syscall.entry', 'syscall.getpid') + 2 * ns('user.instruction');
    const calls = await callsOf(ask(callerScenario(mechanism)));
    const all = expected(call + filters + instructions);
    ok(Math.abs(calls - all) <= 1, `${calls} calls, not ${all}`);
  });

  test('a cost that is charged twice is caught', () => {
    const call = ns('syscall.entry', 'syscall.getpid') + 2 * ns('user.instruction');
    equal(chargedNs(1), call);
    // The broken twin: the steps of a kernel that tells its costs are made to tell them again.
    ok(chargedNs(2) > call);
  });
});
