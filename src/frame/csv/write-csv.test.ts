import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InvalidInputError } from "../../core/errors.js";
import { columnFrom } from "../column-of.js";
import { Frame } from "../frame.js";
import { readCsv } from "./read-csv.js";
import { writeCsv } from "./write-csv.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "learnkit-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("numbers at their shortest, dates as ISO, texts quoted where they need it, missing as nothing", () => {
  const frame = Frame.fromColumns({
    "a,b": ["x, y", 'say "hi"', "two\nlines", "NA", ""],
    n: [0.1 + 0.2, -0, 1e21, null, Number.NEGATIVE_INFINITY],
    flag: [true, false, null, true, true],
    day: [new Date("2012-01-31"), null, new Date("1969-12-31"), null, null],
    time: [new Date("2012-01-31T10:30:00.250Z"), null, null, null, null],
  });
  expect(frame.toCsv()).toBe(
    [
      '"a,b",n,flag,day,time',
      '"x, y",0.30000000000000004,true,2012-01-31,2012-01-31T10:30:00.250Z',
      '"say ""hi""",-0,false,,',
      '"two\nlines",1e+21,,1969-12-31,',
      '"NA",,true,,',
      '"",-inf,true,,',
      "",
    ].join("\n"),
  );
  expect(Frame.fromColumns({ x: [1, null] }).toCsv()).toBe("x\n1\nNA\n");
  expect(Frame.fromColumns({ x: ["a;b"], y: [1] }).toCsv({ delimiter: ";", header: false })).toBe(
    '"a;b";1\n',
  );
});

const text = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', ",", ";", "\n", "\r", " ", "\t", "0", "1", ".", "-", "\ufeff"),
  maxLength: 6,
});
const anyText = fc.oneof(
  text,
  fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0")),
  fc.constantFrom("NA", "nan", "", "true", "2012-01-31", "007"),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const day = fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const cells = (rows: number): fc.Arbitrary<(string | number | boolean | Date | null)[]> => {
  const column = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
    fc.array(maybe(cell), { minLength: rows, maxLength: rows });
  return fc.oneof(column(fc.double({ noNaN: true })), column(anyText), column(fc.boolean()), column(day));
};
const frames = fc
  .tuple(
    fc.integer({ min: 0, max: 8 }),
    fc.uniqueArray(
      anyText.filter((name) => name !== ""),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .chain(([rows, names]) =>
    fc
      .tuple(...names.map(() => cells(rows)))
      .map((columns) => new Frame(names.map((name, j) => columnFrom("test", name, columns[j]!)))),
  );

test("what is written reads back the same, cell for cell, with the types of the frame", async () => {
  await fc.assert(
    fc.asyncProperty(frames, fc.constantFrom(",", ";", "\t"), async (frame, delimiter) => {
      const again = await readCsv(new TextEncoder().encode(frame.toCsv({ delimiter })), {
        delimiter,
        types: frame.schema,
        quotedNa: false,
      });
      expect(again.schema).toEqual(frame.schema);
      expect(again.toColumns()).toEqual(frame.toColumns());
    }),
    { numRuns: 600 },
  );
});

test("a file appears whole and nothing is left beside it", async () => {
  const path = join(folder, "out.csv");
  const frame = Frame.fromColumns({ x: Float64Array.from({ length: 10_000 }, (_, i) => i / 3) });
  await writeCsv(frame, path);
  await writeCsv(frame, path);
  expect(await readdir(folder)).toEqual(["out.csv"]);
  expect((await readFile(path, "utf8")).length).toBe(frame.toCsv().length);
  expect((await readCsv(path)).column("x").values).toEqual(frame.column("x").values);
  const lost = join(folder, "no-such-folder", "out.csv");
  await expect(writeCsv(frame, lost)).rejects.toThrow(InvalidInputError);
  await expect(writeCsv(frame, lost)).rejects.toThrow(/a folder that exists is needed/);
  await expect(writeCsv(frame, new URL("https://example.org/out.csv"))).rejects.toThrow(InvalidInputError);
  await expect(writeCsv(frame, folder)).rejects.toThrow(/a file is needed, not a directory/);
  expect(await readdir(folder)).toEqual(["out.csv"]);
});

test("a file whose name ends in .gz is compressed, and read as what it holds", async () => {
  const frame = Frame.fromColumns({
    n: Array.from({ length: 9000 }, (_, i) => i / 7),
    t: Array.from({ length: 9000 }, (_, i) => `é${i % 5}`),
  });
  const path = join(folder, "packed.csv.gz");
  await writeCsv(frame, path);
  expect(gunzipSync(await readFile(path)).toString()).toBe(frame.toCsv());
  expect((await readCsv(path)).toCsv()).toBe(frame.toCsv());
});
