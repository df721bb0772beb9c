/**
 * Protection: one change to a scenario that could make its properties hold. Each is what somebody
 * could really do: another design of the entry check, another lock of the address space, a kernel
 * fix, another guard of what a manager reads, a manager that reads through the handle under a
 * guard, another value of a parameter that protects, the repaired twin. Invariant: a protection
 * changes one thing, and programs, properties and what is observed stay, but for how the handle
 * reads, and for the twin, which is a scenario of its own.
 */

import {
  ADDRESS_SPACE_DESIGNS,
  CHECK_DESIGNS,
  GUARD_MECHANISMS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  guardDesign,
  guardFault,
  marksPages,
  UsageError,
} from '../../kernel/index.ts';
import type { CatalogueEntry, GuardDeclaration, Parameters, Scenario } from '../../actors/index.ts';
import { defaultsOf, findScenario } from '../catalogue.ts';
import { throughHandle } from './handle.ts';

/** A protection, and the scenario with it. */
export interface Protection {
  /**
   * What kind of change it is: `check`, `lock`, `fix`, `guard`, `handle`, a parameter's name, or
   * `twin`.
   */
  readonly kind: string;
  readonly name: string;
  /** Builds the scenario with it; throws a UsageError where it cannot go together. */
  readonly build: () => Scenario;
  /** How to ask about it alone, where a command can. */
  readonly command: string | null;
}

/** All protections that apply to an entry; none is what the scenario has already. */
export function protectionsOf(entry: CatalogueEntry, parameters: Parameters): Protection[] {
  const base = entry.build(parameters);
  return [
    ...checksOf(base),
    ...locksOf(base, entry),
    ...fixesOf(base),
    ...guardsOf(base, entry),
    ...handlesOf(base),
    ...parametersOf(entry, parameters),
    ...twinOf(entry, parameters),
  ];
}

/** Designs of the check; where the address space has a lock design, that says what is locked. */
function checksOf(base: Scenario): Protection[] {
  const { interposition, addressSpaceLock } = base;
  if (interposition.kind !== 'memmap') return [];
  return CHECK_DESIGNS.filter((check) => check !== interposition.check)
    .filter((check) => check === 'contained' || addressSpaceLock === undefined)
    .map((check) => ({
      kind: 'check',
      name: check,
      build: () => ({ ...base, interposition: { ...interposition, check } }),
      command: null,
    }));
}

/** Lock designs, unless a parameter chooses among them already; a check takes the lock. */
function locksOf(base: Scenario, { parameters }: CatalogueEntry): Protection[] {
  const { interposition, addressSpaceLock } = base;
  const isUnlocked = interposition.kind === 'memmap' && interposition.check === 'unlocked';
  const touchesMappings = interposition.kind === 'memmap' || addressSpaceLock !== undefined;
  if (!touchesMappings || parameters['design']?.protects !== undefined) return [];
  const now = addressSpaceLock?.design ?? (isUnlocked ? 'unlocked' : undefined);
  return ADDRESS_SPACE_DESIGNS.filter(({ name }) => name !== now).map(({ name }) => ({
    kind: 'lock',
    name,
    build: () => {
      const { mmapLock: _mmapLock, ...rest } = base;
      const locked = isUnlocked ? ({ kind: 'memmap', check: 'locked' } as const) : interposition;
      return { ...rest, interposition: locked, addressSpaceLock: { design: name } };
    },
    command: null,
  }));
}

/** Kernel fixes that the scenario does without. */
function fixesOf(base: Scenario): Protection[] {
  const { kernelFixes = {} } = base;
  return Object.entries(kernelFixes)
    .filter(([, isOn]) => !isOn)
    .map(([name]) => ({
      kind: 'fix',
      name,
      build: () => ({ ...base, kernelFixes: { ...kernelFixes, [name]: true } }),
      command: null,
    }));
}

/**
 * Guards: every policy by every mechanism over every scope that go together, whole; unless a
 * parameter chooses among policies already. What the scenario's own guard leaves out is put back.
 */
function guardsOf(base: Scenario, { parameters }: CatalogueEntry): Protection[] {
  const { guard } = base;
  if (guard === undefined || parameters['policy']?.protects !== undefined) return [];
  const { without: _without, mechanism: _mechanism, scope: _scope, ...rest } = guard;
  return designs().flatMap((design) => {
    const isSame =
      guard.without === undefined &&
      JSON.stringify(guardDesign(guard)) === JSON.stringify(guardDesign(design));
    return isSame
      ? []
      : [
          {
            kind: 'guard',
            name: nameOf(design),
            build: () => ({ ...base, guard: { ...rest, ...design } }),
            command: null,
          },
        ];
  });
}

/** Managers that read through the handle what they read with process_vm_readv, under each guard. */
function handlesOf(base: Scenario): Protection[] {
  return designs().flatMap((design) => {
    const changed = throughHandle(base, design);
    return changed === undefined
      ? []
      : [{ kind: 'handle', name: nameOf(design), build: () => changed, command: null }];
  });
}

function nameOf({ policy, mechanism, scope }: GuardDeclaration): string {
  return [policy, mechanism, scope].filter(Boolean).join(' ');
}

/** All guards that can be. */
function designs(): Pick<GuardDeclaration, 'policy' | 'mechanism' | 'scope'>[] {
  return GUARD_POLICIES.filter((policy) => policy !== 'none').flatMap((policy) =>
    marksPages(policy)
      ? GUARD_MECHANISMS.flatMap((mechanism) =>
          GUARD_SCOPES.map((scope) => ({ policy, mechanism, scope })),
        ).filter((design) => guardFault(design) === undefined)
      : [{ policy }],
  );
}

function parametersOf(entry: CatalogueEntry, given: Parameters): Protection[] {
  return Object.entries(entry.parameters).flatMap(([parameter, { protects, min }]) =>
    (protects ?? []).flatMap((name, index) => {
      const value = min + index;
      if (value === given[parameter]) return [];
      return [
        {
          kind: parameter,
          name,
          build: () => entry.build({ ...given, [parameter]: value }),
          command: `racetrap explore ${entry.name} --set ${parameter}=${value}`,
        },
      ];
    }),
  );
}

/** The twin, asked the same, but for what protects. */
function twinOf({ name }: CatalogueEntry, given: Parameters): Protection[] {
  const twin = findScenario(`${name}-fixed`);
  if (twin === undefined) return [];
  const defaults = defaultsOf(twin);
  const asked = Object.entries(twin.parameters).filter(([parameter, { protects, min, max }]) => {
    const value = given[parameter];
    if (value === undefined || protects !== undefined || value === defaults[parameter])
      return false;
    return value >= min && value <= max;
  });
  const same = Object.fromEntries(asked.map(([parameter]) => [parameter, given[parameter]!]));
  const options = Object.entries(same).map(([parameter, value]) => ` --set ${parameter}=${value}`);
  return [
    {
      kind: 'twin',
      name: twin.name,
      build: () => twin.build({ ...defaults, ...same }),
      command: `racetrap explore ${twin.name}${options.join('')}`,
    },
  ];
}

/** Refuses an entry to which nothing applies. */
export function expectProtections(entry: CatalogueEntry, found: readonly Protection[]): void {
  if (found.length > 0) return;
  throw new UsageError(
    `the catalogue has no protection that applies to ${entry.name}`,
    'mark a parameter of it with `protects`, the names of its values',
  );
}
