/** The memory oracle: the simulated kernel agrees with Linux, and broken kernels do not. */
import { readFileSync } from 'node:fs';
import { ACCESS, ERRNO, mapCount, recordAt, SEGV_ACCERR, UsageError, VM, vmaFlags, } from '../../../kernel/index.js';
import { setVmaAnon, setVmaFlags, vmaAnon } from '../../../kernel/vma/table.js';
import { KernelMemory, replayOracle } from '../../../scenarios/conform/memory-oracle.js';
import { equal, is, ok, suite } from '../../support/suite.js';
const LINES = readFileSync(new URL('../../../../test/conformance/vma-oracle.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
/** Broken twin: all memory that was written to has one anon_vma. */
class OneAnon extends KernelMemory {
    access(page, kind) {
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
    mprotect(address, length, prot) {
        const result = super.mprotect(address, length, prot);
        for (let position = 0; position < mapCount(this.world); position += 1) {
            const record = recordAt(this.world, position);
            const flags = vmaFlags(this.world, record);
            if ((flags & VM.WRITE) === 0)
                setVmaFlags(this.world, record, flags & ~VM.ACCOUNT);
        }
        return result;
    }
}
/** Broken twin: the protection is looked at before the length. */
class ChecksProtFirst extends KernelMemory {
    mprotect(address, length, prot) {
        return (prot & 0x10) !== 0 ? -ERRNO.EINVAL : super.mprotect(address, length, prot);
    }
}
/** Broken twin: only what has PROT_READ can be read. */
class WriteOnlyIsUnreadable extends KernelMemory {
    access(page, kind) {
        const outcome = super.access(page, kind);
        const list = this.list(page, page + 1);
        return kind === ACCESS.READ && list.includes(':-w-') ? SEGV_ACCERR : outcome;
    }
}
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
        const whereOf = (line) => {
            try {
                replayOracle([LINES[0], line]);
            }
            catch (error) {
                if (error instanceof UsageError)
                    return error.where;
            }
            return '';
        };
        is(whereOf('{'), 'line 2');
        is(whereOf('{"seq":"a"}'), 'line 2');
    });
});
//# sourceMappingURL=memory-oracle.test.js.map