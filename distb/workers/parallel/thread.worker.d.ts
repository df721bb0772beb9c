/**
 * Thread worker: one simulated thread, as one long task of the pool. It imports no more than it
 * runs, since the modules of a worker are most of its start.
 */
import { type Assignment } from './life.ts';
/** Lives one thread's life; returns when it has left the run. */
export default function thread(assignment: Assignment): void;
