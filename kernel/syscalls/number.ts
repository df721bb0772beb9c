/**
 * System call numbers of x86-64 that the simulated kernel knows. Source:
 * arch/x86/entry/syscalls/syscall_64.tbl. A number that is not here runs and returns ENOSYS.
 */

/** System call numbers by name. */
export const SYSCALL_NUMBER = {
  mmap: 9,
  mprotect: 10,
  munmap: 11,
  rt_sigreturn: 15,
  getpid: 39,
  exit: 60,
  sysinfo: 99,
} as const;

/** The name of a system call, or its number where it has none here. */
export function syscallName(number: number): string {
  return NAMES.get(number) ?? `syscall ${number}`;
}

const NAMES = new Map<number, string>(
  Object.entries(SYSCALL_NUMBER).map(([name, number]) => [number, name]),
);
