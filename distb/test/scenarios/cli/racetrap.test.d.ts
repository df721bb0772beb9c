/**
 * The command line as its users meet it: a child process, its streams and its exit code. Good uses
 * say what they should; every wrong use is refused by one line, a hint and exit code 2.
 */
export {};
