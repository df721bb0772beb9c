/**
 * The interpreter: runs an accepted program over a `seccomp_data` and returns its word. Registers
 * are 32-bit and compare unsigned; shifts by X count modulo 32; dividing by an X of 0 ends the
 * program with 0, which is KILL_THREAD. Invariant: it reads what the check allows and allocates
 * nothing; a program that was never checked ends in an InvariantError, not in a loop.
 *
 * Sources: net/core/filter.c (bpf_convert_filter), kernel/bpf/core.c (___bpf_prog_run).
 */

import { invariant } from '../assert.ts';
import { BPF_CLASS, INSTRUCTION_WORDS, MEMORY_SLOT_COUNT, SECCOMP_DATA } from './bpf.ts';

const DATA_SIZE = SECCOMP_DATA.WORDS * 4;

/** Bits 5-7 of a load's code. */
const MODE = { IMM: 0x00, ABS: 0x20, MEM: 0x60 } as const;
const MODE_MASK = 0xe0;

/** Scratch memory of the running program; never read before it is written, so never cleared. */
const memory = new Int32Array(MEMORY_SLOT_COUNT);

/** Instructions that the last program to run has executed. */
let executed = 0;

/** Instructions that an accepted program executes on this data, its RET included. */
export function executedCount(program: Int32Array, data: Int32Array): number {
  runProgram(program, data);
  return executed;
}

/** Runs an accepted program; returns the word of its RET, signed. */
export function runProgram(program: Int32Array, data: Int32Array): number {
  let a = 0;
  let x = 0;
  executed = 0;
  for (let at = 0; at < program.length; at += INSTRUCTION_WORDS) {
    executed += 1;
    const head = program[at]!;
    const k = program[at + 1]!;
    switch (head & 7) {
      case BPF_CLASS.LD:
        a = (head & MODE_MASK) === MODE.ABS ? data[k >> 2]! : loaded(head, k);
        break;
      case BPF_CLASS.JMP:
        at += INSTRUCTION_WORDS * skipped(head, k, a, x);
        break;
      case BPF_CLASS.RET:
        return (head & 0x18) === 0 ? k : a;
      case BPF_CLASS.ALU: {
        const operand = (head & 8) === 0 ? k : x;
        if (operand === 0 && (head & 0xf0) === 0x30) return 0;
        a = computed(head, a, operand);
        break;
      }
      case BPF_CLASS.LDX:
        x = loaded(head, k);
        break;
      case BPF_CLASS.ST:
        memory[k] = a;
        break;
      case BPF_CLASS.STX:
        memory[k] = x;
        break;
      default:
        if ((head & 0x80) === 0) x = a;
        else a = x;
    }
  }
  invariant(false, 'a filter ran past its end: it was never checked');
}

/** What a load that is not from `seccomp_data` loads: k, a slot, or the length of the data. */
function loaded(head: number, k: number): number {
  const mode = head & MODE_MASK;
  if (mode === MODE.IMM) return k;
  return mode === MODE.MEM ? memory[k]! : DATA_SIZE;
}

/** How many instructions a jump skips. */
function skipped(head: number, k: number, a: number, x: number): number {
  const operand = (head & 8) === 0 ? k : x;
  let holds: boolean;
  switch ((head >> 4) & 0xf) {
    case 0:
      return k;
    case 1:
      holds = a === operand;
      break;
    case 2:
      holds = a >>> 0 > operand >>> 0;
      break;
    case 3:
      holds = a >>> 0 >= operand >>> 0;
      break;
    default:
      holds = (a & operand) !== 0;
  }
  return holds ? (head >>> 16) & 0xff : head >>> 24;
}

/** A after an operation; a zero divisor has been dealt with. */
function computed(head: number, a: number, operand: number): number {
  switch ((head >> 4) & 0xf) {
    case 0x0:
      return (a + operand) | 0;
    case 0x1:
      return (a - operand) | 0;
    case 0x2:
      return Math.imul(a, operand);
    case 0x3:
      // Both fit 32 bits, so the double is near enough to be cut to the exact quotient.
      return ((a >>> 0) / (operand >>> 0)) | 0;
    case 0x4:
      return a | operand;
    case 0x5:
      return a & operand;
    case 0x6:
      return a << operand;
    case 0x7:
      return (a >>> operand) | 0;
    case 0x8:
      return -a | 0;
    default:
      return a ^ operand;
  }
}
