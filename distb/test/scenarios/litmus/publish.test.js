/** The order of marking and publishing under each mechanism: an escape, and its repair. */
import { publishDispatch, publishDispatchFixed, publishFilter, publishFilterFixed, publishSupervisor, publishSupervisorFixed, publishTracer, publishTracerFixed, } from '../../../scenarios/litmus/publish.js';
import { finds, proves } from '../../support/litmus.js';
import { suite } from '../../support/suite.js';
const ESCAPES = 'foreign code makes a native call';
suite('scenarios/litmus/publish', (test) => {
    test('a filter on addresses must reach all threads before the code is published', async () => {
        await finds(publishFilter, ESCAPES, 14);
        await proves(publishFilterFixed, ['39 39']);
    });
    test('user dispatch of the loader covers no other thread; exempting native code does', async () => {
        await finds(publishDispatch, ESCAPES, 18);
        await proves(publishDispatchFixed, ['39 39']);
    });
    test('a supervisor must know of the code before it is published', async () => {
        await finds(publishSupervisor, ESCAPES, 42);
        await proves(publishSupervisorFixed, ['7 7']);
    });
    test('a tracer must know of the code before it is published', async () => {
        await finds(publishTracer, ESCAPES, 46);
        await proves(publishTracerFixed, ['7 7']);
    });
});
//# sourceMappingURL=publish.test.js.map