/** Which scenario is meant, and with which parameters. */
export {};
