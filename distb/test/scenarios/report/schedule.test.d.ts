/** Schedules as tables: one column a thread, one row a step. */
export {};
