/** Synthesis: what is proved restores, what fails shows how, what was not finished stays open. */
import { defaultsOf } from '../../../scenarios/catalogue.ts';
import { synthesize } from '../../../scenarios/guards/synthesis.ts';
import { lostReplyKillable } from '../../../scenarios/litmus/interruption.ts';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.ts';
import { toctouWindow } from '../../../scenarios/loads/toctou-window.ts';
import { synthesisText } from '../../../scenarios/report/synthesis.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

suite('scenarios/guards/synthesis', (test) => {
  test('a lock mends the look-up without one, and a static range cannot follow the marks', async () => {
    const { answers } = await synthesize(unlockedLookup, {}, { search: {}, rounds: 0 });
    const [itself, ...tried] = answers;
    is(itself?.verdict, 'fails');
    ok((itself?.finding?.schedule?.length ?? 0) > 0);
    for (const { verdict, name, why } of tried)
      is(verdict, name === 'user-dispatch-range' ? 'fails' : 'restores', `${name}: ${why}`);
  });

  test('a search that was ended restores nothing', async () => {
    const { answers } = await synthesize(
      lostReplyKillable,
      {},
      { search: { stateCountMax: 10 }, rounds: 0 },
    );
    equal(
      answers.map(({ verdict }) => verdict),
      ['open', 'open'],
    );
  });

  test('what restores has a price beside that of the scenario itself', async () => {
    const asked = { search: {}, rounds: 5 };
    const synthesis = await synthesize(toctouWindow, defaultsOf(toctouWindow), asked);
    const [itself, compare, emulate] = synthesis.answers;
    ok(itself!.roundUs! > 0 && emulate!.roundUs! > 0);
    is(compare!.roundUs, null, 'what fails has no price');
    const text = synthesisText(synthesis);
    match(text, /^toctou-window: 1 of 2 protections restore its properties\./);
    match(text, /\nas it is +fails .* a forbidden file is opened\n/);
    match(text, /\nanswer +emulate +restores it, proved/);
  });
});
