/**
 * Bare stepper: the stepper without the mechanisms that only tasks have, to show what they cost
 * where they are off. It is the compiled stepper itself without the places at which tasks do more.
 * Invariant: it steps worlds without tasks as the stepper does.
 */

import { readFileSync } from 'node:fs';
import { invariant } from '../../kernel/index.ts';
import type { Stepper } from '../../actors/index.ts';
import type { CreateStepper } from './caller.ts';

const SOURCE = new URL('../../actors/world/step.js', import.meta.url);
/** What a stepper asks of itself for the sake of tasks; nothing, where there are none. */
const HOOKS = /this\.(?:reissue|restoreMore)\([^)]*\);/g;
/** Modules loaded so far: the same text would be the same module. */
let loadCount = 0;

/** Loads the bare stepper, each time as a module of its own. */
export async function loadBareStepper(): Promise<CreateStepper> {
  const text = readFileSync(SOURCE, 'utf8');
  invariant(text.match(HOOKS)?.length === 2, 'the stepper does more for tasks in two places');
  const bare = text
    .replaceAll(HOOKS, '')
    .replace(/const isTasked = [^;]*;/, 'const isTasked = false;')
    .replaceAll(/from '(\.[^']+)'/g, (_all, path: string) => `from '${new URL(path, SOURCE).href}'`)
    .replace(/\n\/\/# sourceMappingURL=.*/, '');
  loadCount += 1;
  const own = `${bare}\n// ${loadCount}`;
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(own)}`);
  const { Stepper: Bare } = module as { readonly Stepper: typeof Stepper };
  return (...parts) => new Bare(...parts);
}
