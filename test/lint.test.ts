/**
 * Proves the lint configuration: a rule that has never failed is no rule.
 *
 * Each breach below is written into a scratch tree beside a copy of `.oxlintrc.json`, and the
 * linter must name it by its rule; each permitted text beside it must pass, so that no rule is
 * proved by refusing everything. The linter runs once over the whole tree.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equal, ok, suite } from './support/suite.ts';

interface Sample {
  /** The law, in words. */
  readonly law: string;
  /** The file that the text is put into; two samples never share one. */
  readonly file: string;
  readonly text: string;
  /** The rule that must report it; undefined if the linter must accept the text. */
  readonly rule: string | undefined;
}

interface Finding {
  readonly code: string;
  readonly filename: string;
  readonly message: string;
}

const imports = 'eslint(no-restricted-imports)';
const globals = 'eslint(no-restricted-globals)';
const properties = 'eslint(no-restricted-properties)';

const samples: readonly Sample[] = [
  // The order of the folders.
  breach('kernel/a1.ts', importing('../actors/index.ts'), imports),
  breach('kernel/a2.ts', importing('node:fs'), imports),
  breach('kernel/a3.ts', importing('fs'), imports),
  breach('kernel/a4.ts', importing('xstate'), imports),
  breach('kernel/vma/a5.ts', importing('../../actors/index.ts'), imports),
  breach('kernel/vma/a6.ts', importing('../../test/support/suite.ts'), imports),
  breach('kernel/vma/linux/a7.ts', importing('../../../workers/index.ts'), imports),
  breach('kernel/vma/a8.ts', importing('./../../scenarios/index.ts'), imports),
  breach('kernel/vma/a9.ts', importing('../locks/../../actors/index.ts'), imports),
  breach('kernel/vma/a10.ts', "export { x } from 'node:os';\n", imports),
  breach('kernel/vma/a11.ts', "export type { x } from '../../actors/index.ts';\n", imports),
  permitted('kernel/vma/a12.ts', importing('../memory/word.ts') + importing('./edit.ts', 'y')),
  permitted('kernel/a13.ts', importing('./vma/edit.ts')),

  breach('actors/b1.ts', importing('../kernel/errno.ts'), imports),
  breach('actors/b2.ts', importing('../workers/index.ts'), imports),
  breach('actors/thread/b3.ts', importing('../../kernel/vma/edit.ts'), imports),
  breach('actors/thread/b4.ts', importing('../../kernel/vma/index.ts'), imports),
  breach('actors/thread/b5.ts', importing('../../workers/index.ts'), imports),
  breach('actors/thread/b6.ts', importing('node:worker_threads'), imports),
  breach('actors/thread/b7.ts', importing('piscina'), imports),
  breach('actors/thread/b8.ts', importing('uvu'), imports),
  breach('actors/thread/run/b9.ts', importing('../../../kernel/errno.ts'), imports),
  permitted('actors/b10.ts', importing('../kernel/index.ts')),
  permitted('actors/thread/b11.ts', importing('../../kernel/index.ts')),
  permitted('actors/thread/b12.ts', importing('../kernel/machine.ts')),
  permitted('actors/thread/b13.ts', importing('xstate') + importing('xstate/graph', 'y')),
  permitted('actors/thread/run/b14.ts', importing('../../../kernel/index.ts')),

  breach('workers/c1.ts', importing('../scenarios/index.ts'), imports),
  breach('workers/c2.ts', importing('../actors/world/step.ts'), imports),
  breach('workers/explore/c3.ts', importing('../../kernel/errno.ts'), imports),
  breach('workers/explore/c4.ts', importing('commander'), imports),
  breach('workers/explore/c5.ts', importing('uvu/assert'), imports),
  permitted('workers/c6.ts', importing('../actors/index.ts')),
  permitted('workers/c7.ts', importing('../actors/dispatch/index.ts')),
  permitted('workers/parallel/c7.ts', importing('node:worker_threads') + importing('piscina', 'y')),
  permitted('workers/parallel/c8.ts', importing('../../kernel/index.ts')),

  breach('scenarios/d1.ts', importing('../workers/explore/engine.ts'), imports),
  breach('scenarios/races/d2.ts', importing('../../actors/world/scenario.ts'), imports),
  breach('scenarios/races/d3.ts', importing('../../test/support/suite.ts'), imports),
  breach('scenarios/races/d4.ts', importing('fast-check'), imports),
  breach('scenarios/report/d7.ts', importing('@observablehq/plot'), imports),
  breach('scenarios/page/d8.ts', importing('commander'), imports),
  breach('scenarios/page/d9.ts', importing('../../workers/explore/search.ts'), imports),
  breach('scenarios/page/browser/d10.ts', importing('../html.ts'), imports),
  breach('scenarios/page/browser/d11.ts', importing('node:fs'), imports),
  breach('scenarios/cli/d15.ts', importing('esbuild'), imports),
  breach('scenarios/bundle/d16.ts', importing('../../workers/index.ts'), imports),
  permitted('scenarios/bundle/d17.ts', importing('esbuild') + importing('../cli/d6.ts', 'y')),
  permitted('scenarios/page/d12.ts', importing('@observablehq/plot') + importing('linkedom', 'y')),
  permitted('scenarios/page/d13.ts', importing('../result/read.ts')),
  permitted('scenarios/page/browser/d14.ts', importing('./stepper.ts')),
  permitted('scenarios/races/d5.ts', importing('../../workers/index.ts')),
  permitted('scenarios/cli/d6.ts', importing('commander') + importing('node:fs/promises', 'y')),

  breach('test/kernel/e1.test.ts', importing('uvu'), imports),
  breach('test/e2.ts', importing('uvu/assert'), imports),
  permitted('test/kernel/e3.test.ts', importing('../../kernel/vma/edit.ts')),
  permitted('test/support/suite.ts', importing('uvu')),

  // Shared memory has one place.
  breach('kernel/vma/f1.ts', 'export const x = new SharedArrayBuffer(8);\n', globals),
  breach('kernel/f2.ts', 'export const x = Atomics.load(new Int32Array(1), 0);\n', globals),
  breach('actors/f3.ts', 'export const x = new SharedArrayBuffer(8);\n', globals),
  breach('workers/parallel/f4.ts', 'Atomics.wait(new Int32Array(1), 0, 0);\n', globals),
  breach('scenarios/f5.ts', 'export const x = new SharedArrayBuffer(8);\n', globals),
  permitted(
    'kernel/memory/f6.ts',
    'export const x = Atomics.load(new Int32Array(new SharedArrayBuffer(8)), 0);\n',
  ),

  // Time, chance and the host belong to the engines.
  breach('kernel/g1.ts', 'export const x = Date.now();\n', properties),
  breach('kernel/memory/g2.ts', 'export const x = Math.random();\n', properties),
  breach('actors/g3.ts', 'export const x = Math.random();\n', properties),
  breach('actors/g4.ts', 'export const x = performance.now();\n', properties),
  breach('kernel/g5.ts', "console.log('x');\n", globals),
  breach('kernel/memory/g6.ts', 'setTimeout(() => {}, 1);\n', globals),
  breach('actors/g7.ts', 'export const x = process.pid;\n', globals),
  permitted('workers/virtual/g8.ts', 'export const x = performance.now() + Math.random();\n'),

  // The language.
  breach(
    'workers/h1.ts',
    'async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}\n',
    'typescript(no-floating-promises)',
  ),
  breach(
    'workers/h2.ts',
    "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    'typescript(switch-exhaustiveness-check)',
  ),
  breach('workers/h3.ts', 'export const x: any = 1;\n', 'typescript(no-explicit-any)'),
  breach('workers/h4.ts', 'export default 1;\n', 'import(no-default-export)'),
  // Why: a pool finds the entry of its worker by the default export.
  permitted('workers/parallel/h4.worker.ts', 'export default (): number => 1;\n'),
  breach(
    'workers/h5.ts',
    '// @ts-ignore\nexport const x: number = 1;\n',
    'typescript(ban-ts-comment)',
  ),
  breach('workers/h6.ts', 'export const f = (x: unknown) => x == 1;\n', 'eslint(eqeqeq)'),
  breach(
    'workers/h7.ts',
    "import { y } from './h8.ts';\nexport const x = y;\n",
    'import(no-cycle)',
  ),
  breach(
    'workers/h8.ts',
    "import { x } from './h7.ts';\nexport const y = x;\n",
    'import(no-cycle)',
  ),
];

