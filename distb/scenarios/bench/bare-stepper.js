/**
 * Bare stepper: the stepper without the mechanisms that only tasks have, to show what they cost
 * where they are off. It is the compiled stepper itself with the answer "no tasks" written at every
 * place that asks. Invariant: it steps worlds without tasks as the stepper does.
 */
var __rewriteRelativeImportExtension = (this && this.__rewriteRelativeImportExtension) || function (path, preserveJsx) {
    if (typeof path === "string" && /^\.\.?\//.test(path)) {
        return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function (m, tsx, d, ext, cm) {
            return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : (d + ext + "." + cm.toLowerCase() + "js");
        });
    }
    return path;
};
import { readFileSync } from 'node:fs';
import { invariant } from '../../kernel/index.js';
const SOURCE = new URL('../../actors/world/step.js', import.meta.url);
/** Loads the bare stepper. */
export async function loadBareStepper() {
    const text = readFileSync(SOURCE, 'utf8');
    const answered = text
        .replaceAll(/this\.#tasked(?! =[^=])/g, 'false')
        .replaceAll(/from '(\.[^']+)'/g, (_all, path) => `from '${new URL(path, SOURCE).href}'`)
        .replace(/\n\/\/# sourceMappingURL=.*/, '');
    invariant(answered !== text, 'the stepper asks whether there are tasks');
    const module = await import(__rewriteRelativeImportExtension(`data:text/javascript,${encodeURIComponent(answered)}`));
    const { Stepper } = module;
    return Stepper;
}
//# sourceMappingURL=bare-stepper.js.map