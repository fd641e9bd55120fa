import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { ByteSource } from "../files/byte-source.js";
import { cutPieces } from "./cut-pieces.js";
import { type FieldScanner, LF } from "./field-scanner.js";
import { GROUP_PIECES, PADDING, PIECE_BYTES, PieceGroup } from "./record-pieces.js";
import type { RecordReader } from "./record-reader.js";

const GROUP_BYTES = PIECE_BYTES * GROUP_PIECES;
// What may be left of a group for the next: a longer record is read in order.
const CARRY = 1 << 20;
// More rows than the first records let expect, before a piece is finished in order.
const ROW_MARGIN = 1.3;

/** Where and how {@link LaneReading} reads. */
interface Place {
  readonly runtime: Runtime;
  readonly scope: ArenaScope;
  readonly source: ByteSource;
  readonly reader: RecordReader;
  readonly scanner: FieldScanner;
  readonly signal: AbortSignal | undefined;
  /** Called after each group, with the offset up to which the source has been read. */
  readonly onGroup: (offset: number) => void;
}

/**
 * Reads records on all lanes. While a group of pieces is read, the next is fetched from the source, and what was read of the
 * one before it goes to the columns. Where pieces are cut is a guess: line breaks may be quoted. So each piece is taken only if
 * the one before it ended where it begins, and what is not taken is read in order.
 */
export class LaneReading {
  readonly #place: Place;
  readonly #inputs: readonly Block<Uint8Array>[];
  readonly #groups: readonly PieceGroup[];
  /** Whether quotes are counted before a cut, since a line break was quoted before. */
  #careful = false;

  /** @param rowsPerByte of the records so far. */
  constructor(place: Place, rowsPerByte: number) {
    this.#place = place;
    const { scope, reader } = place;
    this.#inputs = [0, 1, 2].map(() => scope.u8(CARRY + GROUP_BYTES + PADDING));
    const layout = {
      width: reader.width,
      delimiter: reader.delimiter,
      rowCapacity: Math.ceil(rowsPerByte * PIECE_BYTES * ROW_MARGIN) + 16,
      columns: reader.batch.columnTable,
      tables: reader.batch.kernelTables,
    };
    this.#groups = [0, 1].map(() => new PieceGroup(scope, layout));
  }

  /**
   * Reads on from an offset where a record starts.
   *
   * @returns the offset of the first record that was not read: the last of the file, or one where a guess was wrong.
   */
  async read(offset: number): Promise<number> {
    let fetched = offset;
    let carried = 0;
    let before: { readonly group: PieceGroup; readonly origin: number } | undefined;
    let fetching = this.#fetch(0, fetched);
    try {
      for (let k = 0; ; k++) {
        const count = await fetching;
        const input = this.#inputs[k % 3]!;
        input.view().fill(LF, CARRY + count, CARRY + count + PADDING);
        const cuts = this.#cuts(input, CARRY - carried, CARRY + count);
        const end = cuts.at(-1)!;
        if (count === 0 || cuts.length < 2 || CARRY + count - end > CARRY) break;
        const origin = fetched - CARRY;
        fetched += count;
        carried = CARRY + count - end;
        this.#carry(input, end, this.#inputs[(k + 1) % 3]!, carried);
        fetching = this.#fetch(k + 1, fetched);
        const group = this.#groups[k % 2]!;
        group.layOut(input, cuts);
        group.types = this.#place.reader.types;
        const taken = { pieces: 0 };
        const previous = before;
        const meanwhile = (): void => {
          if (previous !== undefined) taken.pieces = this.#takePieces(previous.group, 0);
        };
        await group.run(this.#place.runtime, meanwhile, this.#place.signal);
        if (previous !== undefined) {
          const reached = this.#finish(previous.group, taken.pieces);
          if (reached !== previous.group.end) return previous.origin + reached;
        }
        this.#place.reader.learn();
        before = { group, origin };
        this.#place.onGroup(fetched);
      }
    } finally {
      await fetching.catch(() => {}); // it writes to memory that is given back after this
    }
    return before === undefined ? offset : before.origin + this.#finish(before.group, 0);
  }

  async #fetch(k: number, offset: number): Promise<number> {
    // A view of shared memory stays valid while the memory grows.
    const target = this.#inputs[k % 3]!.view().subarray(CARRY, CARRY + GROUP_BYTES);
    return this.#place.source.read(target, offset);
  }

  #cuts(input: Block<Uint8Array>, start: number, end: number): number[] {
    const { kernels } = this.#place.runtime;
    const quoteParity = this.#careful
      ? (from: number, to: number) => kernels.csvQuoteParity(input.pointer + from, to - from)
      : undefined;
    return cutPieces(input.view(), start, end, PIECE_BYTES, quoteParity);
  }

  #carry(from: Block<Uint8Array>, start: number, to: Block<Uint8Array>, count: number): void {
    to.view().set(from.view().subarray(start, start + count), CARRY - count);
  }

  /** Takes pieces from the i-th on while each is whole and ends where the next begins; returns the first that was not taken. */
  #takePieces(group: PieceGroup, from: number): number {
    const { reader } = this.#place;
    for (let i = from; i < group.starts.length; i++) {
      const piece = group.piece(i);
      if (group.types !== reader.types || !piece.whole || piece.position !== group.limit(i)) return i;
      if (!reader.take(piece)) return i;
    }
    return group.starts.length;
  }

  /** Reads what is left of a group; returns where its last record ends. */
  #finish(group: PieceGroup, taken: number): number {
    let next = this.#takePieces(group, taken);
    if (next === group.starts.length) return group.end;
    let position = group.starts[next]!;
    let limit = next;
    while (position < group.end && limit < group.starts.length) {
      const end = group.limit(limit++);
      position += this.#readInOrder(group.bytes, position, end);
      if (position !== end) continue;
      next = this.#takePieces(group, limit);
      if (next === limit) continue;
      limit = next;
      position = next === group.starts.length ? group.end : group.starts[next]!;
    }
    if (position !== group.end) this.#careful = true;
    return position;
  }

  #readInOrder(bytes: Uint8Array, from: number, to: number): number {
    const piece = new Uint8Array(to - from + PADDING).fill(LF, to - from);
    piece.set(bytes.subarray(from, to));
    return this.#place.reader.read(piece, to - from, false);
  }
}
