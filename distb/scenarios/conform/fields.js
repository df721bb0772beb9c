/**
 * Fields: a vector is read field by field, and what nobody asked for is a failure, so that no part
 * of a vector is skipped in silence. Invariant: `done` passes only if every field was taken.
 */
/** A vector failed: what was expected and what came instead. */
export class Mismatch extends Error {
    name = 'Mismatch';
    expected;
    actual;
    constructor(expected, actual) {
        super(`expected ${expected}, got ${actual}`);
        this.expected = expected;
        this.actual = actual;
    }
}
/** The vector asks for something that nobody here knows: a failure, never a skip. */
export function unknown(what) {
    return new Mismatch('a vector of the known schema', `unknown ${what}`);
}
/** A value as it stands in the file; what does not stand there is `nothing`. */
export function textOf(value) {
    if (value === undefined)
        return 'nothing';
    return typeof value === 'string' ? value : JSON.stringify(value);
}
/** Whether a value is an object that is no list. */
export function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An integer that is written as a number or as text in decimal or `0x` form. */
export function integerOf(value) {
    if (typeof value === 'number')
        return Number.isSafeInteger(value) ? BigInt(value) : undefined;
    if (typeof value !== 'string' || !/^-?(?:0x[0-9a-f]+|\d+)$/i.test(value))
        return undefined;
    return value.startsWith('-') ? -BigInt(value.slice(1)) : BigInt(value);
}
/** An object of a vector whose fields are taken one by one. */
export class Fields {
    #values;
    #left;
    #name;
    /** `name` says in a failure where the fields stand. */
    constructor(values, name) {
        if (!isRecord(values))
            throw unknown(`${name} ${textOf(values)}`);
        this.#values = values;
        this.#left = new Set(Object.keys(values));
        this.#name = name;
    }
    /** Whether the field is there. */
    has(field) {
        return Object.hasOwn(this.#values, field);
    }
    /** Whether there is no field at all. */
    get isEmpty() {
        return Object.keys(this.#values).length === 0;
    }
    /** The field's value, which is not taken. */
    peek(field) {
        return this.has(field) ? this.#values[field] : undefined;
    }
    /** The names of the fields that nobody has taken. */
    get left() {
        return [...this.#left];
    }
    /** The field's value, `undefined` if it is absent. */
    take(field) {
        this.#left.delete(field);
        return this.has(field) ? this.#values[field] : undefined;
    }
    /** A field that must be a text. */
    text(field) {
        const value = this.take(field);
        if (typeof value !== 'string')
            throw this.#wrong(field, value);
        return value;
    }
    /** A field that must be an integer; `otherwise` if it is absent. */
    integer(field, otherwise) {
        if (!this.has(field) && otherwise !== undefined)
            return otherwise;
        const value = this.take(field);
        const integer = integerOf(value);
        if (integer === undefined)
            throw this.#wrong(field, value);
        return Number(integer);
    }
    /** A field that is a list; empty if it is absent. */
    list(field) {
        const value = this.take(field);
        if (value === undefined)
            return [];
        if (!Array.isArray(value))
            throw this.#wrong(field, value);
        return value;
    }
    /** A field that is a list of texts; empty if it is absent. */
    texts(field) {
        return this.list(field).map((value) => {
            if (typeof value !== 'string')
                throw this.#wrong(field, value);
            return value;
        });
    }
    /** A field that is an object; empty if it is absent. */
    fields(field) {
        return new Fields(this.take(field) ?? {}, `${this.#name} ${field}`);
    }
    /** Throws a Mismatch that names what is left. */
    done() {
        const [left] = this.#left;
        if (left !== undefined)
            throw unknown(`field '${left}' of ${this.#name}: ${textOf(this.#values[left])}`);
    }
    #wrong(field, value) {
        return value === undefined
            ? unknown(`${this.#name} without '${field}'`)
            : unknown(`'${field}' of ${this.#name}: ${textOf(value)}`);
    }
}
//# sourceMappingURL=fields.js.map