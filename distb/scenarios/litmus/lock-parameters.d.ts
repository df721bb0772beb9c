/**
 * Lock parameters: the two numbers by which a scenario is asked under any lock design of the
 * address space and under any of its broken twins.
 */
import { type AddressSpaceLock } from '../../kernel/index.ts';
import type { Parameter, Parameters } from '../../actors/index.ts';
/** The design and the omission that two parameters name. */
export declare function lockOf({ design, without }: Parameters): AddressSpaceLock;
/** The parameter `design`, with the design that stands where nobody sets it. */
export declare function designParameter(value: number): Parameter;
/** The parameter `without`. */
export declare const withoutParameter: Parameter;
