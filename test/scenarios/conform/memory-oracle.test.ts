/**
 * The memory oracle: the simulated kernel agrees with Linux, and broken kernels do not. Sequences
 * with other seeds are answered by a naive model, which agrees with Linux on the recorded ones.
 */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import {
  ACCESS,
  ERRNO,
  mapCount,
  recordAt,
  SEGV_ACCERR,
  UsageError,
  VM,
  vmaFlags,
} from '../../../kernel/index.ts';
import { setVmaAnon, setVmaFlags, vmaAnon } from '../../../kernel/vma/table.ts';
import {
  KernelMemory,
  type MemoryModel,
  replayOracle,
} from '../../../scenarios/conform/memory-oracle.ts';
import { NaiveMemory } from '../../support/naive-memory.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const LINES = readFileSync(
  new URL('../../../../test/conformance/vma-oracle.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n');

/** Broken twin: all memory that was written to has one anon_vma. */
class OneAnon extends KernelMemory {
  override access(page: number, kind: number): number {
    const outcome = super.access(page, kind);
    for (let position = 0; position < mapCount(this.world); position += 1) {
      const record = recordAt(this.world, position);
      setVmaAnon(this.world, record, Math.min(vmaAnon(this.world, record), 1));
    }
    return outcome;
  }
}

/** Broken twin: what is not writable is not accounted for. */
class ForgetsAccount extends KernelMemory {
  override mprotect(address: bigint, length: bigint, prot: number): number {
    const result = super.mprotect(address, length, prot);
    for (let position = 0; position < mapCount(this.world); position += 1) {
      const record = recordAt(this.world, position);
      const flags = vmaFlags(this.world, record);
      if ((flags & VM.WRITE) === 0) setVmaFlags(this.world, record, flags & ~VM.ACCOUNT);
    }
    return result;
  }
}

/** Broken twin: the protection is looked at before the length. */
class ChecksProtFirst extends KernelMemory {
  override mprotect(address: bigint, length: bigint, prot: number): number {
    return (prot & 0x10) !== 0 ? -ERRNO.EINVAL : super.mprotect(address, length, prot);
  }
}

/** Broken twin: only what has PROT_READ can be read. */
class WriteOnlyIsUnreadable extends KernelMemory {
  override access(page: number, kind: number): number {
    const outcome = super.access(page, kind);
    const list = this.list(page, page + 1);
    return kind === ACCESS.READ && list.includes(':-w-') ? SEGV_ACCERR : outcome;
  }
}

/** What the recorded sequences of a variant are made of; weights are those of the recording. */
interface Mix {
  readonly pages: number;
  readonly calls: readonly (readonly [operation: Call['o'], weight: number])[];
  readonly prots: readonly number[];
  readonly kinds: readonly NonNullable<Call['k']>[];
  readonly longest: number;
  readonly noReserve?: boolean;
  readonly oddities?: boolean;
}

/** One call of a sequence, as the oracle has it. */
interface Call {
  readonly o: 'mmap' | 'munmap' | 'mprotect' | 'read' | 'write';
  readonly p: number;
  readonly n: number;
  readonly prot: number;
  readonly k?: 'fixed' | 'noreplace' | 'hint';
  readonly nr?: number;
  readonly off?: number;
  readonly abs?: string;
  readonly len?: string;
  readonly fl?: string;
}

const ALL_PROTS = [0, 1, 1, 2, 3, 3, 3, 4, 5, 5, 7];
const KINDS = ['fixed', 'fixed', 'fixed', 'noreplace', 'hint'] as const;
const MIXES: Readonly<Record<string, Mix>> = {
  untouched: {
    pages: 48,
    calls: [
      ['mmap', 35],
      ['mprotect', 48],
      ['munmap', 17],
    ],
    prots: ALL_PROTS,
    kinds: KINDS,
    longest: 24,
  },
  touched: {
    pages: 24,
    calls: [
      ['mmap', 31],
      ['mprotect', 30],
      ['write', 19],
      ['munmap', 9],
      ['read', 11],
    ],
    prots: [0, 1, 1, 1, 2, 3, 3, 3, 3, 3, 4, 5, 7],
    kinds: KINDS,
    longest: 12,
  },
  anon: {
    pages: 12,
    calls: [
      ['mmap', 33],
      ['mprotect', 20],
      ['write', 31],
      ['munmap', 12],
      ['read', 4],
    ],
    prots: [1, 3, 3, 3, 3],
    kinds: ['fixed', 'noreplace'],
    longest: 3,
  },
  noreserve: {
    pages: 48,
    calls: [
      ['mmap', 34],
      ['mprotect', 49],
      ['munmap', 17],
      ['write', 10],
    ],
    prots: ALL_PROTS,
    kinds: KINDS,
    longest: 24,
    noReserve: true,
  },
  errors: {
    pages: 48,
    calls: [
      ['mmap', 35],
      ['mprotect', 48],
      ['munmap', 17],
    ],
    prots: ALL_PROTS,
    kinds: KINDS,
    longest: 24,
    oddities: true,
  },
};

/** What makes a call odd, by the call. */
const oddity = fc.oneof(
  fc.record({ off: fc.integer({ min: 1, max: 4_095 }) }),
  fc.record({ len: fc.constantFrom('0x0', '0xffffffffffffffff', '0xffffffffffffe000') }),
  fc.record({ len: fc.integer({ min: 1, max: 0x7fff }).map((bytes) => `0x${bytes.toString(16)}`) }),
  fc.record({ abs: fc.constant('0x7ffffffff000'), len: fc.constant('0x4000') }),
  fc.record({ fl: fc.constantFrom('0x12', '0x30', '0x32') }),
  fc.record({ extra: fc.constantFrom(0x8, 0x10, 0x100_0000, 0x200_0000, 0x300_0000) }),
);

