/** Programs read as text: fields by name, jumps by target, returns by action. */
export {};
