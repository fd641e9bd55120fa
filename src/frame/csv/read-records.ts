import type { Progress } from "../../base/estimator.js";
import type { ArenaScope, Runtime } from "../../parallel/index.js";
import type { ByteSource } from "../files/byte-source.js";
import { pause } from "../files/pause.js";
import type { FieldScanner } from "./field-scanner.js";
import { LaneReading } from "./read-in-lanes.js";
import { OrderedReading } from "./read-in-order.js";
import type { RecordReader } from "./record-reader.js";

/** Where a pass over the records starts, and how it is watched. */
export interface PassControl {
  /** Offset of the first byte. */
  readonly offset: number;
  /** Line of the first byte, from 1. */
  readonly line: number;
  readonly options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (progress: Progress) => void;
  };
}

// Some 10 ms of reading, after which timers and events have their turn.
const BYTES_BETWEEN_PAUSES = 1 << 22;
// Less is read in order sooner than lanes are woken.
const LEAST_FOR_LANES = 1 << 20;

/** Reads records until the file ends or the reader is full: the first half megabyte in order, the rest on all lanes. */
export async function readRecords(
  runtime: Runtime,
  scope: ArenaScope,
  source: ByteSource,
  reader: RecordReader,
  scanner: FieldScanner,
  { offset: start, line, options }: PassControl,
): Promise<void> {
  scanner.line = line;
  const { signal, onProgress } = options;
  let nextPause = start + BYTES_BETWEEN_PAUSES;
  const report = (offset: number): boolean => {
    if (offset < nextPause) return false;
    nextPause = offset + BYTES_BETWEEN_PAUSES;
    onProgress?.(source.progress(offset));
    signal?.throwIfAborted();
    return true;
  };
  const ordered = new OrderedReading(source, scanner);
  let lanes: LaneReading | undefined;
  let offset = start;
  for (;;) {
    const reached = await ordered.read(offset, reader);
    signal?.throwIfAborted();
    if (offset === start && reached.bytes > 0 && !Number.isNaN(source.size))
      reader.reserve(Math.ceil(((source.size - start) / reached.bytes) * reader.rows * 1.02));
    offset = reached.offset;
    if (reached.done) break;
    if (report(offset)) await pause();
    if (!reader.unlimited || source.size - offset < LEAST_FOR_LANES) continue;
    const place = { runtime, scope, source, reader, scanner, signal, onGroup: report };
    lanes ??= new LaneReading(place, reader.rows / (offset - start));
    offset = await lanes.read(offset);
  }
  const { total } = source.progress(offset);
  onProgress?.({ done: total, total });
}
