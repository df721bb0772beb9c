/** The routes by which memory changes: each of them gets through where nothing guards. */
import { ROUTES } from '../../../scenarios/litmus/routes.ts';
import { toctouContinuePlain } from '../../../scenarios/litmus/toctou.ts';
import { isLong } from '../../support/effort.ts';
import { explored } from '../../support/litmus.ts';
import { equal, suite } from '../../support/suite.ts';

const AGREES = 'what is executed is what was approved';

/** What a supervisor does that opens its own copy. */
const EMULATE = 1;

suite('scenarios/litmus/routes', (test) => {
  for (const [route, { name }] of ROUTES.entries())
    test(`${name}: the kernel executes what it has put there`, async () => {
      // Where the page is zero, only a torn path of two words is a path at all.
      const words = name === 'MADV_DONTNEED' ? 2 : 1;
      const parameters = { route, words };
      const { found } = await explored(toctouContinuePlain, parameters);
      equal(found, AGREES);
    });

  for (const [route, { name }] of isLong ? ROUTES.entries() : [])
    test(`${name}: who opens its own copy does not mind`, async () => {
      const { verdict } = await explored(toctouContinuePlain, { route, policy: EMULATE, words: 1 });
      equal(verdict, 'holds');
    });
});
