/** Locks that let a writer wait for ever, and the handoff that does not. */
import { World } from '../../../kernel/index.ts';
import { writerStarvation, writerStarvationFixed } from '../../../scenarios/litmus/locks.ts';
import { explored, finds, proves } from '../../support/litmus.ts';
import { equal, ok, suite } from '../../support/suite.ts';

suite('scenarios/litmus/locks', (test) => {
  test('a writer that is woken and overtaken can be so for ever (R37)', () =>
    finds(writerStarvation, 'eventually', 4));

  test('with the handoff every writer gets its turn', async () => {
    await proves(writerStarvationFixed, ['1'], { rivals: 1 });
    await proves(writerStarvationFixed, ['1']);
  });

  test('a handoff whose timer never runs out is caught', async () => {
    const elapsed = Object.getOwnPropertyDescriptor(World.prototype, 'hasElapsed');
    ok(elapsed !== undefined);
    // The broken twin: nobody ever asks for the handoff.
    World.prototype.hasElapsed = () => false;
    try {
      const { verdict, found } = await explored(writerStarvationFixed);
      equal([verdict, found], ['violated', 'eventually']);
    } finally {
      Object.defineProperty(World.prototype, 'hasElapsed', elapsed);
    }
  });
});
