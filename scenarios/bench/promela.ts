/**
 * Promela: the problems in guarded steps as SPIN's models, with the very steps of the scenarios in
 * litmus/guarded.ts; each d_step is one transition. SPIN is asked where it is installed, with a C
 * compiler, and only by the bench.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** mprotect against system calls: NS callers, K turns. */
export const MPROTECT_MODEL = `byte readers; bit writer; byte nvma = 1; bit flag; bit done;
active [NS] proctype sys() {
  byte i; bit fl;
  do ::
#ifdef GUARDED
    d_step { writer == 0 -> readers++ };
    fl = flag;
    d_step { assert(fl || !done); fl = 0 };
    if :: d_step { i <  K-1 -> readers--; i++ }
       :: d_step { i >= K-1 -> readers--; i++ }; break
    fi
#else
    fl = flag;
    if :: d_step { i <  K-1 -> assert(fl || !done); fl = 0; i++ }
       :: d_step { i >= K-1 -> assert(fl || !done); fl = 0; i++ }; break
    fi
#endif
  od;
end: (false)
}
active proctype mprot() {
  byte j;
  do ::
  done = 0;
  d_step { readers == 0 && writer == 0 -> writer = 1 };
  nvma = ((j & 1) -> 1 : 3);
  flag = ((j & 1) -> 0 : 1);
  writer = 0;
  if :: d_step { j <  K-1 -> done = ((j & 1) -> 0 : 1); j++ }
     :: d_step { j >= K-1 -> done = ((j & 1) -> 0 : 1); j++ }; break
  fi
  od;
end: (false)
}
`;

/** a notified call: N words, T transactions, A attackers, F flips. */
export const NOTIFY_MODEL = `bit buf[N]; bit snap[N]; bit ex[N]; byte notif; bit guard;
inline clr() { q = 0; do :: q < N -> snap[q] = 0; ex[q] = 0; q++ :: else -> break od; q = 0 }
active proctype target() {
  byte t; byte idx; byte q;
  do ::
    notif = 1;
    if
    :: d_step { notif == 3 && t <  T-1 -> notif = 0; guard = 0; clr(); t++ }
    :: d_step { notif == 3 && t >= T-1 -> notif = 0; guard = 0; clr(); t++ }; break
    :: d_step { notif == 2 -> idx = 0 };
       do
       :: d_step { idx <  N-1 -> ex[idx] = buf[idx]; idx++ }
       :: d_step { idx >= N-1 -> ex[idx] = buf[idx]; idx = 0 }; break
       od;
       if
       :: d_step { t <  T-1 -> q = 0; do :: q < N -> assert(ex[q] == snap[q]); q++ :: else
           -> break od; q = 0; notif = 0; guard = 0; clr(); t++ }
       :: d_step { t >= T-1 -> q = 0; do :: q < N -> assert(ex[q] == snap[q]); q++ :: else
           -> break od; q = 0; notif = 0; guard = 0; clr(); t++ }; break
       fi
    fi
  od;
end: (false)
}
active proctype manager() {
  byte t; byte idx; byte q; bit bad;
  do ::
#ifdef GUARDED
    d_step { notif == 1 -> guard = 1 };
#else
    d_step { notif == 1 -> idx = 0 };
#endif
    do
    :: d_step { idx <  N-1 -> snap[idx] = buf[idx]; idx++ }
    :: d_step { idx >= N-1 -> snap[idx] = buf[idx]; idx = 0 }; break
    od;
    if
    :: d_step { t <  T-1 -> bad = 0; q = 0; do :: q < N -> bad = bad | snap[q]; q++ :: else
        -> break od; q = 0; notif = (bad -> 3 : 2); bad = 0; t++ }
    :: d_step { t >= T-1 -> bad = 0; q = 0; do :: q < N -> bad = bad | snap[q]; q++ :: else
        -> break od; q = 0; notif = (bad -> 3 : 2); bad = 0; t++ }; break
    fi
  od;
end: (false)
}
active [A] proctype attacker() {
  byte r;
  do
#ifdef GUARDED
  :: d_step { r <  F-1 && guard == 0 -> buf[(r+_pid-2)%N] = 1 - buf[(r+_pid-2)%N]; r++ }
  :: d_step { r >= F-1 && guard == 0 -> buf[(r+_pid-2)%N] = 1 - buf[(r+_pid-2)%N]; r++ }; break
#else
  :: d_step { r <  F-1 -> buf[(r+_pid-2)%N] = 1 - buf[(r+_pid-2)%N]; r++ }
  :: d_step { r >= F-1 -> buf[(r+_pid-2)%N] = 1 - buf[(r+_pid-2)%N]; r++ }; break
#endif
  od;
end: (false)
}
`;

