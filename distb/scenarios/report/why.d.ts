/**
 * Why a schedule fails, for a person: how small it was made and what that proves, the step at which
 * it was lost, and from there on the nearest passing schedule beside it. Invariant: what was not
 * proved is never said to be the fewest or the least.
 */
import type { Finding } from '../../workers/index.ts';
/** The lines above the schedule. */
export declare function whyLines({ schedule, why }: Finding): string[];
/** The failing and the passing schedule side by side, from the critical step on. */
export declare function besideLines({ schedule, why }: Finding): string[];
