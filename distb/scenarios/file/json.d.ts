/**
 * JSON with places: what is wrong with a text is told by line and column. The engine's own parser
 * decides; when it refuses, a second, slower look finds out where, as its message names no place.
 */
/** Parses JSON; a `UsageError` names the file, the line and the column, both counted from 1. */
export declare function parseJson(text: string, file: string): unknown;
