#!/usr/bin/env node
/**
 * racetrap: what is started. The program lies in one script beside its compiled code, and this file
 * holds next to nothing, as it is compiled at every start. Invariant: the process ends as the
 * program says (program.ts).
 */

import { join } from 'node:path';
import { loadOnce } from '../bundle/code-cache.ts';
import type * as Program from './program.ts';

/** The script's name, which the build fills in. */
declare const SCRIPT_NAME: string;

const program = loadOnce(join(import.meta.dirname, '../bundle', SCRIPT_NAME)) as typeof Program;
await program.main(process.argv.slice(2));
