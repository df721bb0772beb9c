/**
 * Member: one searcher of a team. All members expand one level of a breadth-first search together:
 * each takes a chunk, expands its states, and writes those that nobody had met into the next level.
 * Behind each level they meet and tell each other what they wrote, and where the set of states gets
 * full they meet in between and fill a larger one.
 *
 * Invariant: a state is expanded by one member, once, and in the level of its depth; so the counts
 * of a team are those of one searcher. Which of several equally short ways to a state is kept
 * depends on who came first.
 */

import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { createKernel, InvariantError, invariant, SharedWords } from '../../../kernel/index.ts';
import { STEP } from '../../../actors/index.ts';
import type { Question } from '../../engine.ts';
import { Ancestry, type AncestryPiece, movesTo } from '../ancestry.ts';
import { markTaken } from '../coverage.ts';
import { type Ending, Examination, type ExaminationReport } from '../examination.ts';
import type { Identity } from '../identity.ts';
import type { Move, Mover } from '../mover.ts';
import type { Trail } from '../order.ts';
import { RecordCodec } from '../record.ts';
import type { Lore, Successors } from '../successors.ts';
import { createSuccessors, type ToldApart } from '../transition-cache.ts';
import { type Chunk, LevelWriter } from './level.ts';
import { DECISION, meet, STOP, stop, TEAM } from './meeting.ts';
import { allocateSet, SharedVisited } from './shared-visited.ts';

/** What a searcher tells the others behind a level. */
export interface LevelNews {
  readonly origin: number;
  readonly chunks: readonly Chunk[];
  /** Segments that the others do not know yet. */
  readonly segments: readonly Int32Array[];
  /** The pieces of its ancestry that have changed, from the state `first` on, and its states. */
  readonly pieces: readonly AncestryPiece[];
  readonly first: number;
  readonly count: number;
  readonly lore: Lore;
}

/** A larger set of states, from who decided on it. */
export interface SetNews {
  readonly set: SharedArrayBuffer;
}

type News = LevelNews | SetNews;

/** What a member must know: plain data, but for shared memory. */
export interface TeamOrder {
  readonly question: Omit<Question, 'kernel'>;
  readonly control: SharedArrayBuffer;
  /** Where members tell each other what does not fit into words. */
  readonly channel: string;
  readonly memberCount: number;
  readonly set: SharedArrayBuffer;
  /** The level to begin with, from origin 0: who searched until now. */
  readonly begun: LevelNews;
  readonly found: readonly Ending[];
  /** Marks of all members: of `Reached`, and of the transitions that were taken. */
  readonly reached: SharedArrayBuffer;
  readonly taken: SharedArrayBuffer;
  readonly collectsAll: boolean;
  readonly wantsWitnesses: boolean;
  readonly told: ToldApart;
  readonly stateCountMax: number;
  readonly byteCountMax: number;
}

/** One member's share of the search; members count from 1. */
export interface MemberOrder {
  readonly team: TeamOrder;
  readonly member: number;
}

/** What a member leaves of a search that was ended. */
export interface MemberRest {
  readonly set: SharedArrayBuffer;
  /** The level at hand, which all members have alike. */
  readonly level: readonly Chunk[];
  /** The chunk that the member had begun, and how many of its states are expanded. */
  readonly begun: { readonly chunk: Chunk; readonly skip: number } | null;
  /** What it has written of the next level, and all its memory. */
  readonly written: readonly Chunk[];
  readonly segments: readonly Int32Array[];
  readonly pieces: readonly AncestryPiece[];
  readonly count: number;
}

/** What a member has seen. */
export interface MemberReport extends ExaminationReport {
  readonly transitions: number;
  /** 1 for each `sometimes` property that was seen. */
  readonly seen: Uint8Array;
  /** How often each thread took each transition, as the words of the layout. */
  readonly coverage: Int32Array;
  /** What this member leaves of a search that was ended; null where it was ended within a state. */
  readonly rest: MemberRest | null;
}

/** Reasons to stop behind a state, and not within it. */
const LASTING: ReadonlySet<number> = new Set([STOP.states, STOP.memory, STOP.order]);

/** States that a member adds before it tells the others of them. */
export const UNTOLD_COUNT_MAX = 4_096;

/** Searches with the others until the search ends. */
export function searchAsMember(order: MemberOrder): MemberReport {
  const channel = new BroadcastChannel(order.team.channel);
  try {
    const member = new Member(order, channel);
    member.search();
    return member.report();
  } finally {
    channel.close();
  }
}

