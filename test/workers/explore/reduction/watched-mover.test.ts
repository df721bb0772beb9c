/** Which words properties of states look at, beyond those that they read in the first state. */
import { catalogue, parametersOf } from '../../../../scenarios/catalogue.ts';
import { COPY } from '../../../../kernel/memory/layout.ts';
import { ask } from '../../../../workers/engine.ts';
import { Mover } from '../../../../workers/explore/mover.ts';
import { seenBy } from '../../../../workers/explore/reduction/watched-mover.ts';
import { ok, suite } from '../../../support/suite.ts';

suite('workers/explore/reduction/watched-mover', (test) => {
  test('who asks what was unapproved looks at every copied word, though there is none at first', () => {
    const entry = catalogue.find(({ name }) => name === 'toctou-continue')!;
    const question = ask(entry.build(parametersOf(entry, {})));
    const { world } = new Mover(question);
    const seen = seenBy(question, world);
    const target = question.compiled.threads.findIndex(({ name }) => name === 'target');
    const record = world.layout.copy + target * world.layout.copyStride;
    for (const field of [COPY.JUDGED, COPY.COPIED_VALUE, COPY.SEEN_VALUE])
      ok(seen[record + field] !== 0, `word ${field}`);
  });
});
