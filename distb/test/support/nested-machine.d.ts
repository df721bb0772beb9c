/**
 * A machine that means nothing and uses everything a table can say: nested states, completion,
 * eventless transitions, entry and exit, composed guards, re-entry, forbidden and raised events.
 */
export declare const nestedMachine: import("xstate").StateMachine<import("xstate").MachineContext, import("xstate").AnyEventObject, {}, never, {
    type: "ping";
    params: unknown;
} | {
    type: "x";
    params: unknown;
} | {
    type: "y";
    params: unknown;
} | {
    type: "z";
    params: unknown;
}, {
    type: "a";
    params: unknown;
} | {
    type: "b";
    params: unknown;
} | {
    type: "both";
    params: unknown;
} | {
    type: "c";
    params: unknown;
}, never, "outside" | "over" | {
    inside: "one" | "stopped" | {
        deep: "three" | "two";
    };
}, string, import("xstate").NonReducibleUnknown, import("xstate").NonReducibleUnknown, import("xstate").EventObject, import("xstate").MetaObject, {
    id: "nested";
    states: {
        readonly outside: {};
        readonly inside: {
            states: {
                readonly one: {};
                readonly deep: {
                    states: {
                        readonly two: {};
                        readonly three: {};
                    };
                };
                readonly stopped: {};
            };
        };
        readonly over: {};
    };
}, import("xstate").MetaObject>;
