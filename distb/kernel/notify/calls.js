/**
 * The calls on a listener, named as the system calls that they are: `notif_recv`, `notif_send`,
 * `notif_id_valid`, `notif_set_flags`, `notif_addfd` (all of them ioctls in Linux), `poll`, and
 * `close` and `dup`, which may be the listener's end. What each takes stands in its file.
 * Tested by: test/kernel/notify/listener.test.ts
 */
import { ERRNO } from '../errno.js';
import { closeDescriptor, fileOfDescriptor, installLowest } from '../task/file.js';
import { addfdCall } from './addfd.js';
import { argument, droppingCall } from './listener.js';
import { Protocol } from './notification.js';
import { pollCall } from './poll.js';
import { receiveCall } from './receive.js';
import { replyCalls } from './reply.js';
/** The routines, without the `sys.` that the kernel text puts before their names. */
export function notificationCalls(fixes) {
    const protocol = new Protocol(fixes);
    return [
        receiveCall(protocol, fixes),
        ...replyCalls(protocol),
        addfdCall(protocol),
        pollCall(protocol),
        droppingCall('close', protocol, (world, thread) => closeDescriptor(world, thread, argument(world, thread, 0))),
        droppingCall('dup', protocol, (world, thread) => {
            const file = fileOfDescriptor(world, thread, argument(world, thread, 0));
            return file === 0 ? -ERRNO.EBADF : installLowest(world, thread, file);
        }),
    ];
}
//# sourceMappingURL=calls.js.map