/**
 * The schema beside the types that it mirrors. That what it accepts is a scenario, the compiler
 * checks; that it accepts every scenario is checked here, by type and by example.
 */

import type * as z from 'zod';
import type {
  Instruction,
  Property,
  Region,
  Scenario,
  ThreadDeclaration,
} from '../../../actors/index.ts';
import { catalogue, defaultsOf } from '../../../scenarios/catalogue.ts';
import { faultOf } from '../../../scenarios/file/fault.ts';
import { scenarioSchema } from '../../../scenarios/file/schema.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

type Output = z.output<typeof scenarioSchema>;
type Value<Map> = Map extends Readonly<Record<string, infer Each>> ? Each : never;
/** Fields of any variant of a type. */
type FieldOf<Type> = Type extends unknown ? keyof Type : never;

/** `true` unless the schema lacks a field of the type. */
type Complete<Wanted, Present> = [Exclude<Wanted, Present>] extends [never] ? true : false;
type Program = Output['threads'][string]['program'];

// A field of the types that the schema lacks makes one of these lines an error.
const complete: readonly [
  Complete<keyof Scenario, keyof Output>,
  Complete<keyof Region, keyof Value<Output['regions']>>,
  Complete<keyof ThreadDeclaration, keyof Value<Output['threads']>>,
  Complete<FieldOf<Property>, FieldOf<Output['properties'][number]>>,
  Complete<Instruction['do'], Program[number]['do']>,
  Complete<FieldOf<Scenario['interposition']>, FieldOf<Output['interposition']>>,
] = [true, true, true, true, true, true];

suite('scenarios/file/schema', (test) => {
  test('every scenario that ships passes, and so does its JSON', () => {
    ok(complete.every((each) => each));
    for (const entry of catalogue) {
      const scenario = entry.build(defaultsOf(entry));
      for (const value of [scenario, JSON.parse(JSON.stringify(scenario)) as unknown]) {
        const result = scenarioSchema.safeParse(value);
        if (!result.success) throw faultOf(result.error.issues, value, entry.name);
        equal(result.data, scenario);
      }
    }
  });

  test('every field that is taken away or misspelt from a scenario is missed', () => {
    const [entry] = catalogue;
    ok(entry !== undefined);
    const scenario = entry.build(defaultsOf(entry));
    for (const field of Object.keys(scenario) as (keyof Scenario)[]) {
      const { [field]: value, ...rest } = scenario;
      const misspelt = { ...rest, [`${field}x`]: value };
      is(scenarioSchema.safeParse(misspelt).success, false, field);
    }
  });
});
