/**
 * Tables, bundled: the compiled machines as source, in the place of what compiles them. Invariant:
 * who reads the source has the tables that were given, to the type of each array.
 */

import type { Plugin } from 'esbuild';
import { MACHINE_NAMES, tableOf } from '../../actors/tables/index.ts';

/** Puts the tables into the place of actors/tables/tables.ts. */
export const compiledTables: Plugin = {
  name: 'compiled-tables',
  setup(building) {
    building.onLoad({ filter: /[/\\]actors[/\\]tables[/\\]tables\.ts$/ }, () => ({
      contents: tablesSource(),
    }));
  },
};

function tablesSource(): string {
  const tables = MACHINE_NAMES.map((name) => `${name}: ${objectSource(tableOf(name))}`);
  return [
    `const TABLES = { ${tables.join(', ')} };`,
    'export const MACHINE_NAMES = Object.keys(TABLES);',
    'export const tableOf = (name) => TABLES[name];',
  ].join('\n');
}

function objectSource(value: object): string {
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${fieldSource(field)}`);
  return `{ ${fields.join(', ')} }`;
}

function fieldSource(field: unknown): string {
  if (field instanceof Int32Array) return `Int32Array.of(${field.join()})`;
  if (field instanceof Uint8Array) return `Uint8Array.of(${field.join()})`;
  return JSON.stringify(field);
}
