/** Arguments of options as numbers. */
export {};
