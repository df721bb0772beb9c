/** Scenario files of users: each kind of file, and each way in which one can be wrong. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../../../kernel/index.js';
import { scenario, syscall } from '../../../scenarios/file/build.js';
import { inSource, isScenarioPath, loadScenarioFile } from '../../../scenarios/file/load.js';
import { equal, is, ok, suite, throws } from '../../support/suite.js';
const DRAFT = "{ name: 'mine', threads: { app: [syscall('getpid')] } }";
const EXPECTED = scenario({ name: 'mine', threads: { app: [syscall('getpid')] } });
/** Loads a file of this name and text from a folder of its own. */
async function load(name, text, others = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-'));
    try {
        for (const [file, content] of Object.entries({ ...others, [name]: text })) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            writeFileSync(join(folder, file), content);
        }
        return await loadScenarioFile(join(folder, name));
    }
    catch (error) {
        ok(error instanceof UsageError, String(error));
        throw new UsageError(error.message, error.hint, error.where.replace(`${folder}/`, ''));
    }
    finally {
        rmSync(folder, { recursive: true });
    }
}
/** The one line that a wrong file is refused with. */
async function refusal(name, text) {
    try {
        await load(name, text);
    }
    catch (error) {
        ok(error instanceof UsageError, String(error));
        return `${error.where}: ${error.message}`;
    }
    return 'none';
}
suite('scenarios/file/load', (test) => {
    test('a path is told from a name', () => {
        for (const path of ['./mine', 'a/b', 'mine.ts', 'mine.json'])
            is(isScenarioPath(path), true);
        is(isScenarioPath('memmap-storm'), false);
    });
    for (const [name, text, others] of [
        ['a.json', JSON.stringify(EXPECTED), {}],
        [
            'a.mjs',
            `import { scenario, syscall } from 'racetrap';\nexport default scenario(${DRAFT});`,
            {},
        ],
        [
            'b.mjs',
            `import * as r from 'racetrap'; const { syscall } = r; export const scenario = r.scenario(${DRAFT});`,
            {},
        ],
        [
            'a.cjs',
            `const { scenario, syscall } = require('racetrap');\nmodule.exports = scenario(${DRAFT});`,
            {},
        ],
        [
            'a.ts',
            `import { type Scenario, scenario, syscall } from 'racetrap';\nexport default scenario(${DRAFT}) satisfies Scenario;`,
            {},
        ],
        [
            'm/a.ts',
            `import { scenario, syscall } from 'racetrap';\nimport { name } from './name.ts';\nexport default scenario({ ...${DRAFT}, name });`,
            { 'm/package.json': '{"type":"module"}', 'm/name.ts': "export const name: string = 'mine';" },
        ],
    ])
        test(`${name} is loaded${'m/package.json' in others ? ' as a module, with what it imports' : ''}`, async () => {
            const entry = await load(name, text, others);
            is(entry.name, 'mine');
            equal(entry.build({}), EXPECTED);
        });
    test('an entry with parameters builds its scenario from them', async () => {
        const entry = await load('a.mjs', `import { scenario, syscall } from 'racetrap';
      export default {
        name: 'mine', question: '', standsFor: '', kind: 'race',
        parameters: { n: { meaning: 'calls', value: 1, min: 1, max: 3 } },
        build: ({ n }) => {
          if (n === 3) throw new Error('not three');
          return n === 2 ? {} : scenario(${DRAFT});
        },
      };`);
        is(entry.kind, 'race');
        equal(entry.build({ n: 1 }), EXPECTED);
        const whatBuildThrows = (n) => (error) => {
            ok(error instanceof UsageError, String(error));
            return error.message.includes(n === 2 ? 'missing' : 'it throws: not three');
        };
        throws(() => entry.build({ n: 2 }), whatBuildThrows(2));
        throws(() => entry.build({ n: 3 }), whatBuildThrows(3));
    });
    test('a wrong file is refused by one line with its place', async () => {
        const cases = [
            [
                'a.json',
                '{\n  "a": 1,\n}',
                "a.json:3:1: a name in double quotes should stand here, not '}'",
            ],
            ['a.json', '[]', 'a.json: an object should stand here, not a list'],
            ['a.ts', 'export const x: number = 1;', 'a.ts: it exports no scenario'],
            ['a.mjs', 'export default 4;', 'a.mjs: it exports no scenario'],
            ['a.mjs', "\nthrow new Error('boom');", 'a.mjs:2:7: it throws: boom'],
            ['a.mjs', 'throw 5;', 'a.mjs: it throws 5'],
            ['a.mjs', 'export default { threads: {} };', 'a.mjs: version: missing'],
            [
                'a.ts',
                "import { mprotect } from 'racetrap';\nexport default mprotect(1, 1, 'rqx');",
                "a.ts: 'rqx' is no protection",
            ],
            ['a.txt', '', "a.txt: a scenario is not kept in '.txt'"],
        ];
        for (const [name, text, line] of cases)
            is(await refusal(name, text), line);
        ok(/^a\.ts(?::1:\d+)?: \S/.test(await refusal('a.ts', 'export default {')));
    });
    test('a file that is not there, or is a folder, is refused', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'racetrap-'));
        mkdirSync(join(folder, 'a.json'));
        for (const [name, message] of [
            ['a.json', 'it is a folder'],
            ['b.json', 'there is no such file'],
        ])
            try {
                await loadScenarioFile(join(folder, name));
                ok(false, 'a file is refused');
            }
            catch (error) {
                is(error instanceof UsageError && error.message, message);
            }
        rmSync(folder, { recursive: true });
    });
    test('a fault of the scenario gets its file in front of its place', () => {
        throws(() => inSource('my.json', () => {
            throw new UsageError('no', '', 'words.x');
        }), (error) => error instanceof UsageError && error.where === 'my.json: words.x');
        throws(() => inSource('my.json', () => {
            throw new TypeError('ours');
        }), (error) => error instanceof TypeError);
    });
});
//# sourceMappingURL=load.test.js.map