/** A sequence of 50 calls of a mix. */
function sequencesOf(mix: Mix): fc.Arbitrary<readonly Call[]> {
  const call = fc
    .record({
      o: fc.oneof(
        ...mix.calls.map(([arbitrary, weight]) => ({ arbitrary: fc.constant(arbitrary), weight })),
      ),
      p: fc.nat(mix.pages - 1),
      n: fc.integer({ min: 1, max: mix.longest }),
      prot: fc.constantFrom(...mix.prots),
      k: fc.constantFrom(...mix.kinds),
      nr: fc.constantFrom(0, mix.noReserve === true ? 1 : 0),
      odd: mix.oddities === true ? fc.option(oddity, { freq: 2, nil: {} }) : fc.constant({}),
    })
    .map(({ odd, ...plain }): Call => {
      const { extra, fl, ...bytes } = odd as { extra?: number; fl?: string };
      const within = { ...plain, n: Math.min(plain.n, mix.pages - plain.p), ...bytes };
      // What a raw mmap does without MAP_FIXED was not recorded.
      const isRaw = 'off' in bytes || 'len' in bytes;
      const flags =
        plain.o === 'mmap' && isRaw ? { fl: fl ?? '0x32' } : fl === undefined ? {} : { fl };
      return { ...within, ...flags, prot: plain.prot | (extra ?? 0) };
    });
  return fc.array(call, { minLength: 50, maxLength: 50, size: 'max' });
}

/** The calls as the model answers them, in the form of a recording. */
function recorded(calls: readonly Call[], mix: Mix, model: MemoryModel): string {
  const REGION_PAGE = 1_024;
  const ops = calls.map((call) => {
    const line = JSON.stringify({
      seq: 's',
      variant: 'v',
      pages: mix.pages,
      ops: [{ ...call, r: '', v: '' }],
    });
    // The first difference from an empty recording is the model's own answer.
    const [failure] = replayOracle([line], () => model).failures;
    const [, r = '', at] = /^(\S+)(?: at (\S+))?: /.exec(failure?.actual ?? '') ?? [];
    const place = at === undefined ? {} : { at: at === 'elsewhere' ? at : Number(at) };
    return { ...call, r, ...place, v: model.list(REGION_PAGE, REGION_PAGE + mix.pages) };
  });
  return JSON.stringify({ seq: 's', variant: 'v', pages: mix.pages, ops });
}

suite('scenarios/conform/memory-oracle: other seeds', (test) => {
  const SEED = 20_200_605;

  test('the naive model agrees with Linux on all recorded operations', () => {
    const report = replayOracle(LINES, () => new NaiveMemory());
    equal(report.failures, []);
    is(report.passed, 150);
  });

  for (const [variant, mix] of Object.entries(MIXES))
    test(`the simulated kernel agrees with it on 400 sequences: ${variant} (seed ${SEED})`, () => {
      fc.assert(
        fc.property(sequencesOf(mix), (calls) => {
          equal(replayOracle([recorded(calls, mix, new NaiveMemory())]).failures, []);
        }),
        { seed: SEED, numRuns: 400 },
      );
    });

  test('a kernel with one anon_vma differs from it', () => {
    const lines = fc
      .sample(sequencesOf(MIXES['anon']!), { seed: SEED, numRuns: 60 })
      .map((each) => recorded(each, MIXES['anon']!, new NaiveMemory()));
    ok(replayOracle(lines, () => new OneAnon()).failed > 0);
  });
});

suite('scenarios/conform/memory-oracle', (test) => {
  test('the simulated kernel agrees with Linux on all 7,500 recorded operations', () => {
    const report = replayOracle(LINES);
    equal(report.failures, []);
    equal([report.passed, report.failed, report.operations], [150, 0, 7_500]);
  });

  test('a kernel that ignores the identity of anon_vmas is caught', () => {
    ok(replayOracle(LINES, () => new OneAnon()).failed >= 3);
  });

  test('a kernel that forgets accounting is caught', () => {
    ok(replayOracle(LINES, () => new ForgetsAccount()).failed >= 20);
  });

  test('a kernel that looks at the protection before the length is caught', () => {
    const report = replayOracle(LINES, () => new ChecksProtFirst());
    ok(report.failed > 0);
    ok(report.failures.every(({ variant }) => variant === 'errors'));
  });

  test('a kernel on which write-only memory is unreadable is caught', () => {
    ok(replayOracle(LINES, () => new WriteOnlyIsUnreadable()).failed > 0);
  });

  test('a failure names the operation, what Linux said and what the model says', () => {
    const line = JSON.stringify({
      seq: 's',
      variant: 'errors',
      pages: 4,
      ops: [{ o: 'mmap', p: 1, n: 2, prot: 3, k: 'fixed', r: '0', at: 1, v: '1-3:r--' }],
    });
    equal(replayOracle([line, '']).failures, [
      {
        sequence: 's',
        variant: 'errors',
        operation: 0,
        call: '{"o":"mmap","p":1,"n":2,"prot":3,"k":"fixed"}',
        expected: '0 at 1: 1-3:r--',
        actual: '0 at 1: 1-3:rw-+a',
      },
    ]);
  });

  test('a malformed line is told by its number', () => {
    const whereOf = (line: string) => {
      try {
        replayOracle([LINES[0]!, line]);
      } catch (error) {
        if (error instanceof UsageError) return error.where;
      }
      return '';
    };
    is(whereOf('{'), 'line 2');
    is(whereOf('{"seq":"a"}'), 'line 2');
  });
});
