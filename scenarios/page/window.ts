/**
 * Window: which steps of a long timeline a page shows. A page has room for so many steps in all;
 * what does not fit is counted in an overview, and the page says what it left out. Invariant: the
 * end is always shown, as that is where something went wrong; nothing is left out silently.
 */

/** Steps that a page shows in all. */
export const STEP_COUNT_MAX = 1_000;
/** Steps that a timeline shows even if others have taken all the room. */
const STEP_COUNT_LEAST = 48;
/** Of a timeline that is cut, so many are of its begin. */
const HEAD_COUNT = 48;

/** A stretch of steps, from 0; `to` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The room of one page, taken by its timelines in their order. */
export class Room {
  #left: number;

  constructor(stepCount: number = STEP_COUNT_MAX) {
    this.#left = stepCount;
  }

  /** The stretches of a timeline of so many steps that are shown, in order. */
  take(stepCount: number): readonly Stretch[] {
    const room = Math.max(this.#left, STEP_COUNT_LEAST);
    const shown = Math.min(stepCount, room);
    this.#left -= shown;
    if (shown === stepCount) return stepCount === 0 ? [] : [{ from: 0, to: stepCount }];
    const head = Math.min(HEAD_COUNT, shown >> 2);
    return [
      { from: 0, to: head },
      { from: stepCount - (shown - head), to: stepCount },
    ];
  }
}
