/** JSON whose faults have places. */
export {};
