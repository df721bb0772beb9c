/**
 * Bare stepper: the stepper without the mechanisms that only tasks have, to show what they cost
 * where they are off. It is the compiled stepper itself with the answer "no tasks" written at every
 * place that asks. Invariant: it steps worlds without tasks as the stepper does.
 */

import { readFileSync } from 'node:fs';
import { invariant } from '../../kernel/index.ts';
import type { StepperClass } from './caller.ts';

const SOURCE = new URL('../../actors/world/step.js', import.meta.url);

/** Loads the bare stepper. */
export async function loadBareStepper(): Promise<StepperClass> {
  const text = readFileSync(SOURCE, 'utf8');
  const answered = text
    .replaceAll(/this\.#tasked(?! =[^=])/g, 'false')
    .replaceAll(/from '(\.[^']+)'/g, (_all, path: string) => `from '${new URL(path, SOURCE).href}'`)
    .replace(/\n\/\/# sourceMappingURL=.*/, '');
  invariant(answered !== text, 'the stepper asks whether there are tasks');
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(answered)}`);
  const { Stepper } = module as { readonly Stepper: StepperClass };
  return Stepper;
}
