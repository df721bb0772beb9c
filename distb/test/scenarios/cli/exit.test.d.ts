/** Errors as text and exit codes. */
export {};
