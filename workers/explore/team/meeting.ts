/**
 * Meeting: where the searchers of a team wait for each other, and the words that they share. Who
 * comes last decides for all what happens next, and lets them go.
 *
 * Invariant: all members come to every meeting, so nobody can read the decision of another one.
 */

import { park, SharedWords } from '../../../kernel/index.ts';

/** The words of a team. */
export const TEAM = {
  /** Meetings held so far, members that have come to this one, and what the last was to do. */
  MEETING: 0,
  ARRIVED: 1,
  DECISION: 2,
  /** The chunk of the level that nobody has taken yet. */
  CHUNK: 3,
  /** Members that have found no more chunk in this level. */
  FINISHED: 4,
  /** 1 while members must come to a meeting in the midst of a level. */
  PAUSE: 5,
  /** Why the search stops: one of STOP, the first that was said. */
  STOP: 6,
  /** States that were met; told by each member from time to time. */
  STATES: 7,
  /** States that were expanded, told chunk by chunk. */
  EXPANDED: 8,
  /** Levels that are done. */
  DEPTH: 9,
  /** Memory of all but the set, in KiB, as told. */
  KIBIBYTES: 10,
  /** Most memory at once with the set, in KiB. */
  KIBIBYTES_PEAK: 11,
  /** States that wait to be expanded, as told. */
  WAITING: 12,
  /**
   * Random schedules that one member is asked to draw, and how many of a million states that they
   * meet the search knows; 0: nobody has looked yet.
   */
  WALKS_ASKED: 13,
  WALKS_KNOWN: 14,
} as const;
export const TEAM_WORDS = 15;

/** What a meeting was to do. */
export const DECISION = { go: 0, grow: 1, level: 2, stop: 3 } as const;

/** Why a search stops before its end. */
export const STOP = {
  no: 0,
  /** A member has found all that was asked for. */
  found: 1,
  /** The limit of states. */
  states: 2,
  /** The limit of memory, or no memory to be had. */
  memory: 3,
  /** The engine says so: a signal or the clock. */
  order: 4,
  /** A member has failed. */
  failure: 5,
  /** What a member has met is for one searcher alone. */
  alone: 6,
} as const;

/** Tells all members to stop; the first reason stands. */
export function stop(words: SharedWords, reason: number): void {
  words.cas(TEAM.STOP, STOP.no, reason);
  words.store(TEAM.PAUSE, 1);
}

/**
 * Waits until all members have come; the last one decides. Returns the decision. Who waits looks so
 * often before it sleeps, which is worth it where meetings are near and every member has a core.
 */
export function meet(
  words: SharedWords,
  memberCount: number,
  decide: () => number,
  lookCount = 0,
): number {
  const meeting = words.load(TEAM.MEETING);
  if (words.add(TEAM.ARRIVED, 1) + 1 === memberCount) {
    words.store(TEAM.ARRIVED, 0);
    words.store(TEAM.DECISION, decide());
    words.store(TEAM.MEETING, meeting + 1);
    words.wake(TEAM.MEETING);
  } else {
    for (let look = 0; look < lookCount && words.load(TEAM.MEETING) === meeting; look += 1);
    while (words.load(TEAM.MEETING) === meeting) park(words, TEAM.MEETING, meeting, true);
  }
  return words.load(TEAM.DECISION);
}
