/**
 * poll(2) of one descriptor. On a listener: IN while a notification waits to be received, OUT while
 * one waits for its reply, HUP once nobody uses the filter. It registers with the wait queue first,
 * looks, and sleeps unless it was woken meanwhile; so it misses nothing, and hears of nothing for
 * which Linux has no wake-up (a reply that ADDFD takes back).
 *
 * Arguments: descriptor; events (POLL); timeout: 0 looks once, negative waits for ever, any other
 * is a time that may be over at any moment. The result is the set of events, and 0 when the time is
 * over. Deviations: poll(2) takes a list, and returns how many are ready; a signal without a
 * handler restarts the call with its whole time (Linux: restart_syscall with the rest).
 *
 * Source: kernel/seccomp.c: seccomp_notify_poll(); fs/select.c: do_poll(), __pollwake().
 * Tested by: test/kernel/notify/poll.test.ts
 */
import { type Routine } from '../routine.ts';
import { type Protocol } from './notification.ts';
/** The routine of poll. */
export declare function pollCall(protocol: Protocol): Routine;
