/**
 * Fields: a vector is read field by field, and what nobody asked for is a failure, so that no part
 * of a vector is skipped in silence. Invariant: `done` passes only if every field was taken.
 */
/** A vector failed: what was expected and what came instead. */
export declare class Mismatch extends Error {
    readonly name = "Mismatch";
    readonly expected: string;
    readonly actual: string;
    constructor(expected: string, actual: string);
}
/** The vector asks for something that nobody here knows: a failure, never a skip. */
export declare function unknown(what: string): Mismatch;
/** A value as it stands in the file; what does not stand there is `nothing`. */
export declare function textOf(value: unknown): string;
/** Whether a value is an object that is no list. */
export declare function isRecord(value: unknown): value is Readonly<Record<string, unknown>>;
/** An integer that is written as a number or as text in decimal or `0x` form. */
export declare function integerOf(value: unknown): bigint | undefined;
/** An object of a vector whose fields are taken one by one. */
export declare class Fields {
    #private;
    /** `name` says in a failure where the fields stand. */
    constructor(values: unknown, name: string);
    /** Whether the field is there. */
    has(field: string): boolean;
    /** Whether there is no field at all. */
    get isEmpty(): boolean;
    /** The field's value, which is not taken. */
    peek(field: string): unknown;
    /** The names of the fields that nobody has taken. */
    get left(): readonly string[];
    /** The field's value, `undefined` if it is absent. */
    take(field: string): unknown;
    /** A field that must be a text. */
    text(field: string): string;
    /** A field that must be an integer; `otherwise` if it is absent. */
    integer(field: string, otherwise?: number): number;
    /** A field that is a list; empty if it is absent. */
    list(field: string): readonly unknown[];
    /** A field that is a list of texts; empty if it is absent. */
    texts(field: string): readonly string[];
    /** A field that is an object; empty if it is absent. */
    fields(field: string): Fields;
    /** Throws a Mismatch that names what is left. */
    done(): void;
}