class Member implements Trail {
  readonly #team: TeamOrder;
  readonly #question: Question;
  readonly #taken: Uint8Array;
  readonly #origin: number;
  readonly #port: BroadcastChannel;
  readonly #control: SharedWords;
  readonly #mover: Mover;
  readonly #successors: Successors;
  readonly #examination: Examination;
  readonly #identity: Identity;
  readonly #codec: RecordCodec;
  readonly #base: Int32Array;
  readonly #writer: LevelWriter;
  /** By origin; the own one too. */
  readonly #ancestries: readonly Ancestry[];
  readonly #own: Ancestry;
  /** By origin, the memory in which its levels lie. */
  readonly #segments: Int32Array[][];
  #visited: SharedVisited;
  #set: SharedArrayBuffer;
  #level: readonly Chunk[];
  /** What it has written of the next level, once that is told. */
  #written: readonly Chunk[] | null = null;
  /** The search was ended within a state. */
  #isTorn = false;
  #transitions = 0;
  /** Members of the set that the others know of; states of the ancestry; segments; KiB. */
  #toldCount = 0;
  #toldStates = 0;
  #toldSegments = 0;
  #toldKibibytes = 0;
  /** News that were not asked for yet. */
  readonly #inbox: News[] = [];
  /** A meeting has decided to stop: there is none after it. */
  #hasStopped = false;
  /** The chunk of the state that is expanded; null between two chunks. */
  #chunk: Chunk | null = null;
  #position = 0;

  constructor({ team, member }: MemberOrder, channel: BroadcastChannel) {
    this.#team = team;
    this.#origin = member;
    this.#port = channel;
    this.#control = new SharedWords(team.control);
    const question = { ...team.question, kernel: createKernel(team.question.compiled.design) };
    this.#successors = createSuccessors(question, team.told);
    this.#mover = this.#successors.mover;
    const { array } = this.#mover.words;
    const { identityLength } = this.#mover.world.layout;
    this.#question = question;
    this.#taken = new Uint8Array(team.taken);
    const marks = new Uint8Array(team.reached);
    this.#examination = new Examination(question, this.#mover, { ...team, marks });
    this.#identity = this.#successors.identity;
    this.#base = array.slice(0, identityLength);
    this.#codec = new RecordCodec(array, identityLength);
    this.#writer = new LevelWriter(member, this.#codec, this.#base);
    const origins = Array.from({ length: team.memberCount + 1 }, (_none, origin) => origin);
    this.#ancestries = origins.map(() => new Ancestry(this.#mover.threadCount));
    this.#own = this.#ancestries[member]!;
    this.#segments = origins.map(() => []);
    this.#segments[member] = this.#writer.segments;
    this.#set = team.set;
    this.#visited = new SharedVisited(team.set);
    this.#level = [];
    this.#hear(team.begun);
    this.#level = team.begun.chunks;
  }

