/** Figures of both engines as text. */
export {};
