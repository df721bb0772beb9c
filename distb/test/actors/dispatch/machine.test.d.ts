/** The dispatch machine tells the stories of a syscall as Linux does. */
export {};
