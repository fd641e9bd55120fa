import fc from "fast-check";
import { expect, test } from "vitest";
import { loadRuntime } from "../../parallel/index.js";
import type { Column } from "../column.js";
import type { ByteSource } from "../files/byte-source.js";
import { ColumnBuilder } from "./column-builder.js";
import { FieldScanner } from "./field-scanner.js";
import { MISSING_MARKERS } from "./missing.js";
import { readCsv } from "./read-csv.js";
import { readRecords } from "./read-records.js";
import { RecordBatch } from "./record-batch.js";
import { RecordReader } from "./record-reader.js";

const runtime = await loadRuntime();
const { kernels, arena } = runtime;

/** Gives at most `most` bytes a read. */
function slowSource(bytes: Uint8Array, most: number): ByteSource {
  return {
    size: bytes.length,
    read(target, offset) {
      const part = bytes.subarray(offset, offset + Math.min(most, target.length));
      target.set(part);
      return part.length;
    },
    progress: (offset) => ({ done: offset, total: bytes.length }),
    close() {},
  };
}

function readInPieces(bytes: Uint8Array, names: readonly string[], most: number): Promise<Column[]> {
  return arena.scope(async (scope) => {
    const scanner = new FieldScanner("test", 44);
    const builders = names.map((name) => new ColumnBuilder(name, "category", MISSING_MARKERS));
    const batch = new RecordBatch(kernels, scope, names.length, 44);
    const rules = {
      delimiter: 44,
      missingMarkers: MISSING_MARKERS,
      quotedMissing: true,
      maxRows: Infinity,
      widthFrom: "",
    };
    const reader = new RecordReader(builders, scanner, rules, batch);
    await readRecords(runtime, scope, slowSource(bytes, most), reader, scanner, {
      offset: 0,
      line: 1,
      options: {},
    });
    return builders.map((builder) => builder.finish(reader.rows));
  });
}

test("records are the same however few bytes come at a time", async () => {
  const cell = fc.constantFrom(
    "1",
    "-2.5",
    "Oslo",
    "é",
    '"a,b"',
    '"say ""hi"""',
    '"two\nlines"',
    '"x\r\ny"',
    "",
    "NA",
    '""',
    "2012-01-31",
  );
  const text = fc
    .array(fc.tuple(cell, cell, cell, fc.constantFrom("\n", "\r\n", "\r", "\n\n")), {
      minLength: 1,
      maxLength: 30,
    })
    .map((rows) => rows.map(([a, b, c, end]) => `${a},${b},${c}${end}`).join(""));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 23 }), fc.boolean(), async (whole, most, cut) => {
      const bytes = new TextEncoder().encode(cut ? whole.replace(/[\r\n]+$/, "") : whole);
      const types = { a: "category", b: "category", c: "category" } as const;
      const expected = await readCsv(bytes, { names: ["a", "b", "c"], types });
      const columns = await readInPieces(bytes, ["a", "b", "c"], most);
      expect(columns.map((column) => Array.from(column))).toEqual(
        expected.columns.map((column) => Array.from(column)),
      );
    }),
    { numRuns: 300 },
  );
});
