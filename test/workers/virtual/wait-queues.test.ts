/** Who parked first on a word is met first, and nobody is lost, however words share buckets. */
import { WaitQueues } from '../../../workers/virtual/wait-queues.ts';
import { PURPOSE, RandomStream } from '../../../workers/stream.ts';
import { equal, ok, suite } from '../../support/suite.ts';

const THREADS = 24;
const WORDS = [3, 4, 3 + 7_919, 100_003];

/** Parks and wakes at random; says who was woken, in order. */
function play(queues: Pick<WaitQueues, 'park' | 'first' | 'remove'>): string[] {
  const stream = new RandomStream(11, 0, PURPOSE.schedule);
  const isParked = new Set<number>();
  const woken: string[] = [];
  for (let step = 0; step < 2_000; step += 1) {
    const word = WORDS[stream.below(WORDS.length)]!;
    const thread = stream.below(THREADS);
    if (stream.below(3) > 0) {
      if (!isParked.has(thread)) queues.park(thread, word);
      isParked.add(thread);
      continue;
    }
    for (let each = queues.first(word); each >= 0; each = queues.first(word)) {
      queues.remove(each);
      isParked.delete(each);
      woken.push(`${word}: ${each}`);
    }
  }
  return woken;
}

/** The oracle: one list of all who are parked. */
class OneList {
  readonly #parked: { thread: number; word: number }[] = [];

  park(thread: number, word: number): void {
    this.#parked.push({ thread, word });
  }

  first(word: number): number {
    return this.#parked.find((each) => each.word === word)?.thread ?? -1;
  }

  remove(thread: number): void {
    this.#parked.splice(
      this.#parked.findIndex((each) => each.thread === thread),
      1,
    );
  }
}

/** The broken twin: it loses who is parked behind another of another word. */
class LosingQueues extends WaitQueues {
  override remove(thread: number): void {
    super.remove(thread);
    if (thread === 7) super.clear();
  }
}

suite('workers/virtual/wait-queues', (test) => {
  test('they give what one list of all who wait gives', () => {
    equal(play(new WaitQueues(THREADS)), play(new OneList()));
  });

  test('queues that lose a sleeper are caught', () => {
    ok(play(new LosingQueues(THREADS)).join() !== play(new OneList()).join());
  });
});
