/**
 * Partition worker: one searcher of a partitioned search, as one long task of the pool.
 */

import { type PartitionReport, type PartitionTask, searchAsPart } from './partition-member.ts';

/** Searches with the others; returns what this one has seen. */
export default function part(task: PartitionTask): PartitionReport {
  return searchAsPart(task);
}
