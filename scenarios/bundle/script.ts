/**
 * Script: the one file that a program is bundled into. Invariant: a script is named for its content
 * and stands alone, so that nothing that belongs to another one is ever taken for its own.
 */

import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a script in the place of the one before it, and returns its file. */
export function writeScript(folder: string, stem: string, code: string, map?: Uint8Array): string {
  for (const name of readdirSync(folder))
    if (name.startsWith(`${stem}-`)) rmSync(join(folder, name));
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = join(folder, `${stem}-${hash}.cjs`);
  if (map !== undefined) writeFileSync(`${file}.map`, map);
  const link = map === undefined ? '' : `//# sourceMappingURL=${stem}-${hash}.cjs.map\n`;
  writeFileSync(file, code + link);
  return file;
}