/** a read-write lock: R readers, W writers, K turns. */
export const LOCK_MODEL = `byte readers; bit writer; byte wwait; byte cr; byte cw;
active [R] proctype rd() {
  byte i;
  do ::
#ifdef BUG
  (writer == 0 && wwait == 0);
  readers++;
#else
  d_step { writer == 0 && wwait == 0 -> readers++ };
#endif
  d_step { cr++; assert(cw == 0) };
  cr--;
  if :: d_step { i <  K-1 -> readers--; i++ }
     :: d_step { i >= K-1 -> readers--; i++ }; break
  fi
  od;
end: (false)
}
active [W] proctype wr() {
  byte i;
  do ::
  wwait++;
  d_step { readers == 0 && writer == 0 -> writer = 1; wwait-- };
  d_step { cw++; assert(cw == 1 && cr == 0) };
  cw--;
  if :: d_step { i <  K-1 -> writer = 0; i++ }
     :: d_step { i >= K-1 -> writer = 0; i++ }; break
  fi
  od;
end: (false)
}
`;

/** What SPIN says of a model that it searched to its end. */
export interface SpinFigures {
  readonly states: number;
  readonly statesPerSecond: number;
  readonly bytesPerState: number;
  /** From `spin -a` through the C compiler to the end, in ms. */
  readonly totalMs: number;
}

/** A model whose verifier can be run. */
export interface Verifier {
  readonly search: () => Promise<SpinFigures>;
  readonly dispose: () => void;
}

/** Makes a verifier, without partial-order reduction or with; null where SPIN is not installed. */
export async function createVerifier(
  model: string,
  macros: Readonly<Record<string, number>>,
  reduces = false,
): Promise<Verifier | null> {
  const cwd = mkdtempSync(join(tmpdir(), 'racetrap-spin-'));
  const dispose = () => rmSync(cwd, { recursive: true, force: true });
  const defined = Object.entries(macros).map(([name, value]) => `-D${name}=${value}`);
  const begin = performance.now();
  try {
    writeFileSync(join(cwd, 'model.pml'), model);
    await run('spin', ['-a', ...defined, 'model.pml'], { cwd });
    const flags = ['-O2', '-DSAFETY', ...(reduces ? [] : ['-DNOREDUCE']), '-DMEMLIM=8000'];
    await run('gcc', [...flags, '-o', 'pan', 'pan.c'], { cwd });
  } catch {
    dispose();
    return null;
  }
  const buildMs = performance.now() - begin;
  const search = async (): Promise<SpinFigures> => {
    const begun = performance.now();
    const { stdout } = await run(join(cwd, 'pan'), ['-m1000000', '-w26', '-c0'], { cwd });
    const wallMs = performance.now() - begun;
    const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? NaN);
    const states = number(/([\d.]+) states, stored/);
    const seconds = number(/elapsed time ([\d.]+) seconds/);
    return {
      states,
      statesPerSecond: states / seconds,
      bytesPerState: (number(/([\d.]+)\s+total actual memory usage/) * 2 ** 20) / states,
      totalMs: buildMs + wallMs,
    };
  };
  return { search, dispose };
}
