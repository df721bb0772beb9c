/**
 * Effort: how much of a law is tried. Laws over rounds, worlds or whole catalogues hold at every
 * amount; the usual one keeps `npm test` short, and `npm run test:long` tries what finds rarer
 * breaches. A law is the same at both: only its amount differs.
 */

/** Set by `node dist/test/run.js --long`. */
export const isLong = process.env['RACETRAP_TEST_EFFORT'] === 'long';

/** The amount of this run. */
export function effort(usual: number, long: number): number {
  return isLong ? long : usual;
}
