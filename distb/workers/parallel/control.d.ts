/**
 * Control: how the main thread speaks with the kernel actor. comlink carries the calls; the buffer
 * carries everything else. comlink's own adapter for Node does not compile under nodenext, and what
 * it does is this short.
 */
import type { Endpoint } from 'comlink';
import type { Layout } from '../../kernel/index.ts';
import type { RunOrder } from './life.ts';
/** What the kernel actor needs to make a world: an order whose buffer does not exist yet. */
export type WorldOrder = Omit<RunOrder, 'buffer' | 'layout'>;
/** A fault to inject: the thread's worker dies when its HELD word has one of the bits. */
export interface InjectedFault {
    readonly thread: number;
    readonly heldBits: number;
}
/** Figures of a run that is going on. */
export interface LiveFigures {
    readonly rounds: number;
    /** System calls begun by all threads. */
    readonly calls: number;
    readonly mapCount: number;
    /** Threads that sleep on a word of the world. */
    readonly sleeping: number;
    /** Threads that have not left. */
    readonly present: number;
}
/** The calls that the kernel actor answers. */
export interface KernelControl {
    /** Allocates, lays out and boots the world. */
    create(order: WorldOrder): {
        readonly buffer: SharedArrayBuffer;
        readonly layout: Layout;
    };
    /** Resolves when all threads stand at the start barrier. */
    ready(): Promise<void>;
    inject(fault: InjectedFault): void;
    /** Opens the start barrier. */
    release(): void;
    live(): LiveFigures;
    /** A copy of the identity words: a state that is sound only while no thread runs. */
    snapshot(): Int32Array;
    /** Stops and reaps all threads; resolves to whether all have left in time. */
    stop(timeoutMs: number): Promise<boolean>;
}
/** What Node's ports and workers have in common. */
export interface NodePort {
    postMessage(value: unknown, transfer?: readonly never[]): void;
    on(event: 'message', listener: (data: unknown) => void): unknown;
    off(event: 'message', listener: (data: unknown) => void): unknown;
}
/** A Node port as the kind of endpoint that comlink expects: the DOM's. */
export declare function endpointOf(port: NodePort): Endpoint;
