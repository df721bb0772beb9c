/** Rule lists decide as they read: the first rule that matches, else the default. */
export {};
