/**
 * Modules: a user's own file as a module, in JavaScript or TypeScript. Node runs TypeScript by
 * itself from 22.18 on; before that tsx does, in the main thread, which is all that a scenario
 * needs, as workers get it as data. Invariant: `racetrap` in a user's file is the racetrap that
 * runs, wherever the file stands and whatever is installed beside it.
 */
var __rewriteRelativeImportExtension = (this && this.__rewriteRelativeImportExtension) || function (path, preserveJsx) {
    if (typeof path === "string" && /^\.\.?\//.test(path)) {
        return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function (m, tsx, d, ext, cm) {
            return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : (d + ext + "." + cm.toLowerCase() + "js");
        });
    }
    return path;
};
import Module, { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
/** The door that `import ... from 'racetrap'` leads to. */
const DOOR = new URL('../index.js', import.meta.url);
/** Loads a module; throws whatever loading or running it throws. */
export async function importModule(file) {
    leadToDoor();
    const url = pathToFileURL(file).href;
    const isTyped = /\.[cm]?ts$/.test(file);
    if (!isTyped || Reflect.get(process.features, 'typescript')) {
        return (await import(__rewriteRelativeImportExtension(url)));
    }
    const { tsImport } = await import('tsx/esm/api');
    return (await tsImport(url, import.meta.url));
}
let isLed = false;
function leadToDoor() {
    if (isLed)
        return;
    isLed = true;
    const hook = 'export const resolve = (specifier, context, next) => ' +
        `/^racetrap(?:[?]|$)/.test(specifier) ? { url: '${DOOR.href}', shortCircuit: true } ` +
        ': next(specifier, context);';
    register(`data:text/javascript,${encodeURIComponent(hook)}`);
    // Why: a file in a package without `"type": "module"` is CommonJS, also to tsx, and what such a
    // file requires is found here; Node 20 has no hook for it but this one.
    const original = Reflect.get(Module, '_resolveFilename');
    if (typeof original !== 'function')
        return;
    Reflect.set(Module, '_resolveFilename', (request, ...rest) => typeof request === 'string' && /^racetrap(?:[?]|$)/.test(request)
        ? fileURLToPath(DOOR)
        : Reflect.apply(original, Module, [request, ...rest]));
}
//# sourceMappingURL=module.js.map