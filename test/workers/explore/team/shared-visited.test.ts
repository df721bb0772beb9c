/** The set that several workers fill at once: against a Set, and against what they count in all. */
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { allocateSet, SharedVisited } from '../../../../workers/explore/team/shared-visited.ts';
import { is, ok, suite } from '../../../support/suite.ts';

const SEED = 65;
const FINGERPRINT_COUNT = 60_000;
const MODULE = new URL('../../../../workers/explore/team/shared-visited.js', import.meta.url).href;

/** Adds the same fingerprints in a worker; `prefix` is code in front, to break the set. */
function addInWorker(set: SharedArrayBuffer, gate: SharedArrayBuffer, prefix: string) {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(${JSON.stringify(MODULE)}).then(async ({ SharedVisited }) => {
      ${prefix}
      const visited = new SharedVisited(workerData.set);
      const gate = new Int32Array(workerData.gate);
      Atomics.add(gate, 0, 1);
      while (Atomics.load(gate, 0) < 2);
      for (let number = 1; number <= ${FINGERPRINT_COUNT}; number += 1)
        visited.add(Math.imul(number, 0x9e3779b1), Math.imul(number, 0x85ebca6b));
      parentPort.postMessage(visited.count);
    });`;
  return new Promise<number>((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData: { set, gate } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function addedByTwo(prefix = ''): Promise<number> {
  const set = allocateSet(1 << 17);
  const gate = new SharedArrayBuffer(4);
  const counts = await Promise.all([
    addInWorker(set, gate, prefix),
    addInWorker(set, gate, prefix),
  ]);
  return counts[0] + counts[1];
}

suite('workers/explore/team/shared-visited', (test) => {
  test(`adding tells what a Set tells, also in a larger set (seed ${SEED})`, () => {
    const word = fc.oneof(fc.integer(), fc.integer({ min: 1, max: 3 }));
    const pairs = fc.array(
      fc.tuple(
        word.filter((value) => value !== 0),
        word.filter((value) => value !== 0),
      ),
      { maxLength: 300, size: 'max' },
    );
    fc.assert(
      fc.property(pairs, (fingerprints) => {
        const visited = new SharedVisited(allocateSet(512));
        const expected = new Set<string>();
        for (const [low, high] of fingerprints) {
          is(visited.add(low, high), !expected.has(`${low} ${high}`));
          expected.add(`${low} ${high}`);
        }
        const larger = new SharedVisited(allocateSet(1024));
        for (let part = 0; part < 3; part += 1) larger.addPart(visited, part, 3);
        is(larger.count, expected.size);
        for (const [low, high] of fingerprints) is(larger.add(low, high), false);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test('two workers that add the same fingerprints add each of them once', async () => {
    is(await addedByTwo(), FINGERPRINT_COUNT);
  });

  test('a set whose compare and swap are two acts is caught', async () => {
    const broken = `
      const { SharedWords } = await import(${JSON.stringify(
        new URL('../../../../kernel/memory/word.js', import.meta.url).href,
      )});
      SharedWords.prototype.cas = function (index, expected, desired) {
        const before = Atomics.load(this.array, index);
        for (let look = 0; look < 100; look += 1) Atomics.load(this.array, index);
        if (before === expected) Atomics.store(this.array, index, desired);
        return before;
      };`;
    // Most of the time goes by between the two acts, so that also one busy core tears them.
    let added = FINGERPRINT_COUNT;
    for (let round = 0; round < 20 && added === FINGERPRINT_COUNT; round += 1)
      added = await addedByTwo(broken);
    ok(added > FINGERPRINT_COUNT);
  });
});
