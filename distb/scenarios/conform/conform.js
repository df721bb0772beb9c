/**
 * Conformance: recorded behaviour of Linux against the simulated kernel. A file is a JSON array of
 * vectors or an oracle of one JSON sequence a line. Invariant: whatever a file holds is passed or
 * failed, never skipped; an operation, an expectation or a field that is not known is a failure.
 */
import { readFileSync } from 'node:fs';
import { UsageError } from '../../kernel/index.js';
import { parseJson } from '../file/json.js';
import { Fields, isRecord, Mismatch, textOf } from './fields.js';
import { replayOracle } from './memory-oracle.js';
import { MemoryVector } from './memory-vector.js';
import { playVector } from './play.js';
/** Fields of a vector that describe it and ask for nothing. */
const DESCRIPTION = new Set(['id', 'source', 'category', 'basis', 'title', 'note', 'expect']);
/**
 * Runs conformance files. Throws a UsageError with the file and the path in it if one cannot be
 * read or is malformed.
 */
export function runConform(files) {
    const failures = [];
    const passedIds = [];
    for (const file of files) {
        const text = readText(file);
        if (isOracle(text))
            runOracle(file, text, failures, passedIds);
        else
            for (const vector of parseVectors(file, text)) {
                const failure = runVector(vector);
                if (failure === undefined)
                    passedIds.push(vector.id);
                else
                    failures.push({ file, id: vector.id, ...failure });
            }
    }
    const lines = failures.map(failureText);
    lines.push(`${passedIds.length} passed, ${failures.length} failed`);
    return {
        passed: passedIds.length,
        failed: failures.length,
        failures,
        passedIds,
        text: lines.join('\n'),
    };
}
function failureText({ file, id, step, expected, actual }) {
    return `${file}: ${id}: ${step}: expected ${expected}, actual ${actual}`;
}
function readText(file) {
    try {
        return readFileSync(file, 'utf8');
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UsageError(`cannot be read: ${reason}`, 'name a JSON or JSONL file', file);
    }
}
/** An oracle's lines are sequences; vectors are one list, one object, or one object a line. */
function isOracle(text) {
    return /^\s*\{\s*"(?:seq|variant|ops|pages|seed)"/.test(text);
}
function runOracle(file, text, failures, passedIds) {
    const lines = text.split('\n');
    parseLines(file, lines);
    let report;
    try {
        report = replayOracle(lines);
    }
    catch (error) {
        if (!(error instanceof UsageError))
            throw error;
        throw new UsageError(error.message, error.hint, `${file}: ${error.where}`);
    }
    for (const { sequence, operation, call, expected, actual } of report.failures)
        failures.push({
            file,
            id: sequence,
            step: `operation ${operation + 1} ${call}`,
            expected,
            actual,
        });
    passedIds.push(...report.passedSequences);
}
/** Parses lines of JSON, told by line and column if one is none. */
function parseLines(file, lines) {
    return lines.flatMap((line, index) => line.trim() === '' ? [] : [parseJson('\n'.repeat(index) + line, file)]);
}
function parseVectors(file, text) {
    const lines = text.trim().split('\n');
    const isLines = lines.length > 1 && lines.every((line) => /^\s*(?:\{.*\}\s*)?$/.test(line));
    const json = isLines ? parseLines(file, text.split('\n')) : parseJson(text, file);
    if (isRecord(json) && 'steps' in json)
        return [parseVector(file, json, 0)];
    if (!Array.isArray(json))
        throw new UsageError('no JSON array', 'vectors are one JSON array, oracles are lines', file);
    return json.map((value, index) => parseVector(file, value, index));
}
function parseVector(file, value, index) {
    const malformed = (path, wanted, found) => new UsageError(`${wanted} wanted, not ${textOf(found)}`, 'a vector is {id, given, steps}', `${file}: [${index}]${path}`);
    if (!isRecord(value))
        throw malformed('', 'an object', value);
    const { id, given, steps } = value;
    if (typeof id !== 'string' || id === '')
        throw malformed('.id', 'a text', id);
    if (!isRecord(given))
        throw malformed('.given', 'an object', given);
    if (!Array.isArray(steps))
        throw malformed('.steps', 'a list', steps);
    for (const [at, step] of steps.entries())
        if (!isRecord(step))
            throw malformed(`.steps[${at}]`, 'an object', step);
    return { id, given, steps: steps, fields: value };
}
function playMemory(vector, tell) {
    const given = new Fields(vector.given, 'given');
    const runner = new MemoryVector(given);
    given.done();
    for (const [index, values] of vector.steps.entries()) {
        tell(index);
        const fields = new Fields(values, 'the step');
        fields.take('note');
        runner.run(fields);
    }
}
/** Runs one vector to its end or to its first failure. */
function runVector(vector) {
    let step = 'given';
    try {
        const head = new Fields(vector.fields, 'the vector');
        for (const field of [...DESCRIPTION, 'given', 'steps'])
            head.take(field);
        head.done();
        const tell = (index) => {
            const { t, op } = vector.steps[index];
            step = `step ${index + 1} (${[t, op].filter(Boolean).map(textOf).join(' ')})`;
        };
        if (Object.hasOwn(vector.given, 'vmas'))
            playMemory(vector, tell);
        else
            playVector(vector.given, vector.steps, tell, vector.fields['expect']);
    }
    catch (error) {
        if (error instanceof Mismatch)
            return { step, expected: error.expected, actual: error.actual };
        if (!(error instanceof Error))
            throw error;
        // Whatever a vector makes go wrong is a failure of that vector, and the others are still run.
        return { step, expected: 'a vector that can be run', actual: error.message };
    }
    return undefined;
}
//# sourceMappingURL=conform.js.map