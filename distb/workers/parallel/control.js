/**
 * Control: how the main thread speaks with the kernel actor. comlink carries the calls; the buffer
 * carries everything else. comlink's own adapter for Node does not compile under nodenext, and what
 * it does is this short.
 */
/** A Node port as the kind of endpoint that comlink expects: the DOM's. */
export function endpointOf(port) {
    const adapted = new Map();
    return {
        postMessage: (message) => port.postMessage(message),
        addEventListener(_type, listener) {
            const onMessage = (data) => listener({ data });
            adapted.set(listener, onMessage);
            port.on('message', onMessage);
        },
        removeEventListener(_type, listener) {
            const onMessage = adapted.get(listener);
            if (onMessage !== undefined)
                port.off('message', onMessage);
            adapted.delete(listener);
        },
    };
}
//# sourceMappingURL=control.js.map