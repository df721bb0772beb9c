/** Which scenario is meant, and with which parameters. */

import { UsageError } from '../../../kernel/index.ts';
import type { CatalogueEntry } from '../../../actors/index.ts';
import { build, choose, chooseOne, question, select } from '../../../scenarios/cli/select.ts';
import { never, scenario, syscall } from '../../../scenarios/file/build.ts';
import { equal, is, ok, rejects, suite, throws } from '../../support/suite.ts';

const rwsem = await select('rwsem');

suite('scenarios/cli/select', (test) => {
  test('a name of the catalogue is found, another is refused with the nearest', async () => {
    is(rwsem.entry.name, 'rwsem');
    is(rwsem.file, undefined);
    await rejects(select('rwsm'), /^no scenario is named 'rwsm'$/);
    await select('rwsm').catch((error: unknown) => {
      ok(error instanceof UsageError);
      is(error.hint, "did you mean 'rwsem'?");
    });
  });

  test('parameters have their defaults unless they are set', () => {
    const defaults = choose(rwsem);
    equal(choose(rwsem, { readers: 1 }), { ...defaults, readers: 1 });
  });

  test('an unknown parameter and a value out of range are refused', () => {
    for (const [set, words] of [
      [{ reders: 1 }, 'reders'],
      [{ readers: 99 }, '0..8'],
      [{ threads: 2 }, 'threads'],
    ] as const)
      throws(
        () => choose(rwsem, set),
        (error: unknown) => error instanceof UsageError && error.message.includes(words),
      );
  });

  test('a value that means nothing beside the others is refused for one question', async () => {
    const toctou = await select('toctou-continue');
    is(chooseOne(toctou, { policy: 2, mechanism: 0 })['mechanism'], 0);
    is(chooseOne(toctou, { policy: 6 })['policy'], 6);
    throws(
      () => chooseOne(toctou, { policy: 6, mechanism: 0 }),
      (error: unknown) =>
        error instanceof UsageError && error.hint.includes('for policy=2, 3, 4, 5'),
    );
    // A sweep goes over policies with one mechanism for those that have one.
    is(choose(toctou, { mechanism: 0 })['mechanism'], 0);
  });

  test('--threads is the parameter of that name', async () => {
    const storm = await select('memmap-storm');
    is(choose(storm, {}, 5)['threads'], 5);
    throws(
      () => choose(storm, {}, 0),
      (error: unknown) => error instanceof UsageError && error.message.includes('1..128, not 0'),
    );
  });

  test('what is wrong with a scenario is told with its source, judged values too', () => {
    const wrong = scenario({
      name: 'wrong',
      threads: { app: [syscall('getpid')] },
      properties: [never('n', ['nothing', '==', 1])],
    });
    const entry: CatalogueEntry = {
      name: 'wrong',
      question: '',
      standsFor: '',
      kind: 'litmus',
      parameters: {},
      build: () => wrong,
    };
    is(build({ entry, file: 'my.json' }, {}), wrong);
    for (const [file, where] of [
      ['my.json', 'my.json: properties[0].that'],
      [undefined, 'scenario wrong: properties[0].that'],
    ] as const)
      throws(
        () => question({ entry, file }, {}),
        (error: unknown) => error instanceof UsageError && error.where === where,
      );
  });
});
