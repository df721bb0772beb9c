/**
 * Numbers as people read them: grouped digits, times and sizes with three figures and a unit,
 * shares in percent. Invariant: nothing depends on the locale, so a report reads the same on every
 * machine.
 */
/** A count: `1,234,567`. */
export declare function countText(count: number): string;
/** A count in at most ten characters, for tables: from a hundred million on, in millions. */
export declare function tableCount(count: number): string;
/** A count and what it counts, in the singular or with an `s`: `1 state`, `2 states`. */
export declare function countOf(count: number, what: string): string;
/** A time in ns: `87 ns`, `2.30 us`, `14.2 ms`, `3.05 s`. */
export declare function nsText(ns: number): string;
/** A time in ms, as `nsText`. */
export declare function msText(ms: number): string;
/** A size in bytes: `96 B`, `1.50 MiB`. */
export declare function bytesText(bytes: number): string;
/** A rate: `1,234,567/s`. */
export declare function rateText(perSecond: number): string;
/** A measured value and its unit: `9.62 ns`, `412,345 states/s`. */
export declare function measureText(value: number, unit: string): string;
/** A share in percent: `12.3%`; a dash where the whole is nothing. */
export declare function shareText(part: number, whole: number): string;
/** A small probability: `0`, `2.1e-15`, `0.03`. */
export declare function probabilityText(probability: number): string;
/**
 * The 95 % Wilson interval of a share: where the true share lies when `part` of `whole` were seen.
 * Source: Wilson, JASA 22 (1927).
 */
export declare function wilsonInterval(part: number, whole: number): readonly [number, number];
