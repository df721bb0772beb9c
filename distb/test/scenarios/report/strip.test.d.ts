/** Strips in reports, against the kernel's own reader of strips. */
export {};
