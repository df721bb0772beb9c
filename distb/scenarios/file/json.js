/**
 * JSON with places: what is wrong with a text is told by line and column. The engine's own parser
 * decides; when it refuses, a second, slower look finds out where, as its message names no place.
 */
import { UsageError } from '../../kernel/index.js';
const TOKEN = /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;
const SPACE = /[ \t\r\n]*/y;
/** Parses JSON; a `UsageError` names the file, the line and the column, both counted from 1. */
export function parseJson(text, file) {
    try {
        return JSON.parse(text);
    }
    catch {
        const { offset, message } = firstFault(text);
        const lines = text.slice(0, offset).split('\n');
        const where = `${file}:${lines.length}:${lines.at(-1).length + 1}`;
        throw new UsageError(message, 'JSON has double quotes, no comments, no comma at the end', where);
    }
}
/** Where a text stops being JSON, and what is wrong there. */
function firstFault(text) {
    // The expectation within each open bracket; the outermost is one value, then the end.
    const open = [];
    let wanted = 'value';
    let at = 0;
    for (;;) {
        at = skip(text, at, SPACE);
        if (at === text.length)
            return { offset: at, message: 'the text ends too early' };
        const end = skip(text, at, TOKEN);
        if (end === at)
            return { offset: at, message: lexicalFault(text, at) };
        const token = text.slice(at, end);
        const isValue = /^["\-\dtfn]/.test(token);
        const inner = open.at(-1);
        if (wanted === 'comma' && inner === undefined)
            return { offset: at, message: `'${excerpt(token)}' stands behind the end` };
        if ((wanted === 'value' || wanted === 'valueOrEnd') && (token === '{' || token === '[')) {
            open.push(token);
            wanted = token === '{' ? 'nameOrEnd' : 'valueOrEnd';
        }
        else if ((wanted === 'value' || wanted === 'valueOrEnd') && isValue)
            wanted = 'comma';
        else if ((wanted === 'nameOrEnd' || wanted === 'name') && token.startsWith('"'))
            wanted = ':';
        else if (wanted === ':' && token === ':')
            wanted = 'value';
        else if (wanted === 'comma' && token === ',')
            wanted = inner === '{' ? 'name' : 'value';
        else if ((token === '}' && inner === '{' && (wanted === 'comma' || wanted === 'nameOrEnd')) ||
            (token === ']' && inner === '[' && (wanted === 'comma' || wanted === 'valueOrEnd'))) {
            open.pop();
            wanted = 'comma';
        }
        else
            return { offset: at, message: `${WANTED[wanted]}, not '${excerpt(token)}'` };
        at = end;
    }
}
const WANTED = {
    value: 'a value should stand here',
    valueOrEnd: "a value or ']' should stand here",
    nameOrEnd: "a name in double quotes or '}' should stand here",
    name: 'a name in double quotes should stand here',
    ':': "':' should stand here",
    comma: 'a comma or the closing bracket should stand here',
};
function lexicalFault(text, at) {
    if (text[at] === '"')
        return 'a string that is not closed, or has a bad escape, begins here';
    const word = /[^\s,:{}[\]"]+|./y;
    return `'${excerpt(text.slice(at, skip(text, at, word)))}' is no JSON`;
}
function skip(text, at, pattern) {
    pattern.lastIndex = at;
    return at + (pattern.exec(text)?.[0].length ?? 0);
}
function excerpt(text) {
    return text.length > 24 ? `${text.slice(0, 24)}...` : text;
}
//# sourceMappingURL=json.js.map