/** Far jumps: trampolines appear where they are needed, are shared, and change no meaning. */
export {};
