#!/usr/bin/env node
/**
 * racetrap: the command line. It reads arguments, hands the question to an engine and prints the
 * answer; nothing is decided here. Invariant: the exit code is one of exit.ts, whatever happens.
 */
export {};
