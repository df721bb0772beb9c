/**
 * A schedule as a test of one's own: TypeScript that asks the same question, replays the token and
 * expects what was found. Invariant: it stands alone and compiles as it is, whatever the names in
 * it; it fails if the scenario or what the schedule shows has changed.
 */

import type { Parameters } from '../../actors/index.ts';
import type { Finding } from '../../workers/index.ts';

/** What the test is about. */
export interface SnippetSubject {
  readonly scenario: string;
  readonly parameters: Parameters;
  /** The scenario's own file, where it is not in the catalogue. */
  readonly file: string | undefined;
  readonly token: string;
  readonly stepCount: number;
  /** What the schedule ends in; null if nothing is wrong there. */
  readonly finding: Pick<Finding, 'message'> | null;
  /** Values behind the last step; empty where there are none to expect. */
  readonly observations: readonly number[];
}

/** The test as the text of a module. */
export function testSnippet(subject: SnippetSubject): string {
  const { scenario, parameters, file, token, stepCount, finding, observations } = subject;
  const settings = Object.entries(parameters).map(([name, value]) => `${keyText(name)}: ${value}`);
  const title = `${scenario}: ${finding === null ? 'this schedule passes' : finding.message}`;
  const isObserved = finding === null && observations.length > 0;
  const parts = ['finding', 'schedule', ...(isObserved ? ['observations'] : [])].join(', ');
  return [
    `import assert from 'node:assert/strict';`,
    `import { test } from 'node:test';`,
    `import { ask, ${file === undefined ? 'findScenario' : 'loadScenarioFile'}, replay } from 'racetrap';`,
    '',
    `test(${quoted(title)}, ${file === undefined ? '' : 'async '}() => {`,
    ...(file === undefined
      ? [
          `  const entry = findScenario(${quoted(scenario)});`,
          `  assert.ok(entry !== undefined, 'the scenario is in the catalogue');`,
        ]
      : [`  const entry = await loadScenarioFile(${quoted(file)});`]),
    `  const parameters = {${settings.length === 0 ? '' : ` ${settings.join(', ')} `}};`,
    '  // A token fits one form of a scenario: where that has changed, the replay says so.',
    `  const { ${parts} } = replay(`,
    '    ask(entry.build(parameters), parameters),',
    `    ${quoted(token)},`,
    '  );',
    finding === null
      ? '  assert.equal(finding, null);'
      : `  assert.equal(finding?.message, ${quoted(finding.message)});`,
    `  assert.equal(schedule.length, ${stepCount});`,
    ...(isObserved ? [`  assert.deepEqual(observations, [${observations.join(', ')}]);`] : []),
    '});',
    '',
  ].join('\n');
}

/** A text as a literal of TypeScript. */
function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : `[${quoted(name)}]`;
}
