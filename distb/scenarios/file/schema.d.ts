/**
 * Schema: the scenario format for values that the compiler has not seen. Its type is checked
 * against `Scenario`, so the two stay in step. Invariant: what passes has the shape of a scenario;
 * whether its names and numbers fit together is for `compileScenario` to say.
 */
import * as z from 'zod';
import { type Program, type StateCondition } from '../../actors/index.ts';
/** The scenario format. */
export declare const scenarioSchema: z.ZodObject<{
    version: z.ZodLiteral<1>;
    name: z.ZodString;
    question: z.ZodString;
    standsFor: z.ZodString;
    regions: z.ZodRecord<z.ZodString, z.ZodObject<{
        page: z.ZodNumber;
        pages: z.ZodNumber;
        prot: z.ZodString;
        foreign: z.ZodExactOptional<z.ZodBoolean>;
        absent: z.ZodExactOptional<z.ZodBoolean>;
        file: z.ZodExactOptional<z.ZodNumber>;
        anon: z.ZodExactOptional<z.ZodNumber>;
        shared: z.ZodExactOptional<z.ZodString>;
        origin: z.ZodExactOptional<z.ZodString>;
    }, z.core.$strict>>;
    words: z.ZodRecord<z.ZodString, z.ZodNumber>;
    locks: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodEnum<{
        "losing-wake-ups": "losing-wake-ups";
        "queued-rwsem": "queued-rwsem";
        rwsem: "rwsem";
    }>>>;
    interposition: z.ZodDiscriminatedUnion<[z.ZodObject<{
        kind: z.ZodLiteral<"none">;
    }, z.core.$strict>, z.ZodObject<{
        kind: z.ZodLiteral<"memmap">;
        check: z.ZodEnum<{
            contained: "contained";
            locked: "locked";
            unlocked: "unlocked";
        }>;
    }, z.core.$strict>, z.ZodObject<{
        threads: z.ZodExactOptional<z.ZodArray<z.ZodString>>;
        kind: z.ZodLiteral<"seccomp">;
        filters: z.ZodArray<z.ZodUnion<readonly [z.ZodObject<{
            rules: z.ZodArray<z.ZodObject<{
                when: z.ZodObject<{
                    nr: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                    arg: z.ZodExactOptional<z.ZodObject<{
                        index: z.ZodNumber;
                        low32_equals: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                    }, z.core.$strict>>;
                }, z.core.$strict>;
                ret: z.ZodUnion<readonly [z.ZodObject<{
                    action: z.ZodEnum<{
                        ALLOW: "ALLOW";
                        ERRNO: "ERRNO";
                        KILL_PROCESS: "KILL_PROCESS";
                        KILL_THREAD: "KILL_THREAD";
                        LOG: "LOG";
                        TRACE: "TRACE";
                        TRAP: "TRAP";
                        USER_NOTIF: "USER_NOTIF";
                    }>;
                    data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
                }, z.core.$strict>, z.ZodObject<{
                    raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                }, z.core.$strict>]>;
            }, z.core.$strict>>;
            default: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
        }, z.core.$strict>, z.ZodObject<{
            ranges: z.ZodArray<z.ZodUnion<readonly [z.ZodTemplateLiteral<`@${string}`>, z.ZodObject<{
                page: z.ZodNumber;
                pages: z.ZodNumber;
            }, z.core.$strict>]>>;
            search: z.ZodEnum<{
                binary: "binary";
                linear: "linear";
            }>;
            inside: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
            outside: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
        }, z.core.$strict>, z.ZodObject<{
            bpf: z.ZodArray<z.ZodObject<{
                code: z.ZodNumber;
                jt: z.ZodNumber;
                jf: z.ZodNumber;
                k: z.ZodNumber;
            }, z.core.$strict>>;
        }, z.core.$strict>]>>;
    }, z.core.$strict>, z.ZodObject<{
        threads: z.ZodExactOptional<z.ZodArray<z.ZodString>>;
        kind: z.ZodLiteral<"strict">;
    }, z.core.$strict>, z.ZodObject<{
        threads: z.ZodExactOptional<z.ZodArray<z.ZodString>>;
        kind: z.ZodLiteral<"user-dispatch">;
        mode: z.ZodExactOptional<z.ZodEnum<{
            exclusive: "exclusive";
            inclusive: "inclusive";
        }>>;
        range: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodTemplateLiteral<`@${string}`>, z.ZodObject<{
            page: z.ZodNumber;
            pages: z.ZodNumber;
        }, z.core.$strict>]>>;
        selector: z.ZodExactOptional<z.ZodString>;
    }, z.core.$strict>], "kind">;
    owner: z.ZodExactOptional<z.ZodEnum<{
        "kernel-actor": "kernel-actor";
        threads: "threads";
    }>>;
    mmapLock: z.ZodExactOptional<z.ZodEnum<{
        "losing-wake-ups": "losing-wake-ups";
        "queued-rwsem": "queued-rwsem";
        rwsem: "rwsem";
    }>>;
    addressSpaceLock: z.ZodExactOptional<z.ZodObject<{
        design: z.ZodEnum<{
            "mmap-lock": "mmap-lock";
            "per-vma": "per-vma";
            "per-vma-refcount": "per-vma-refcount";
            "range-cache": "range-cache";
            "range-lock": "range-lock";
            unlocked: "unlocked";
            "user-dispatch-range": "user-dispatch-range";
        }>;
        without: z.ZodExactOptional<z.ZodString>;
    }, z.core.$strict>>;
    paging: z.ZodExactOptional<z.ZodObject<{
        frames: z.ZodNumber;
        wordsPerFrame: z.ZodNumber;
        cores: z.ZodExactOptional<z.ZodNumber>;
        without: z.ZodExactOptional<z.ZodEnum<{
            "the acknowledgements": "the acknowledgements";
            "the late release": "the late release";
        }>>;
    }, z.core.$strict>>;
    mapCountLimit: z.ZodExactOptional<z.ZodNumber>;
    futexWaits: z.ZodExactOptional<z.ZodBoolean>;
    tasks: z.ZodExactOptional<z.ZodObject<{
        processes: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodObject<{
            capable: z.ZodExactOptional<z.ZodBoolean>;
            files: z.ZodExactOptional<z.ZodRecord<z.ZodCoercedNumber<number>, z.ZodNumber>>;
            sharesFilesWith: z.ZodExactOptional<z.ZodString>;
        }, z.core.$strict>>>;
        threads: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodObject<{
            process: z.ZodExactOptional<z.ZodString>;
            unborn: z.ZodExactOptional<z.ZodBoolean>;
            noNewPrivs: z.ZodExactOptional<z.ZodBoolean>;
        }, z.core.$strict>>>;
        filters: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodObject<{
            rules: z.ZodArray<z.ZodObject<{
                when: z.ZodObject<{
                    nr: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                    arg: z.ZodExactOptional<z.ZodObject<{
                        index: z.ZodNumber;
                        low32_equals: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                    }, z.core.$strict>>;
                }, z.core.$strict>;
                ret: z.ZodUnion<readonly [z.ZodObject<{
                    action: z.ZodEnum<{
                        ALLOW: "ALLOW";
                        ERRNO: "ERRNO";
                        KILL_PROCESS: "KILL_PROCESS";
                        KILL_THREAD: "KILL_THREAD";
                        LOG: "LOG";
                        TRACE: "TRACE";
                        TRAP: "TRAP";
                        USER_NOTIF: "USER_NOTIF";
                    }>;
                    data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
                }, z.core.$strict>, z.ZodObject<{
                    raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
                }, z.core.$strict>]>;
            }, z.core.$strict>>;
            default: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
        }, z.core.$strict>, z.ZodObject<{
            ranges: z.ZodArray<z.ZodUnion<readonly [z.ZodTemplateLiteral<`@${string}`>, z.ZodObject<{
                page: z.ZodNumber;
                pages: z.ZodNumber;
            }, z.core.$strict>]>>;
            search: z.ZodEnum<{
                binary: "binary";
                linear: "linear";
            }>;
            inside: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
            outside: z.ZodUnion<readonly [z.ZodObject<{
                action: z.ZodEnum<{
                    ALLOW: "ALLOW";
                    ERRNO: "ERRNO";
                    KILL_PROCESS: "KILL_PROCESS";
                    KILL_THREAD: "KILL_THREAD";
                    LOG: "LOG";
                    TRACE: "TRACE";
                    TRAP: "TRAP";
                    USER_NOTIF: "USER_NOTIF";
                }>;
                data: z.ZodExactOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
            }, z.core.$strict>, z.ZodObject<{
                raw: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
            }, z.core.$strict>]>;
        }, z.core.$strict>, z.ZodObject<{
            bpf: z.ZodArray<z.ZodObject<{
                code: z.ZodNumber;
                jt: z.ZodNumber;
                jf: z.ZodNumber;
                k: z.ZodNumber;
            }, z.core.$strict>>;
        }, z.core.$strict>]>>>;
        handlers: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodObject<{
            at: z.ZodString;
            program: z.ZodType<Program, unknown, z.core.$ZodTypeInternals<Program, unknown>>;
        }, z.core.$strict>>>;
        filterCapacity: z.ZodExactOptional<z.ZodNumber>;
        fileCapacity: z.ZodExactOptional<z.ZodNumber>;
        signalDepth: z.ZodExactOptional<z.ZodNumber>;
        wordRegions: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
        driven: z.ZodExactOptional<z.ZodBoolean>;
    }, z.core.$strict>>;
    kernelFixes: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodBoolean>>;
    handler: z.ZodExactOptional<z.ZodObject<{
        at: z.ZodString;
        program: z.ZodType<Program, unknown, z.core.$ZodTypeInternals<Program, unknown>>;
    }, z.core.$strict>>;
    threads: z.ZodRecord<z.ZodString, z.ZodObject<{
        program: z.ZodType<Program, unknown, z.core.$ZodTypeInternals<Program, unknown>>;
        at: z.ZodString;
        count: z.ZodExactOptional<z.ZodNumber>;
        service: z.ZodExactOptional<z.ZodBoolean>;
        core: z.ZodExactOptional<z.ZodNumber>;
    }, z.core.$strict>>;
    properties: z.ZodArray<z.ZodDiscriminatedUnion<[z.ZodObject<{
        kind: z.ZodEnum<{
            always: "always";
            finally: "finally";
        }>;
        name: z.ZodString;
        that: z.ZodType<StateCondition, unknown, z.core.$ZodTypeInternals<StateCondition, unknown>>;
    }, z.core.$strict>, z.ZodObject<{
        kind: z.ZodEnum<{
            never: "never";
            sometimes: "sometimes";
        }>;
        name: z.ZodString;
        that: z.ZodUnion<readonly [z.ZodType<StateCondition, unknown, z.core.$ZodTypeInternals<StateCondition, unknown>>, z.ZodUnion<readonly [z.ZodObject<{
            event: z.ZodEnum<{
                acquired: "acquired";
                bug: "bug";
                called: "called";
                escaped: "escaped";
                expectationFailed: "expectationFailed";
                finished: "finished";
                handled: "handled";
                killed: "killed";
                looked: "looked";
                marked: "marked";
                misjudged: "misjudged";
                mmap: "mmap";
                mprotect: "mprotect";
                munmap: "munmap";
                native: "native";
                notified: "notified";
                received: "received";
                released: "released";
                replied: "replied";
                replyLost: "replyLost";
                returned: "returned";
                segfault: "segfault";
                settled: "settled";
                staleDecision: "staleDecision";
                staleTranslation: "staleTranslation";
                trapped: "trapped";
                useAfterFree: "useAfterFree";
                withdrawn: "withdrawn";
            }>;
            thread: z.ZodExactOptional<z.ZodString>;
        }, z.core.$strict>, z.ZodObject<{
            marked: z.ZodString;
        }, z.core.$strict>]>]>;
    }, z.core.$strict>], "kind">>;
    observe: z.ZodArray<z.ZodString>;
    expect: z.ZodObject<{
        explore: z.ZodExactOptional<z.ZodEnum<{
            holds: "holds";
            violated: "violated";
        }>>;
    }, z.core.$strict>;
}, z.core.$strict>;
/** A catalogue entry but for its `build`, which is a function and looked at by itself. */
export declare const entrySchema: z.ZodObject<{
    name: z.ZodString;
    question: z.ZodString;
    standsFor: z.ZodString;
    kind: z.ZodEnum<{
        litmus: "litmus";
        load: "load";
        race: "race";
    }>;
    explainedBy: z.ZodExactOptional<z.ZodString>;
    parameters: z.ZodRecord<z.ZodString, z.ZodObject<{
        meaning: z.ZodString;
        value: z.ZodNumber;
        min: z.ZodNumber;
        max: z.ZodNumber;
    }, z.core.$strict>>;
    build: z.ZodUnknown;
}, z.core.$strict>;
