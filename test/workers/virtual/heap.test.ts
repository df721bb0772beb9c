/** Events come out by time, and those of one time in the order in which they were put in. */
import { EventHeap } from '../../../workers/virtual/heap.ts';
import { PURPOSE, RandomStream } from '../../../workers/stream.ts';
import { equal, ok, suite } from '../../support/suite.ts';

/** What is asked of a heap, whoever keeps it. */
interface Events {
  readonly size: number;
  readonly time: number;
  readonly whom: number;
  push(time: number, whom: number): void;
  pop(): void;
  replace(time: number, whom: number): void;
}

/** The broken twin: a heap by time alone, in which the shape decides about events of one time. */
class UnorderedHeap implements Events {
  readonly #events: [number, number][] = [];

  get size(): number {
    return this.#events.length;
  }

  get time(): number {
    return this.#events[0]![0];
  }

  get whom(): number {
    return this.#events[0]![1];
  }

  push(time: number, whom: number): void {
    const events = this.#events;
    let at = events.push([time, whom]) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && events[parent]![0] > time; parent = (at - 1) >> 1) {
      [events[at], events[parent]] = [events[parent]!, events[at]!];
      at = parent;
    }
  }

  pop(): void {
    const events = this.#events;
    const last = events.pop()!;
    if (events.length === 0) return;
    events[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < events.length && events[child]![0] < events[least]![0]) least = child;
      if (least === at) return;
      [events[at], events[least]] = [events[least]!, events[at]!];
      at = least;
    }
  }

  replace(time: number, whom: number): void {
    this.pop();
    this.push(time, whom);
  }
}

/** Puts events in and takes them out at random; says what came out. */
function play(events: Events, times: number): string[] {
  const stream = new RandomStream(7, 0, PURPOSE.schedule);
  const out: string[] = [];
  for (let step = 0; step < 4_000; step += 1) {
    const time = stream.below(times) + (events.size > 0 ? events.time : 0);
    const drawn = stream.below(8);
    if (events.size === 0 || drawn < 4) events.push(time, step);
    else {
      out.push(`${events.time} ${events.whom}`);
      if (drawn < 6) events.pop();
      else events.replace(time, step);
    }
  }
  for (; events.size > 0; events.pop()) out.push(`${events.time} ${events.whom}`);
  return out;
}

/** What a list that is searched from its begin gives: the oracle. */
class ListOfEvents implements Events {
  readonly #events: [number, number][] = [];

  get size(): number {
    return this.#events.length;
  }

  get #first(): number {
    let first = 0;
    this.#events.forEach(([time], at) => {
      if (time < this.#events[first]![0]) first = at;
    });
    return first;
  }

  get time(): number {
    return this.#events[this.#first]![0];
  }

  get whom(): number {
    return this.#events[this.#first]![1];
  }

  push(time: number, whom: number): void {
    this.#events.push([time, whom]);
  }

  pop(): void {
    this.#events.splice(this.#first, 1);
  }

  replace(time: number, whom: number): void {
    this.pop();
    this.push(time, whom);
  }
}

suite('workers/virtual/heap', (test) => {
  test('it gives what a list gives that is searched for the first of the least', () => {
    for (const times of [1, 4, 1_000])
      equal(play(new EventHeap(1), times), play(new ListOfEvents(), times));
  });

  test('a heap that breaks ties by luck is caught', () => {
    ok(play(new UnorderedHeap(), 4).join() !== play(new ListOfEvents(), 4).join());
  });
});
