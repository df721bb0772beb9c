/** /proc/PID/maps: read, laid out, written back; a recorded process is the fixture. */
import { readFileSync } from 'node:fs';
import {
  GAP_PAGE_COUNT_MAX,
  layoutMaps,
  listText,
  mapsText,
  PAGE_COUNT_MAX,
  parseMaps,
  placeVmas,
  PROT,
  tableMappings,
  tableFault,
  UsageError,
} from '../../../kernel/index.ts';
import { createAddressSpace } from '../../support/address-space.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const RECORDED = readFileSync(
  new URL('../../../../scenarios/loads/recorded.maps', import.meta.url),
  'utf8',
);
const SMALL = `00400000-00401000 r-xp 00000000 08:01 12                                 /usr/bin/program name
00401000-00403000 rw-p 00001000 08:01 12                                 /usr/bin/program name
00403000-00404000 rw-p 00000000 00:00 0 
00404000-00405000 rw-p 00000000 00:00 0 
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
`;

/** Where a UsageError stands that the text causes. */
function whereOf(text: string): string {
  try {
    parseMaps(text);
  } catch (error) {
    if (error instanceof UsageError) return error.where;
    throw error;
  }
  return 'read';
}

suite('kernel/vma/maps', (test) => {
  test('a line is read field by field', () => {
    equal(parseMaps(SMALL)[1], {
      page: 0x401,
      count: 2,
      prot: PROT.READ | PROT.WRITE,
      isShared: false,
      offset: 0x1000,
      device: '08:01',
      inode: 12,
      path: '/usr/bin/program name',
    });
  });

  test('what was read is written back byte for byte', () => {
    is(mapsText(parseMaps(SMALL)), SMALL);
    is(mapsText(parseMaps(RECORDED)), RECORDED);
  });

  test('a malformed line is told by its number', () => {
    const [first = '', second = ''] = SMALL.split('\n');
    is(whereOf(`${first}\nnonsense\n`), 'line 2');
    is(whereOf(first.replace('r-xp', 'x-rp')), 'line 1');
    is(whereOf(first.replace('00401000', '00401001')), 'line 1');
    is(whereOf(first.replace('00401000', '00400000')), 'line 1');
    is(whereOf(first.replace(' 00000000 ', ' ffffffffffffffff ')), 'line 1');
    is(whereOf(first.replace('00401000', '10000000000401000')), 'line 1');
    is(whereOf(`${second}\n\n${first}`), 'line 3');
    is(whereOf(`${first}\n${first}`), 'line 2');
  });

  test('the vsyscall page is in no table', () => {
    equal(
      layoutMaps(parseMaps(SMALL)).map(({ mapping }) => mapping.page),
      [0x400, 0x401, 0x403, 0x404],
    );
  });

  test('the two parts of a file are one identity, and alike neighbours get two anon_vmas', () => {
    const vmas = layoutMaps(parseMaps(SMALL)).map(({ vma }) => vma);
    equal(
      vmas.map(({ file }) => file),
      [1, 1, 0, 0],
    );
    equal(
      vmas.map(({ anon }) => anon),
      [0, 0, -1, -2],
    );
  });

  test('wide gaps are shortened; sizes, neighbours and order stay', () => {
    const placed = layoutMaps(parseMaps(RECORDED));
    let previous = placed[0]!;
    ok(previous.vma.start <= GAP_PAGE_COUNT_MAX);
    for (const next of placed.slice(1)) {
      is(next.vma.end - next.vma.start, next.mapping.count);
      const realGap = next.mapping.page - previous.mapping.page - previous.mapping.count;
      is(next.vma.start - previous.vma.end, Math.min(realGap, GAP_PAGE_COUNT_MAX));
      previous = next;
    }
    ok(previous.vma.end <= PAGE_COUNT_MAX);
  });

  test('a recorded process is a sound table that nothing more would merge in', () => {
    const placed = layoutMaps(parseMaps(RECORDED));
    ok(placed.length >= 1_500);
    const world = createAddressSpace({ mapCountLimit: placed.length });
    placeVmas(
      world,
      placed.map(({ vma }) => vma),
    );
    is(tableFault(world, true), undefined);
    is(listText(world, 0, PAGE_COUNT_MAX).split(' ').length, placed.length);
  });

  test('a table written out and laid out anew is the same table', () => {
    const placed = layoutMaps(parseMaps(RECORDED));
    const world = createAddressSpace({ mapCountLimit: placed.length });
    placeVmas(
      world,
      placed.map(({ vma }) => vma),
    );
    const again = createAddressSpace({ mapCountLimit: placed.length });
    placeVmas(
      again,
      layoutMaps(parseMaps(mapsText(tableMappings(world)))).map(({ vma }) => vma),
    );
    is(listText(again, 0, PAGE_COUNT_MAX), listText(world, 0, PAGE_COUNT_MAX));
  });

  test('a table is written as Linux prints it, with its heap', () => {
    const world = createAddressSpace({
      draw: '0-2:r-x@3 2-3:rw-+a 4-5:rw-+s@7',
      heap: { page: 200, pages: 2 },
    });
    is(
      mapsText(tableMappings(world)),
      [
        `00064000-00066000 r-xp 00064000 00:01 3                                  /file-3`,
        `00066000-00067000 rw-p 00000000 00:00 0 `,
        `00068000-00069000 rw-s 00068000 00:01 7                                  /file-7`,
        `000c8000-000ca000 rw-p 00000000 00:00 0                                  [heap]`,
        '',
      ].join('\n'),
    );
  });

  test('mappings that do not fit in the simulated pages are a usage error', () => {
    const huge = '10000000000-7fff00000000 ---p 00000000 00:00 0 \n';
    let message = '';
    try {
      layoutMaps(parseMaps(huge));
    } catch (error) {
      if (error instanceof UsageError) message = error.message;
    }
    ok(message.includes('10000000000'), message);
  });

  test('the recording tells nothing about the machine that made it', () => {
    const paths = new Set(parseMaps(RECORDED).map(({ path }) => path));
    for (const path of paths) ok(/^(\/usr\/(lib|share)\/.*|\[.*\]|)$/.test(path), path);
  });
});
