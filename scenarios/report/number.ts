/**
 * Numbers as people read them: grouped digits, times and sizes with three figures and a unit,
 * shares in percent. Invariant: nothing depends on the locale, so a report reads the same on every
 * machine.
 */

const TIME_UNITS = [
  [1, 'ns'],
  [1e3, 'us'],
  [1e6, 'ms'],
  [1e9, 's'],
] as const;

const SIZE_UNITS = [
  [1, 'B'],
  [1024, 'KiB'],
  [1024 ** 2, 'MiB'],
  [1024 ** 3, 'GiB'],
] as const;

/** A count: `1,234,567`. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A count in at most ten characters, for tables: from a hundred million on, in millions. */
export function tableCount(count: number): string {
  return count < 1e8 ? countText(count) : `${countText(count / 1e6)} M`;
}

/** A count and what it counts, in the singular or with an `s`: `1 state`, `2 states`. */
export function countOf(count: number, what: string): string {
  return `${countText(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** A time in ns: `87 ns`, `2.30 us`, `14.2 ms`, `3.05 s`. */
export function nsText(ns: number): string {
  return withUnit(ns, TIME_UNITS);
}

/** A time in ms, as `nsText`. */
export function msText(ms: number): string {
  return nsText(ms * 1e6);
}

/** A size in bytes: `96 B`, `1.50 MiB`. */
export function bytesText(bytes: number): string {
  return withUnit(bytes, SIZE_UNITS);
}

/** A rate: `1,234,567/s`. */
export function rateText(perSecond: number): string {
  return `${countText(perSecond)}/s`;
}

/** A measured value and its unit: `9.62 ns`, `412,345 states/s`. */
export function measureText(value: number, unit: string): string {
  return `${quantityText(value)} ${unit}`;
}

/** A measured value whose unit is told elsewhere: `9.62`, `412,345`. */
export function quantityText(value: number): string {
  return value >= 1000 ? countText(value) : String(+value.toPrecision(3));
}

/** A share in percent: `12.3%`; a dash where the whole is nothing. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '-';
  const percent = (100 * part) / whole;
  if (percent === 0 || percent >= 10) return `${percent.toFixed(1)}%`;
  return percent < 0.001 ? '<0.001%' : `${Number(percent.toPrecision(2))}%`;
}

/** A small probability: `0`, `2.1e-15`, `0.03`. */
export function probabilityText(probability: number): string {
  if (probability === 0) return '0';
  return probability < 1e-3 ? probability.toExponential(1) : String(+probability.toPrecision(2));
}

/**
 * The 95 % Wilson interval of a share: where the true share lies when `part` of `whole` were seen.
 * Source: Wilson, JASA 22 (1927).
 */
export function wilsonInterval(part: number, whole: number): readonly [number, number] {
  if (whole === 0) return [0, 1];
  const z = 1.959964;
  const share = part / whole;
  const centre = share + (z * z) / (2 * whole);
  const spread = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const scale = 1 + (z * z) / whole;
  // Where nothing or everything was hit the bound is exact, and rounding must not say otherwise.
  const low = part === 0 ? 0 : Math.max(0, (centre - spread) / scale);
  const high = part === whole ? 1 : Math.min(1, (centre + spread) / scale);
  return [low, high];
}

function withUnit(value: number, units: readonly (readonly [number, string])[]): string {
  // What would be rounded up to a thousand of its unit is said in the next one.
  const fits = units.findLast(([size]) => value >= size * 0.9995) ?? units[0]!;
  const [size, name] = fits;
  const scaled = value / size;
  if (size === 1) return `${Math.round(scaled)} ${name}`;
  const digits = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(digits)} ${name}`;
}
