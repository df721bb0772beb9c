/** Programs keep every bit of struct sock_filter, and calls every half of seccomp_data. */
export {};
