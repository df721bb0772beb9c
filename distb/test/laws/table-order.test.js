/**
 * The order of the VMA table is nobody's business: a search over a tree meets the states that one
 * over columns meets, and a real thread that looks up without a lock while another edits is never
 * told something wrong.
 */
import { Worker } from 'node:worker_threads';
import { beginEdit, COLUMN_VMA_COUNT_MAX, createSharedWorld, createTableLayout, endEdit, FIGURE, insertVma, MAP, mmap, mprotect, munmap, prepareTable, PROT, tableFault, vmaCapacity, } from '../../kernel/index.js';
import { unlockedLookup } from '../../scenarios/litmus/memmap.js';
import { ask, explore } from '../../workers/index.js';
import { equal, is, ok, suite } from '../support/suite.js';
const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
suite('laws/table-order', (test) => {
    for (const order of ['breadth-first', 'depth-first'])
        test(`a ${order} search meets as many states over a tree as over columns`, async () => {
            const scenario = unlockedLookup.build({});
            const search = async (mapCountLimit) => {
                const question = ask({ ...scenario, mapCountLimit });
                const outcome = await explore(question, { order, all: true }, {});
                const { states, transitions, endStates } = outcome.explore;
                const { verdict, observations } = outcome;
                return { states, transitions, endStates, verdict, observations };
            };
            const overColumns = await search(COLUMN_VMA_COUNT_MAX - 3);
            const overTree = await search(COLUMN_VMA_COUNT_MAX);
            ok(overColumns.states > 100);
            equal(overTree, overColumns);
        });
    test('a thread that looks up while another edits is never told something wrong', async () => {
        const count = 3_000;
        const layout = createTableLayout(vmaCapacity(2 * count));
        const world = createSharedWorld(layout);
        const policy = { placeFloor: 0, placeCeiling: 8 * count, topDown: true };
        prepareTable(world, { mapCountLimit: 2 * count, ...policy });
        beginEdit(world);
        for (let index = 0; index < count; index += 1)
            insertVma(world, index * 4, index * 4 + 3, PROT.READ, 0, 0);
        endEdit(world);
        // The reader asks for VMAs of even number only, which keep their records for ever.
        const kernel = new URL('../../kernel/index.js', import.meta.url).href;
        const reader = new Worker(`const { parentPort, workerData } = require('node:worker_threads');
      import(${JSON.stringify(kernel)}).then(({ attachSharedWorld, findVma, lookupVma }) => {
        const { buffer, layout, count } = workerData;
        const world = attachSharedWorld(buffer, layout);
        let wrong = 0;
        for (let turn = 0; turn < 400_000; turn += 1) {
          const index = ((turn * 7_919) % (count / 2)) * 2;
          if (findVma(world, index * 4 + 1) !== index) wrong += 1;
          if (lookupVma(world, index * 4 + 2) !== index) wrong += 1;
        }
        parentPort.postMessage(wrong);
      });`, { eval: true, workerData: { buffer: world.words.array.buffer, layout, count } });
        let wrong;
        const answer = new Promise((resolve, reject) => {
            reader.once('message', resolve);
            reader.once('error', reject);
        }).then((value) => {
            wrong = value;
        });
        const cursor = layout.memory;
        for (let turn = 0; wrong === undefined; turn += 1) {
            for (let slice = 0; slice < 500; slice += 1) {
                const page = (((turn * 500 + slice) * 104_729) % (count / 2)) * 8 + 4;
                mprotect(world, cursor, page, 1, PROT.NONE);
                munmap(world, cursor, page, 2);
                mmap(world, cursor, page, 3, PROT.READ, FIXED, 0);
            }
            await new Promise((resume) => setImmediate(resume));
        }
        await answer;
        await reader.terminate();
        is(wrong, 0);
        ok(world.words.get(layout.figure + FIGURE.EDIT) > 1_000);
        is(tableFault(world), undefined);
    });
});
//# sourceMappingURL=table-order.test.js.map