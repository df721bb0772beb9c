/** Linux's reasons to refuse a filter, one by one, and the same answer as a naive check. */
export {};
