/**
 * Style as a test: what the project's files look like, read from the files themselves.
 *
 * Each rule is a pure function from files to complaints. It is run twice: over the project, where
 * it must find nothing, and over small offending samples, each of which it must refuse; so a rule
 * that has gone blind fails here too. There is no list of exceptions: a rule that needs one is
 * the wrong rule.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equal, ok, suite } from './support/suite.js';
const lineLengthMax = 100;
const topLevelNames = new Set([
    'actors kernel workers scenarios test',
    'README.md ARCHITECTURE.md CHANGELOG.md LICENSE',
    'package.json package-lock.json tsconfig.json',
    '.ci .gitignore .npmrc .prettierrc.json .prettierignore .oxlintrc.json knip.json',
].flatMap((names) => names.split(' ')));
const folders = 'actors|kernel|workers|scenarios|test';
// Why the brackets: this file is read by its own rules, and must not break them by stating them.
const unfinishedWord = /\b(TO[D]O|FIX[M]E|HA[C]K)\b|\bXX[X]:/;
const onlyCall = /\.onl[y]\(/;
const machinePath = /(?<![\w.~}/-])\/(work|tmp|home|Users|root)\//;
const vagueName = /(^|\/)(utils?|helpers?|common|types|misc)(\.ts$|\.test\.ts$|\/)/;
const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const rules = [
    {
        law: 'every source file opens with a paragraph that says what it is',
        complaints: (files) => files
            .filter(({ path }) => isSource(path))
            .filter(({ text }) => openingComment(text).split(/\s+/).filter(Boolean).length < 5)
            .map(({ path }) => path),
        offenders: [
            [file('kernel/a.ts', 'export const a = 1;\n')],
            [
                file('kernel/a.ts', "import './b.ts';\n/** A paragraph that comes too late to open it. */\n"),
            ],
            [file('test/a.test.ts', '// Short.\n')],
        ],
    },
    {
        law: 'unfinished work is an issue or a skipped test, not a word in a comment',
        complaints: (files) => grep(files.filter(isProse), unfinishedWord),
        offenders: [
            [file('kernel/a.ts', unspoken('// TO_DO: later\n'))],
            [file('README.md', unspoken('FIX_ME\n'))],
        ],
    },
    {
        law: 'no test runs alone and hides the others',
        complaints: (files) => grep(files.filter(({ path }) => isSource(path)), onlyCall),
        offenders: [[file('test/a.test.ts', unspoken("test.on_ly('x', () => {});\n"))]],
    },
    {
        law: 'a file is named for the noun inside it',
        complaints: (files) => files.filter(({ path }) => isSource(path) && vagueName.test(path)).map(({ path }) => path),
        offenders: [
            [file('kernel/utils.ts', '')],
            [file('actors/helpers/a.ts', '')],
            [file('workers/common.ts', '')],
            [file('kernel/vma/types.ts', '')],
        ],
    },
    {
        law: 'a source file is named in kebab case',
        complaints: (files) => files
            .filter(({ path }) => isSource(path))
            .filter(({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+([-.][a-z0-9]+)*$/.test(path))
            .map(({ path }) => path),
        offenders: [[file('kernel/rangeLock.ts', '')], [file('kernel/range_lock.ts', '')]],
    },
    {
        law: 'an index.ts does nothing but re-export',
        complaints: (files) => files
            .filter(({ path }) => isSource(path) && path.endsWith('/index.ts'))
            .filter(({ text }) => withoutReExports(text) !== '')
            .map(({ path, text }) => `${path}: ${withoutReExports(text).slice(0, 60)}`),
        offenders: [
            [file('kernel/index.ts', 'export const a = 1;\n')],
            [file('kernel/index.ts', "import { a } from './a.ts';\nexport { a };\n")],
            [file('kernel/index.ts', "export { a } from './a.ts';\nconsole.log(1);\n")],
        ],
    },
    {
        law: `no line of prose is longer than ${lineLengthMax} columns, and the formatter sees to code`,
        complaints: (files) => grep(files.filter(isProse), new RegExp(`^.{${lineLengthMax + 1},}`, 'u'), isWrappable),
        offenders: [
            [file('kernel/a.ts', `// ${'word '.repeat(30)}\n`)],
            [file('README.md', `${'word '.repeat(30)}\n`)],
        ],
    },
    {
        law: 'every source file of kernel/ and actors/ has its test, or names the one that tests it',
        complaints: (files) => {
            const paths = new Set(files.map(({ path }) => path));
            return files
                .filter(({ path }) => /^(kernel|actors)\/.*\.ts$/.test(path))
                .filter(({ path }) => !/(\/index|\.worker|\.d)\.ts$/.test(path))
                .filter(({ path }) => !paths.has(`test/${path.replace(/\.ts$/, '.test.ts')}`))
                .flatMap(({ path, text }) => {
                const named = testedBy(text);
                if (named.length === 0)
                    return [`${path}: no mirrored test, and no 'Tested by:'`];
                return named.filter((name) => !paths.has(name)).map((name) => `${path}: no ${name}`);
            });
        },
        offenders: [
            [file('kernel/vma/edit.ts', '/** Edits of the table. */\n')],
            [file('kernel/a.ts', '/** Edits. Tested by: test/kernel/gone.test.ts */\n')],
            [
                file('kernel/a.ts', '/** Edits. */\n/** Tested by: test/kernel/b.test.ts */\n'),
                file('test/kernel/b.test.ts', ''),
            ],
        ],
    },
    {
        law: 'every test file declares its tests through the facade',
        complaints: (files) => files
            .filter(({ path }) => path.endsWith('.test.ts'))
            .filter(({ text }) => !/from '[./]+\/(support\/)?suite\.ts'/.test(text) || !/^ *suite\(/m.test(text))
            .map(({ path }) => path),
        offenders: [
            [file('test/a.test.ts', "import test from 'node:test';\ntest('a', () => {});\n")],
            [file('test/a.test.ts', "import { is } from './support/suite.ts';\nis(1, 1);\n")],
        ],
    },
    {
        law: 'a test file ends in .test.ts, and lies in test/ as nothing else does',
        complaints: (files) => files
            .map(({ path }) => path)
            .filter((path) => /(^|[./_-])(test|spec)\.[cm]?[jt]sx?$/.test(path))
            .filter((path) => !/^test\/.*\.test\.ts$/.test(path)),
        offenders: [[file('kernel/a.test.ts', '')], [file('test/a.spec.ts', '')]],
    },
    {
        law: 'no tracked file names a path of one machine',
        complaints: (files) => grep(files, machinePath),
        offenders: [
            [file('kernel/a.ts', unspoken('// see /wo_rk/shared\n'))],
            [file('package.json', unspoken('{ "bin": "/t_mp/a" }\n'))],
            [file('README.md', unspoken('cd /ho_me/me\n'))],
        ],
    },
    {
        law: 'the lock file names no registry host',
        complaints: (files) => grep(files.filter(({ path }) => path === 'package-lock.json'), /"resolved"\s*:|https?:\/\/[^"]*\.tgz/),
        offenders: [
            [file('package-lock.json', '{\n  "resolved": "https://registry.example/a.tgz"\n}\n')],
        ],
    },
    {
        // Why: without the entries for other platforms, `npm ci` refuses the whole lock file.
        law: 'the lock file holds every package that its packages name, of all platforms',
        complaints: (files) => files.filter(({ path }) => path === 'package-lock.json').flatMap(({ text }) => missing(text)),
        offenders: [
            [
                file('package-lock.json', '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-linux": "1.0.0" } } } }'),
            ],
        ],
    },
    {
        law: 'the top level holds the five folders, the documents and the settings of the tools',
        complaints: (files) => [...new Set(files.map(({ path }) => path.split('/', 1).join('')))].filter((name) => !topLevelNames.has(name)),
        offenders: [[file('src/a.ts', '')], [file('notes.md', '')], [file('docs/a.md', '')]],
    },
    {
        law: 'sources are TypeScript',
        complaints: (files) => files
            .map(({ path }) => path)
            .filter((path) => new RegExp(`^(${folders})/.*\\.([cm]?jsx?|tsx|[cm]ts)$`).test(path)),
        offenders: [[file('workers/thread.js', '')], [file('scenarios/a.mjs', '')]],
    },
];
function file(path, text) {
    return { path, text };
}
/** Puts together, at `_`, words that this file itself may not contain. */
function unspoken(text) {
    return text.replaceAll('_', '');
}
function isSource(path) {
    return new RegExp(`^(${folders})/.*\\.ts$`).test(path);
}
/** Files that people write and read: sources, documents and scripts; data and tables apart. */
function isProse({ path }) {
    return isSource(path) || path.endsWith('.md') || path.startsWith('.ci/');
}
/** The words of the comments before the first code, without their marks. */
function openingComment(text) {
    text = text.replace(/^(\/\/\/ <reference [^\n]*\n)+/, '');
    const opening = /^(#![^\n]*\n)?(\s*(\/\*[\s\S]*?\*\/|\/\/[^\n]*))/.exec(text)?.[2] ?? '';
    const isLines = opening.trimStart().startsWith('//');
    const whole = isLines
        ? (/^(\s*\/\/[^\n]*\n)+/.exec(text.replace(/^#!.*\n/, ''))?.[0] ?? opening)
        : opening;
    return whole.replaceAll(/^\s*(\/\*\*?|\*\/|\*|\/\/)/gm, '').replaceAll('*/', '');
}
/** The test files that a source's opening comment names, in one `Tested by:` sentence. */
function testedBy(text) {
    const [, names] = /Tested by:([\s\S]*)/.exec(openingComment(text)) ?? [];
    return names?.match(/\btest\/[\w./-]+\.test\.ts\b/g) ?? [];
}
function withoutReExports(text) {
    return text
        .replaceAll(comment, '')
        .replaceAll(/^export (type )?(\*( as \w+)?|\{[^}]*\}) from '[^']+';$/gm, '')
        .trim();
}
/** Whether a long line is prose that can be wrapped; the formatter has wrapped what code it can. */
function isWrappable(line, path) {
    if (/^\s*(\*|\/\/)?\s*\|/.test(line) || /https?:\/\/|\]\(/.test(line))
        return false;
    return !isSource(path) || /^\s*(\*|\/[/*])/.test(line);
}
/** The packages that a lock file's entries depend on, and that have no entry of their own. */
function missing(lockText) {
    const { packages } = JSON.parse(lockText);
    const present = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) => Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !present.has(name))
        .map((name) => `${path} names ${name}`));
}
function grep(files, pattern, counts = () => true) {
    return files.flatMap(({ path, text }) => text
        .split('\n')
        .flatMap((line, index) => pattern.test(line) && counts(line, path)
        ? [`${path}:${index + 1}: ${line.trim().slice(0, 80)}`]
        : []));
}
/** Every text file of the project that is tracked, or would be if all were added. */
function readProject() {
    const folder = fileURLToPath(new URL('../..', import.meta.url));
    return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
    })
        .split('\0')
        .filter((path) => path !== '' && existsSync(join(folder, path)))
        .map((path) => file(path, readFileSync(join(folder, path), 'utf8')));
}
const project = readProject();
suite('tidy', (test) => {
    test('the project is read as a whole', () => {
        for (const path of ['package.json', 'test/tidy.test.ts']) {
            ok(project.some((found) => found.path === path), `${path} was not read`);
        }
    });
    for (const { law, complaints } of rules) {
        test(law, () => {
            equal(complaints(project), []);
        });
    }
});
suite('tidy: each rule refuses its offenders', (test) => {
    for (const { law, complaints, offenders } of rules) {
        test(law, () => {
            ok(offenders.length > 0, 'a rule that was never broken is no rule');
            for (const offender of offenders) {
                ok(complaints(offender).length > 0, `accepted: ${JSON.stringify(offender)}`);
            }
        });
    }
});
//# sourceMappingURL=tidy.test.js.map