function breach(file: string, text: string, rule: string): Sample {
  return { law: `${rule} refuses ${firstLine(text)} in ${file}`, file, text, rule };
}

function permitted(file: string, text: string): Sample {
  return { law: `the linter accepts ${firstLine(text)} in ${file}`, file, text, rule: undefined };
}

function importing(specifier: string, name = 'x'): string {
  return `export { ${name} } from '${specifier}';\n`;
}

function firstLine(text: string): string {
  return `\`${text.split('\n', 1).join('')}\``;
}

/** Writes all samples into a scratch tree, lints it once, and returns what was found. */
function lintSamples(): readonly Finding[] {
  const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'racetrap-lint-'));
  try {
    copyFileSync(join(projectFolder, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "target": "es2023", "module": "nodenext" } }',
    );
    for (const { file, text } of samples) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const linter = join(projectFolder, 'node_modules/oxlint/bin/oxlint');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [linter, '--type-aware', '--format', 'json'],
      {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        // Why: left alone, the linter looks for its type-aware half below the folder it lints.
        env: {
          ...process.env,
          OXLINT_TSGOLINT_PATH: join(projectFolder, 'node_modules/.bin/tsgolint'),
        },
      },
    );
    ok(stdout.trimStart().startsWith('{'), `the linter printed no report: ${stdout}${stderr}`);
    const report = JSON.parse(stdout) as { readonly diagnostics: readonly Finding[] };
    return report.diagnostics;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const findings = lintSamples();

suite('lint', (test) => {
  for (const { law, file, rule } of samples) {
    test(law, () => {
      const found = findings.filter(({ filename }) => filename === file);
      if (rule === undefined) equal(found, []);
      else
        ok(
          found.some(({ code }) => code === rule),
          `reported: ${JSON.stringify(found)}`,
        );
    });
  }
});
