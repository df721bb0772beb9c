/** Tests to paste: they compile under strict rules, pass as they are, and fail when they should. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenario, store } from '../../../scenarios/file/build.ts';
import { testSnippet } from '../../../scenarios/report/snippet.ts';
import { racetrap, runProcess } from '../../support/command-line.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const TSX = import.meta.resolve('tsx');

const subject = {
  scenario: 's',
  parameters: {},
  file: undefined,
  token: 'rt2.x',
  stepCount: 1,
  finding: { message: 'm' },
  observations: [],
};

suite('scenarios/report/snippet', (test) => {
  test('what is printed compiles, passes, and fails where the answer is another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-snippet-'));
    try {
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(ROOT, join(folder, 'node_modules/racetrap'), 'dir');
      symlinkSync(join(MODULES, '@types'), join(folder, 'node_modules/@types'), 'dir');
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      const mine = scenario({
        name: "it's mine",
        words: { x: 0 },
        threads: { a: [store('x', 1)], b: [store('x', 2)] },
        properties: [{ kind: 'finally', name: 'b is "last"\\', that: ['x', '==', 2] }],
        observe: ['x'],
      });
      writeFileSync(join(folder, "mine's.json"), JSON.stringify(mine));
      const print = async (name: string, ...args: string[]): Promise<string> => {
        const { stdout } = await racetrap([...args, '--format', 'typescript'], { cwd: folder });
        writeFileSync(join(folder, name), stdout);
        return stdout;
      };
      const byName = ['explore', 'nosyscall-check-designs', '--set', 'calls=2'];
      const [found] = await Promise.all([
        print('found.test.ts', ...byName),
        print('own.test.ts', 'explore', "./mine's.json"),
      ]);
      const [, token = ''] = /'(rt2\.[^']+)'/.exec(found)!;
      await print('explained.test.ts', 'explain', token);
      writeFileSync(
        join(folder, 'changed.test.ts'),
        found.replace(/finding\?\.message, '/, '$&not '),
      );
      const names = ['found', 'own', 'explained', 'changed'].map((name) => `${name}.test.ts`);
      const tsc = [
        join(MODULES, 'typescript/bin/tsc'),
        '--noEmit',
        '--strict',
        '--target',
        'es2023',
      ];
      const settings = ['--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
      const ended = await Promise.all([
        runProcess(process.execPath, [...tsc, ...settings, ...names], { cwd: folder }),
        ...names.map((name) =>
          runProcess(process.execPath, ['--import', TSX, name], { cwd: folder }),
        ),
      ]);
      equal(
        ended.map(({ code }) => code),
        [0, 0, 0, 0, 1],
        ended.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a schedule that passes is expected to pass, and to end as it did', () => {
    const text = testSnippet({ ...subject, finding: null, observations: [1, -2] });
    ok(text.includes('assert.equal(finding, null);'), text);
    ok(text.includes('assert.deepEqual(observations, [1, -2]);'), text);
  });

  test('no text of a scenario ends its literal', () => {
    const hostile = `'); process.exit(); ('\n\\\u2028`;
    const text = testSnippet({
      ...subject,
      scenario: hostile,
      parameters: { "a'b": 1 },
      finding: { message: hostile },
    });
    is(text.split('\n').length, testSnippet(subject).split('\n').length);
    ok(text.includes("['a\\'b']: 1"), text);
    is(text.split(`\\'); process.exit(); (\\'\\n\\\\`).length, 5, text);
  });
});
