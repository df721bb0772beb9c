/**
 * Timer slack: makes the sleeps of a worker thread end when they should. Linux lets the end of a
 * sleep slip by 50 microseconds, so that it wakes for several at once; a thread may ask for less.
 * With it a pause below 100 microseconds can only be spent looking at the clock, and who does that
 * has a core for which those who are measured wait, a time slice long.
 *
 * Measured on Linux 6.18: a wait of 10 us lasts 65 us, and 20 us without slack.
 * Source: prctl(2) PR_SET_TIMERSLACK; proc_pid_timerslack_ns(5); a thread may write its own.
 */

import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';

/** Asks for as little slack as there is; whether the calling thread has it now. */
export function endTimerSlack(): boolean {
  try {
    // `PID/task/TID`: a thread that is no leader has the file as well, and does not list it.
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1)!;
    const file = `/proc/${thread}/timerslack_ns`;
    writeFileSync(file, '1');
    return readFileSync(file, 'utf8').trim() === '1';
  } catch {
    // Another system, or a /proc that may not be written: pauses are spent as they were.
    return false;
  }
}
