/**
 * System call numbers of x86-64 that the simulated kernel knows. Source:
 * arch/x86/entry/syscalls/syscall_64.tbl. A number that is not here runs and returns ENOSYS.
 *
 * An operation of a call that has several (ioctl on a listener, prctl for user dispatch, ptrace) is
 * a call of its own here: its number is the real one below OPERATION_STEP, and above it the number
 * of the operation. Filters, tracers and siginfo see the real number (`realNumber`).
 */

/** Operations of one system call stand so far apart. */
const OPERATION_STEP = 1 << 10;
/** Numbers of operations begin here; no number that a scenario issues itself is as high. */
const OPERATION_BASE = 1 << 20;

function operation(number: number, index: number): number {
  return OPERATION_BASE + index * OPERATION_STEP + number;
}

/** How many operations there are room for. */
export const OPERATION_COUNT = 32;

/** The place of an operation in the table of operations, or -1 for an ordinary number. */
export function operationIndex(number: number): number {
  const index = (number - OPERATION_BASE) >> 10;
  return number >= OPERATION_BASE && index < OPERATION_COUNT ? index : -1;
}

/** The number as the registers hold it. */
export function realNumber(number: number): number {
  return operationIndex(number) < 0 ? number : number & (OPERATION_STEP - 1);
}

const PRCTL = 157;
const IOCTL = 16;
const PTRACE = 101;

/** System call numbers by name. */
export const SYSCALL_NUMBER = {
  read: 0,
  write: 1,
  open: 2,
  close: 3,
  poll: 7,
  mmap: 9,
  mprotect: 10,
  munmap: 11,
  brk: 12,
  rt_sigaction: 13,
  rt_sigprocmask: 14,
  rt_sigreturn: 15,
  pread64: 17,
  pwrite64: 18,
  mremap: 25,
  madvise: 28,
  dup: 32,
  pause: 34,
  nanosleep: 35,
  getpid: 39,
  connect: 42,
  clone: 56,
  fork: 57,
  execve: 59,
  exit: 60,
  wait4: 61,
  kill: 62,
  sysinfo: 99,
  getppid: 110,
  prctl: PRCTL,
  gettid: 186,
  restart_syscall: 219,
  clock_nanosleep: 230,
  exit_group: 231,
  tgkill: 234,
  openat: 257,
  mknodat: 259,
  process_vm_readv: 310,
  process_vm_writev: 311,
  seccomp: 317,
  clone3: 435,
  openat2: 437,
  sud_set: operation(PRCTL, 0),
  notif_recv: operation(IOCTL, 1),
  notif_send: operation(IOCTL, 2),
  notif_id_valid: operation(IOCTL, 3),
  notif_addfd: operation(IOCTL, 4),
  notif_set_flags: operation(IOCTL, 5),
  ptrace_attach: operation(PTRACE, 6),
  ptrace_cont: operation(PTRACE, 7),
  ptrace_detach: operation(PTRACE, 8),
  ptrace_pokeuser: operation(PTRACE, 9),
  ptrace_wait: operation(61, 10),
  ptrace_peekuser: operation(PTRACE, 11),
  ptrace_traceme: operation(PTRACE, 12),
  ptrace_setoptions: operation(PTRACE, 13),
  setrlimit: operation(302, 14),
  ptrace_seize: operation(PTRACE, 15),
  ptrace_syscall: operation(PTRACE, 16),
  ptrace_sysemu: operation(PTRACE, 17),
  ptrace_interrupt: operation(PTRACE, 18),
  ptrace_listen: operation(PTRACE, 19),
  ptrace_geteventmsg: operation(PTRACE, 20),
  open_mem: operation(2, 24),
  ioctl_rw: operation(IOCTL, 25),
  notif_read: operation(IOCTL, 26),
} as const;

/** Calls that nobody can issue where there are no pages, as their arguments stand in them. */
export const PAGED_CALLS: ReadonlySet<string> = new Set<keyof typeof SYSCALL_NUMBER>([
  'openat2',
  'connect',
  'clone3',
  'ioctl_rw',
  'process_vm_readv',
  'process_vm_writev',
  'open_mem',
  'pread64',
  'pwrite64',
  'notif_read',
]);

/** The name of a system call, or its number where it has none here. */
export function syscallName(number: number): string {
  return NAMES.get(number) ?? `syscall ${number}`;
}

const NAMES = new Map<number, string>(
  Object.entries(SYSCALL_NUMBER).map(([name, number]) => [number, name]),
);

/** The numbers by name as filters and tracers see them. */
export const REAL_NUMBER: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(SYSCALL_NUMBER).map(([name, number]) => [name, realNumber(number)]),
);
