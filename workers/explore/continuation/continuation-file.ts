/**
 * Continuation file: what is left of a search, on disk. It is a line that says what it is, sections
 * of plain bytes, and behind them a table in JSON with where each section lies and its checksum;
 * the last bytes say where the table begins, and its own checksum.
 *
 * Invariant: under its name there is a whole file or none. It is written beside its place and put
 * there by one rename behind a flush; what is read is checked, section by section.
 */

import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { UsageError } from '../../../kernel/index.ts';

/** The first line; the number is the version of what the file holds. */
export const CONTINUATION_VERSION = 2;
const MAGIC = 'racetrap continuation ';
const FIRST_LINE = `${MAGIC}${CONTINUATION_VERSION}\n`;

/** Bytes that are written and read at a time. */
const BUFFER_BYTES = 1 << 22;
/** Bytes at the end: where the table begins, how long it is, and its checksum. */
const TAIL_BYTES = 16;

/** Where a section lies, and its checksum. */
interface Section {
  readonly at: number;
  readonly bytes: number;
  readonly checksum: number;
}

/** What stands behind the sections. */
interface Table<Header> {
  readonly header: Header;
  readonly sections: Readonly<Record<string, Section>>;
}

/** Writes a continuation; nothing is under its name before `end`. */
export class ContinuationWriter {
  readonly #path: string;
  readonly #beside: string;
  readonly #file: number;
  readonly #sections: Record<string, Section> = {};
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #filled = 0;
  #at = 0;
  #checksum = 0;

  constructor(path: string) {
    this.#path = path;
    this.#beside = `${path}.${process.pid}.unfinished`;
    this.#file = openSync(this.#beside, 'w');
    this.#put(new TextEncoder().encode(FIRST_LINE));
    this.#flush();
  }

  /** Writes a section, piece by piece. */
  section(name: string, pieces: Iterable<ArrayBufferView>): void {
    const at = this.#at;
    this.#checksum = 0;
    for (const { buffer, byteOffset, byteLength } of pieces)
      this.#put(new Uint8Array(buffer, byteOffset, byteLength));
    this.#flush();
    this.#sections[name] = { at, bytes: this.#at - at, checksum: this.#checksum };
  }

  /** Writes the table, and puts the file in its place. */
  end(header: object): void {
    const table = new TextEncoder().encode(JSON.stringify({ header, sections: this.#sections }));
    const tail = new DataView(new ArrayBuffer(TAIL_BYTES));
    tail.setFloat64(0, this.#at);
    tail.setUint32(8, table.byteLength);
    tail.setUint32(12, crc32(table));
    this.section('table', [table]);
    this.section('tail', [tail]);
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.#beside, this.#path);
  }

  /** Gives the file up. */
  abandon(): void {
    closeSync(this.#file);
    rmSync(this.#beside, { force: true });
  }

  #put(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.byteLength;) {
      if (this.#filled === BUFFER_BYTES) this.#flush();
      const piece = bytes.subarray(from, from + BUFFER_BYTES - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.byteLength;
      from += piece.byteLength;
    }
  }

  #flush(): void {
    const bytes = this.#buffer.subarray(0, this.#filled);
    this.#checksum = crc32(bytes, this.#checksum);
    for (let from = 0; from < bytes.byteLength;) from += writeSync(this.#file, bytes, from);
    this.#at += bytes.byteLength;
    this.#filled = 0;
  }
}

/** Reads a continuation. */
export class ContinuationReader<Header> {
  readonly header: Header;
  readonly #path: string;
  readonly #file: number;
  readonly #sections: Readonly<Record<string, Section>>;

  /** Throws a UsageError for what is no continuation of this version, or is damaged. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, 'r');
    } catch (error) {
      throw new UsageError(
        `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
        '--continue takes a file that --save has written',
      );
    }
    const { size } = fstatSync(this.#file);
    const line = new TextDecoder().decode(this.#bytes(0, Math.min(size, FIRST_LINE.length)));
    if (!line.startsWith(MAGIC))
      throw new UsageError(
        `${path} is no continuation of a search`,
        '--continue takes a file that --save has written',
      );
    if (line !== FIRST_LINE)
      throw new UsageError(
        `${path} has version ${line.slice(MAGIC.length).trim()}, not ${CONTINUATION_VERSION}`,
        'it was written by another version of racetrap: search anew',
      );
    const { header, sections } = this.#table(size);
    this.header = header;
    this.#sections = sections;
  }

  /** A section in pieces, each of a multiple of eight bytes but for the last. */
  *pieces(name: string): Iterable<Uint8Array<ArrayBuffer>> {
    const section = this.#sections[name];
    if (section === undefined) throw this.#damaged();
    let checksum = 0;
    for (let from = 0; from < section.bytes; from += BUFFER_BYTES) {
      const piece = this.#bytes(section.at + from, Math.min(BUFFER_BYTES, section.bytes - from));
      checksum = crc32(piece, checksum);
      yield piece;
    }
    if (checksum !== section.checksum) throw this.#damaged();
  }

  /** The words of a section, in pieces. */
  *words(name: string): Iterable<Int32Array> {
    for (const piece of this.pieces(name)) yield new Int32Array(piece.buffer, 0, piece.length >> 2);
  }

  /** A whole section. */
  whole(name: string): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#sections[name]?.bytes ?? 0);
    let at = 0;
    for (const piece of this.pieces(name)) {
      bytes.set(piece, at);
      at += piece.byteLength;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  #table(size: number): Table<Header> {
    if (size < FIRST_LINE.length + TAIL_BYTES) throw this.#damaged();
    const tail = new DataView(this.#bytes(size - TAIL_BYTES, TAIL_BYTES).buffer);
    const at = tail.getFloat64(0);
    const length = tail.getUint32(8);
    if (at + length + TAIL_BYTES !== size) throw this.#damaged();
    const table = this.#bytes(at, length);
    if (crc32(table) !== tail.getUint32(12)) throw this.#damaged();
    return JSON.parse(new TextDecoder().decode(table)) as Table<Header>;
  }

  #bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (let from = 0; from < length;) {
      const count = readSync(this.#file, bytes, from, length - from, at + from);
      if (count === 0) throw this.#damaged();
      from += count;
    }
    return bytes;
  }

  #damaged(): UsageError {
    return new UsageError(
      `${this.#path} is damaged: its checksums do not fit`,
      'it was cut off or changed since it was written: search anew',
    );
  }
}
