/**
 * Faults: what the schema refuses, as one line with the path into the file and one line of advice.
 * Invariant: the first fault of a file is told, and it is told where the reader can mend it.
 */
import { UsageError } from '../../kernel/index.js';
import { nearestName } from './nearest.js';
/**
 * The first of the issues as a `UsageError`; `value` is what was checked, `source` where it is
 * from.
 */
export function faultOf(issues, value, source) {
    const meant = issues.flatMap((each) => meantIssues(each, value));
    const issue = tellingIssue(meant, value);
    if (issue === undefined)
        return new UsageError('it is no scenario', '', source);
    const { message, hint } = describe(issue, meant, value);
    return new UsageError(message, hint, placeIn(source, pathText(issue.path)));
}
/** A place in a source, `my.json: threads.app`; a place that names the source already is kept. */
export function placeIn(source, path) {
    if (path.startsWith(source))
        return path;
    return path === '' ? source : `${source}: ${path}`;
}
/** A path as people write it: `threads.app.program[2].word`. */
export function pathText(path) {
    return path
        .map((part, index) => {
        if (typeof part === 'number')
            return `[${part}]`;
        const name = String(part);
        if (!/^[\w-]+$/.test(name))
            return `[${JSON.stringify(name)}]`;
        return index === 0 ? name : `.${name}`;
    })
        .join('');
}
/**
 * What is wrong with the one form of several that is meant: that whose fields are all there, and no
 * other field. The issue itself, if no form is meant or more than one.
 */
function meantIssues(issue, value) {
    if (issue.code !== 'invalid_union')
        return [issue];
    const found = valueAt(value, issue.path);
    const meant = issue.errors.filter((form) => form.every(({ code, path }) => path.length > (code === 'unrecognized_keys' ? 0 : 1) ||
        (path.length === 1 && valueAt(found, path) !== undefined)));
    const [form] = meant;
    if (form === undefined || meant.length > 1)
        return [issue];
    return form.flatMap((each) => meantIssues({ ...each, path: [...issue.path, ...each.path] }, value));
}
/** The first issue; of a missing field beside an unknown one, the unknown one is the slip. */
function tellingIssue(issues, value) {
    const [first] = issues;
    if (first === undefined || valueAt(value, first.path) !== undefined)
        return first;
    const parent = pathText(first.path.slice(0, -1));
    const unknown = issues.find(({ code, path }) => code === 'unrecognized_keys' && pathText(path) === parent);
    return unknown ?? first;
}
function describe(issue, issues, value) {
    const found = valueAt(value, issue.path);
    switch (issue.code) {
        case 'invalid_type': {
            const wanted = wantedText(issue.expected);
            return found === undefined
                ? { message: `missing: ${wanted}`, hint: '' }
                : { message: `${wanted} should stand here, not ${valueText(found)}`, hint: '' };
        }
        case 'invalid_value':
            return choice(issue.values.map(String), found);
        case 'unrecognized_keys': {
            const key = issue.keys[0] ?? '';
            const missing = issues.flatMap(({ path }) => path.length === issue.path.length + 1 && valueAt(value, path) === undefined
                ? [String(path.at(-1))]
                : []);
            const nearest = nearestName(key, missing);
            return {
                message: `no field is named '${key}'`,
                hint: nearest === undefined ? '' : `did you mean '${nearest}'?`,
            };
        }
        case 'invalid_union': {
            if (!('options' in issue) || !Array.isArray(issue.options))
                return split(issue.message);
            return choice(issue.options.map(String), found);
        }
        default:
            return split(issue.message);
    }
}
/** One of several words should stand somewhere. */
function choice(options, found) {
    const nearest = typeof found === 'string' ? nearestName(found, options) : undefined;
    const list = options.length === 1 ? options.join('') : `one of ${options.join(', ')}`;
    return {
        message: found === undefined ? 'missing' : `${valueText(found)} is not known here`,
        hint: nearest === undefined ? `it is ${list}` : `did you mean '${nearest}'? It is ${list}`,
    };
}
/** The second line of a message, if it has one, is its hint. */
function split(text) {
    const [message = '', hint = ''] = text.split('\n');
    return { message, hint };
}
function wantedText(expected) {
    const article = /^[aeiou]/.test(expected) ? 'an' : 'a';
    return expected === 'record'
        ? 'an object'
        : `${article} ${expected === 'array' ? 'list' : expected}`;
}
function valueText(value) {
    if (typeof value === 'string')
        return `'${value}'`;
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'function')
        return 'a function';
    return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
function valueAt(value, path) {
    let at = value;
    for (const part of path) {
        if (typeof at !== 'object' || at === null)
            return undefined;
        at = Reflect.get(at, part);
    }
    return at;
}
//# sourceMappingURL=fault.js.map