/**
 * What a real kernel (Linux 6.18.44, x86-64) said of random programs: whether it took them, and the
 * errno with which a call came back under them. Each recorded program that runs lets all calls pass
 * but one, and turns what it computes into an ERRNO; a result of SIGSYS is a division by zero.
 */
export {};