  search(): void {
    try {
      // What is told before somebody listens is lost.
      meet(this.#control, this.#team.memberCount, () => DECISION.go);
      do {
        this.#expandLevel();
        if (this.#hasStopped) return;
        this.#tell();
        this.#control.add(TEAM.FINISHED, 1);
        while (this.#meet() === DECISION.grow);
      } while (!this.#hasStopped && this.#nextLevel());
    } catch (error) {
      this.#isTorn = true;
      // The others are on their way to a meeting and must not wait there for ever.
      stop(this.#control, error instanceof RangeError ? STOP.memory : STOP.failure);
      if (!this.#hasStopped) this.#meet();
      if (!(error instanceof RangeError)) throw error;
    }
  }

  report(): MemberReport {
    if (this.#control.load(TEAM.STOP) !== STOP.no) this.#tellCount();
    const { finds, sightings, endStates } = this.#examination;
    const { words, world, judge, threadCount } = this.#mover;
    this.#successors.settle();
    const { coverage, coverageStride } = world.layout;
    return {
      finds,
      sightings: [...sightings.values()],
      endStates,
      transitions: this.#transitions,
      seen: judge.seen,
      coverage: words.array.slice(coverage, coverage + threadCount * coverageStride),
      rest: this.#isTorn || this.#control.load(TEAM.STOP) === STOP.no ? null : this.#rest(),
    };
  }

  #rest(): MemberRest {
    const chunk = this.#chunk;
    return {
      set: this.#set,
      level: this.#level,
      begun: chunk === null ? null : { chunk, skip: this.#position },
      written: this.#written ?? this.#writer.end(),
      segments: this.#writer.segments,
      pieces: this.#own.since(0),
      count: this.#own.count,
    };
  }

  trail(): Move[] {
    const { origin, first } = this.#chunk!;
    return movesTo(this.#ancestries, origin, first + this.#position);
  }

  /** Expands chunks until the level has none left; or stops in between. */
  #expandLevel(): void {
    const level = this.#level;
    for (;;) {
      const number = this.#control.add(TEAM.CHUNK, 1);
      if (number >= level.length) return;
      if (!this.#expandChunk(level[number]!)) return;
    }
  }

  #expandChunk(chunk: Chunk): boolean {
    const { array } = this.#mover.words;
    const records = this.#segments[chunk.origin]![chunk.segment]!;
    this.#chunk = chunk;
    this.#codec.beginReading(this.#base, array);
    let at = chunk.begin;
    for (this.#position = 0; this.#position < chunk.count; this.#position += 1) {
      if (this.#control.load(TEAM.STOP) !== STOP.no) return false;
      at = this.#codec.read(records, at, array, this.#identity);
      if (!this.#expand()) return false;
    }
    this.#chunk = null;
    this.#control.add(TEAM.EXPANDED, chunk.count);
    return true;
  }

  /** Expands the state at hand; returns false when the search stops. */
  #expand(): boolean {
    const mover = this.#mover;
    const examination = this.#examination;
    const identity = this.#identity;
    const control = this.#control;
    const before = this.#transitions;
    const successors = this.#successors;
    successors.begin();
    for (let thread = 0; thread < mover.threadCount; thread += 1) {
      let code = 0;
      do {
        if (successors.attempt(thread, code) !== STEP.moved) break;
        const { nextCode } = successors;
        this.#transitions += 1;
        while (successors.isVisible && successors.violates()) {
          examination.struck(this, { thread, code });
          if (examination.isOver) break;
        }
        if (this.#visited.add(successors.keyLow, successors.keyHigh)) {
          successors.make();
          examination.reached.note(thread);
          const { origin, first } = this.#chunk!;
          this.#writer.put(mover.words, identity, this.#own.count);
          this.#own.note(origin, first + this.#position, thread, code);
        }
        successors.takeBack();
        examination.reached.note(thread);
        if (examination.isOver) return this.#stopAll(STOP.found);
        if (this.#visited.count - this.#toldCount >= UNTOLD_COUNT_MAX) this.#tellCount();
        if (control.load(TEAM.PAUSE) !== 0 && !this.#pause()) return false;
        code = nextCode;
      } while (code >= 0);
    }
    if (this.#transitions === before) examination.rested(this);
    return examination.isOver ? this.#stopAll(STOP.found) : true;
  }

  /**
   * Comes to a meeting in the midst of a level; returns false when the search is to stop within a
   * state. What a limit or the user ends stops behind it, so that the search can go on.
   */
  #pause(): boolean {
    if (this.#control.load(TEAM.STOP) === STOP.no) this.#meet();
    const reason = this.#control.load(TEAM.STOP);
    if (reason === STOP.no || LASTING.has(reason)) return true;
    this.#isTorn = true;
    return false;
  }

  #stopAll(reason: number): false {
    stop(this.#control, reason);
    return false;
  }

  /** Tells how many states were met, and asks for a meeting where there is no room for more. */
  #tellCount(): void {
    const control = this.#control;
    const news = this.#visited.count - this.#toldCount;
    this.#toldCount = this.#visited.count;
    markTaken(this.#question, this.#mover, this.#taken);
    const states = control.add(TEAM.STATES, news) + news;
    const kibibytes = Math.ceil((this.#own.bytes + this.#writer.bytes) / 1024);
    const told = control.add(TEAM.KIBIBYTES, kibibytes - this.#toldKibibytes);
    const bytes = (told + kibibytes - this.#toldKibibytes) * 1024;
    this.#toldKibibytes = kibibytes;
    this.#notePeak(bytes + this.#visited.bytes);
    if (states >= this.#team.stateCountMax) stop(control, STOP.states);
    else if (bytes + this.#visited.bytes > this.#team.byteCountMax) stop(control, STOP.memory);
    else if (states > this.#stateRoom()) control.store(TEAM.PAUSE, 1);
  }

  #notePeak(bytes: number): void {
    const kibibytes = Math.ceil(bytes / 1024);
    const peak = this.#control.load(TEAM.KIBIBYTES_PEAK);
    if (kibibytes > peak) this.#control.cas(TEAM.KIBIBYTES_PEAK, peak, kibibytes);
  }

  /** States for which the set has room, less those that nobody has told of yet. */
  #stateRoom(): number {
    return (this.#visited.slotCount / 4) * 3 - this.#team.memberCount * UNTOLD_COUNT_MAX;
  }

  /** Tells the others what was written for the next level. */
  #tell(): void {
    this.#tellCount();
    const news: LevelNews = {
      origin: this.#origin,
      chunks: this.#writer.end(),
      segments: this.#writer.segments.slice(this.#toldSegments),
      pieces: this.#own.since(this.#toldStates),
      first: this.#toldStates,
      count: this.#own.count,
      lore: this.#successors.lore,
    };
    this.#toldSegments = this.#writer.segments.length;
    this.#toldStates = this.#own.count;
    this.#written = news.chunks;
    this.#post(news);
  }

  #post(news: News): void {
    const port = this.#port;
    port.postMessage(news);
  }

  /** Learns of a level that another searcher wrote. */
  #hear({ origin, segments, pieces, first, count, lore }: LevelNews): void {
    this.#successors.learn(lore);
    this.#segments[origin]!.push(...segments);
    this.#ancestries[origin]!.adopt(first, pieces, count);
  }

  /** Gathers the level that all have written; false if it is empty: the search is exhausted. */
  #nextLevel(): boolean {
    const levels: (readonly Chunk[])[] = [];
    levels[this.#origin] = this.#written!;
    this.#written = null;
    for (let others = 1; others < this.#team.memberCount; others += 1) {
      const news = this.#receive((each): each is LevelNews => 'chunks' in each);
      this.#hear(news);
      levels[news.origin] = news.chunks;
    }
    this.#level = levels.flat();
    return this.#level.length > 0;
  }

  /** Meets the others, and helps to fill a larger set where that is what they met for. */
  #meet(): number {
    const { memberCount } = this.#team;
    const decision = meet(this.#control, memberCount, () => this.#decide());
    if (decision === DECISION.stop) this.#hasStopped = true;
    if (decision !== DECISION.grow) return decision;
    const { set } = this.#grown ?? this.#receive((each): each is SetNews => 'set' in each);
    this.#grown = null;
    const older = this.#visited;
    this.#set = set;
    this.#visited = new SharedVisited(set);
    this.#visited.addPart(older, this.#origin - 1, memberCount);
    meet(this.#control, memberCount, () => DECISION.go);
    return decision;
  }

  /** The larger set, for the member that allocated it. */
  #grown: SetNews | null = null;

  /** What the meeting is for: asked of the member that came last, while all others wait. */
  #decide(): number {
    const control = this.#control;
    if (control.load(TEAM.STOP) !== STOP.no) return DECISION.stop;
    if (control.load(TEAM.PAUSE) !== 0) return this.#grow();
    invariant(
      control.load(TEAM.FINISHED) === this.#team.memberCount,
      'a team meets at the end of a level, to grow or to stop',
    );
    control.store(TEAM.FINISHED, 0);
    control.store(TEAM.CHUNK, 0);
    control.add(TEAM.DEPTH, 1);
    return DECISION.level;
  }

  #grow(): number {
    const control = this.#control;
    const bytes = this.#visited.bytes * 3 + control.load(TEAM.KIBIBYTES) * 1024;
    try {
      if (bytes > this.#team.byteCountMax) throw new RangeError('the limit of memory is reached');
      this.#grown = { set: allocateSet(this.#visited.slotCount * 2) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      stop(control, STOP.memory);
      return DECISION.stop;
    }
    this.#notePeak(bytes);
    this.#post(this.#grown);
    control.store(TEAM.PAUSE, 0);
    return DECISION.grow;
  }

  /** The first such thing that another member told: posted before a meeting, it is there. */
  #receive<Wanted extends News>(isWanted: (news: News) => news is Wanted): Wanted {
    for (;;) {
      const known = this.#inbox.findIndex(isWanted);
      if (known >= 0) return this.#inbox.splice(known, 1)[0] as Wanted;
      // Node's types do not know that a channel is a port (worker_threads, receiveMessageOnPort).
      const received = receiveMessageOnPort(this.#port as unknown as MessagePort);
      if (received === undefined) throw new InvariantError('a member of a team has told nothing');
      this.#inbox.push(received.message as News);
    }
  }
}
