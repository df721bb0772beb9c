/** The drawings show the whole machine, and the JSON is the machine again. */
export {};
