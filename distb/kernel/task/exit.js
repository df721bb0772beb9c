/**
 * The end of a thread: it is marked as exiting, lets go of its filters, its process of its files if
 * it was the last thread, and then it is dead. Each is a step, as others may look in between: TSYNC
 * passes over an exiting thread, a listener hangs up before the files are closed.
 *
 * Source: kernel/exit.c: do_exit(). Since 6.11 a task releases its filters when it exits and not
 * when it is reaped; nothing here is reaped, so the fix `recv-ends-with-users` only decides whether
 * a RECV that sleeps hears of it.
 * Tested by: test/kernel/signals/work.test.ts
 */
import { PROCESS, TASK, TASK_WORDS, THREAD } from '../memory/layout.js';
import { traceDeath } from '../ptrace/link.js';
import { releaseSteps } from '../notify/listener.js';
import { Protocol } from '../notify/notification.js';
import { end, jump, NEXT, OUTCOME } from '../routine.js';
import { releaseFilter } from '../seccomp/release.js';
import { closeAll } from './file.js';
import { kickWaiting, LIFE, processOf, processWord, taskWord, WAIT, waitingFor } from './task.js';
/**
 * The steps of do_exit, from step `base` of their routine on; they end with KILL for a thread that
 * a signal kills, else with EXIT.
 */
export function exitSteps(base, fixes) {
    const release = base + 3;
    const listeners = releaseSteps(release, new Protocol(fixes), (world, thread) => {
        world.words.set(world.thread(thread) + THREAD.SCRATCH, 0);
        return jump(release + listeners.length);
    });
    return [
        {
            name: 'exit.begin',
            shared: true,
            run: (world, thread) => {
                const { words } = world;
                const task = taskWord(world, thread);
                words.store(task + TASK.LIFE, LIFE.exiting);
                const group = processWord(world, processOf(world, thread));
                if (words.add(group + PROCESS.LIVE, -1) === 1 && words.load(group + PROCESS.EXIT) === 0) {
                    const death = words.get(task + TASK.DEATH);
                    const code = words.get(world.thread(thread) + THREAD.RESULT) & 0xff;
                    words.store(group + PROCESS.EXIT, (death !== 0 ? death : code << 8) + 1);
                }
                return NEXT;
            },
        },
        {
            name: 'exit.filters',
            shared: true,
            run: (world, thread) => {
                const at = taskWord(world, thread) + TASK.FILTER;
                const newest = world.words.load(at);
                world.words.store(at, 0);
                releaseFilter(world, newest);
                return NEXT;
            },
        },
        {
            name: 'exit.files',
            shared: true,
            run: (world, thread) => {
                const process = processOf(world, thread);
                const live = processWord(world, process) + PROCESS.LIVE;
                if (world.words.load(live) === 0)
                    closeAll(world, thread);
                return NEXT;
            },
        },
        ...listeners,
        {
            name: 'exit.notify',
            shared: true,
            run: (world, thread) => {
                const { words } = world;
                const task = taskWord(world, thread);
                const process = processOf(world, thread);
                const death = words.get(task + TASK.DEATH);
                const tracer = words.load(task + TASK.TRACER);
                for (let word = 0; word < TASK_WORDS; word += 1)
                    words.store(task + word, 0);
                words.store(task + TASK.PROCESS, process);
                words.store(task + TASK.DEATH, death);
                words.store(task + TASK.LIFE, LIFE.dead);
                const code = words.get(world.thread(thread) + THREAD.RESULT) & 0xff;
                traceDeath(world, thread, tracer, death !== 0 ? death : code << 8);
                kickWaiting(world, waitingFor(WAIT.child, process + 1));
                kickWaiting(world, waitingFor(WAIT.child, 0));
                kickWaiting(world, waitingFor(WAIT.group, process));
                return end(death !== 0 ? OUTCOME.KILL : OUTCOME.EXIT);
            },
        },
    ];
}
//# sourceMappingURL=exit.js.map