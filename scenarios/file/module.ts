/**
 * Modules: a user's own file as a module, in JavaScript or TypeScript. Node runs TypeScript by
 * itself from 22.18 on; before that tsx does, in the main thread, which is all that a scenario
 * needs, as workers get it as data. It is bundled with nothing, since who imports what a user named
 * must be a module. Invariant: `racetrap` in a user's file is the racetrap that runs, wherever the
 * file stands and whatever is installed beside it.
 */

import Module, { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The door that `import ... from 'racetrap'` leads to. */
const DOOR = new URL('../index.js', import.meta.url);

/** Loads a module; throws whatever loading or running it throws. */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  leadToDoor();
  const url = pathToFileURL(file).href;
  const isTyped = /\.[cm]?ts$/.test(file);
  if (!isTyped || Reflect.get(process.features, 'typescript')) {
    return (await import(url)) as Record<string, unknown>;
  }
  const { tsImport } = await import('tsx/esm/api');
  return (await tsImport(url, import.meta.url)) as Record<string, unknown>;
}

let isLed = false;

function leadToDoor(): void {
  if (isLed) return;
  isLed = true;
  const hook =
    'export const resolve = (specifier, context, next) => ' +
    `/^racetrap(?:[?]|$)/.test(specifier) ? { url: '${DOOR.href}', shortCircuit: true } ` +
    ': next(specifier, context);';
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  // Why: a file in a package without `"type": "module"` is CommonJS, also to tsx, and what such a
  // file requires is found here; Node 20 has no hook for it but this one.
  const original: unknown = Reflect.get(Module, '_resolveFilename');
  if (typeof original !== 'function') return;
  Reflect.set(Module, '_resolveFilename', (request: unknown, ...rest: unknown[]): unknown =>
    typeof request === 'string' && /^racetrap(?:[?]|$)/.test(request)
      ? fileURLToPath(DOOR)
      : Reflect.apply(original, Module, [request, ...rest]),
  );
}
