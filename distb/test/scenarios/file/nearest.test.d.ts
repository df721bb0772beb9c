/** Which name was meant: the nearest one, and none if none is near. */
export {};
