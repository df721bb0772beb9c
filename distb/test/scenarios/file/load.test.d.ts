/** Scenario files of users: each kind of file, and each way in which one can be wrong. */
export {};
