import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import { Frame } from "../frame.js";
import { type JsonReadOptions, readJson } from "./read-json.js";
import { writeJson } from "./write-json.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "learnkit-json-"));
});
afterAll(() => rm(folder, { recursive: true }));

function plain(frame: Frame): unknown {
  return Object.fromEntries(frame.columns.map((column) => [column.name, Array.from(column)]));
}

const columnsOf = async (text: string, options: JsonReadOptions = {}): Promise<unknown> =>
  plain(await readJson(text, options));

async function fault(input: Parameters<typeof readJson>[0], options: JsonReadOptions = {}): Promise<string> {
  const error: unknown = await readJson(input, options).then(
    () => "no error",
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  return (error as InvalidInputError).message;
}

describe("values", () => {
  test("records, with names that some lack, become typed columns", async () => {
    const frame = await readJson(
      '[{"x": 1.5, "t": "é\\n"}, {"t": null, "b": true}, {}, {"x": -0, "b": false}]',
    );
    expect(frame.schema).toEqual({ x: "number", t: "category", b: "boolean" });
    expect(plain(frame)).toEqual({
      x: [1.5, null, null, -0],
      t: ["é\n", null, null, null],
      b: [null, true, null, false],
    });
  });

  test("an object of arrays gives its columns", async () => {
    expect(await columnsOf('{"x": [1, null], "t": ["a", "b"], "none": [null, null]}')).toEqual({
      x: [1, null],
      t: ["a", "b"],
      none: [null, null],
    });
    expect(await fault('{"x": [1, 2],\n"y": [1]}')).toBe(
      'readJson: columns must have 2 values, as "x" has; received 1 value at line 2, column "y"',
    );
  });

  test("JSON lines, with empty lines and CR LF", async () => {
    expect(await columnsOf('{"x":1}\r\n\r\n{"x":2}\n{"x":3}', { lines: true })).toEqual({ x: [1, 2, 3] });
    expect(await fault('{"x":1}\n{"x":2} {"x":3}\n', { lines: true })).toContain(
      'a line break must follow a record; received "{\\"x\\":3}" at line 2',
    );
    expect(await fault('{"x":1}\n{"x":2}\n')).toContain("(or the option lines: true)");
  });

  test("every escape, surrogate pairs and a byte order mark", async () => {
    expect(await columnsOf('\ufeff[{"a\\u00e9":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00"}]')).toEqual({
      aé: ['"\\/\b\f\n\r\tA😀'],
    });
  });

  test("numbers keep the double nearest to their decimal; what Python writes beside JSON is read", async () => {
    expect(
      await columnsOf(
        '[{"x":0.1},{"x":5e-324},{"x":1e300},{"x":9007199254740991},{"x":NaN},{"x":-Infinity}]',
      ),
    ).toEqual({ x: [0.1, 5e-324, 1e300, 9007199254740991, null, Number.NEGATIVE_INFINITY] });
  });

  test("given types: dates, texts as they are written, rounded numbers", async () => {
    const text =
      '[{"d":"2012-02-29","e":0,"id":12345678901234567890,"n":{"a":[1, 2]},"big":9007199254740993},{"id":"x","n":true}]';
    const frame = await readJson(text, {
      types: { d: "date", e: "date", id: "category", n: "category", big: "number" },
    });
    const days: readonly (Date | null)[] = frame.column("d").toArray();
    expect(days).toEqual([new Date("2012-02-29"), null]);
    expect(plain(frame)).toMatchObject({
      e: [new Date(0), null],
      id: ["12345678901234567890", "x"],
      n: ['{"a":[1, 2]}', "true"],
      big: [9007199254740992, null],
    });
  });

  test("some columns and rows", async () => {
    const text = '[{"a":1,"b":{"x":[]},"c":"u"},{"a":2,"c":"v"},{"a":"no number","c":3}]';
    expect(await columnsOf(text, { usecols: ["c", "a"], nrows: 2 })).toEqual({ c: ["u", "v"], a: [1, 2] });
    expect(await columnsOf('{"a":[1,2],"b":[3,4]}', { nrows: 1 })).toEqual({ a: [1], b: [3] });
  });

  test("nothing but brackets gives no rows", async () => {
    const frame = await readJson("[]");
    expect([frame.rows, frame.columnNames]).toEqual([0, []]);
  });

  test("names such as __proto__ are columns like others", async () => {
    const frame = await readJson('[{"__proto__":1,"constructor":"x"}]');
    expect(frame.columnNames).toEqual(["__proto__", "constructor"]);
  });
});

describe("faults", () => {
  test.each<readonly [title: string, text: string, message: string]>([
    [
      "another type than the first value",
      '[{"x": 1},\n{"x": "2"}]',
      'the column must hold numbers, as its first value is; received "2" at line 2, row 1, column "x"',
    ],
    ["a boolean among numbers", '[{"x":1},{"x":true}]', 'received true at line 1, row 1, column "x"'],
    [
      "nested values",
      '[{"x": 1},\n{"y": [1, 2]}]',
      'a cell must be a number, a text, true, false or null; the type category keeps the text of its JSON; received [1, 2] at line 2, row 1, column "y"',
    ],
    [
      "a number that no double holds",
      '[{"x":1e400}]',
      'the range of doubles; received 1e400 at line 1, row 0, column "x"',
    ],
    [
      "a whole number that a double would round",
      '[{"x":9007199254740993}]',
      'received 9007199254740993 at line 1, row 0, column "x"',
    ],
    [
      "a name twice",
      '[\n{"x":1,"x":2}]',
      'names in a record must be distinct; received "x" at line 2, row 0, column "x"',
    ],
    ["a name twice, null first", '[{"x":null,"x":2}]', "names in a record must be distinct"],
    [
      "a column twice",
      '{"x":[1],\n"x":[2]}',
      'column names must be distinct; received "x" at line 2, column "x"',
    ],
    ["an open quote", '[{"x":"abc\n"}]', "a line break in a text; perhaps a quote is never closed at line 1"],
    [
      "an open quote at the end",
      '[\n{"x":"abc',
      "a quote must be closed; received a quote that opens here and is never closed at line 2",
    ],
    ["a NUL byte", '[{"x":"\0"}]', "a control character in a text must be escaped; received the byte 0"],
    ["a comma too many", '[{"x":1},]', 'a record must be an object { }; received "]" at line 1'],
    ["a comma in a record", '[{"x":1,}]', "a name in double quotes must come here"],
    ["no end", '[{"x":1}\n', '"]" must end the array; received the end of the file at line 2'],
    ["more after the end", '[{"x":1}] [', 'the file must end here; received "["'],
    ["a leading zero", '[{"x":01}]', 'a value of JSON must come here; received "01}]"'],
    ["a plus", '[{"x":+1}]', "a value of JSON must come here"],
    ["a bare point", '[{"x":1.}]', "a value of JSON must come here"],
    ["a word of another language", '[{"x":undefined}]', "a value of JSON must come here"],
    ["a bad escape", '[{"x":"\\q"}]', 'an escape must be one of JSON\'s; received "\\\\q"'],
    ["half a pair", '[{"x":"\\ud800"}]', "text must be well-formed Unicode; received a lone surrogate"],
    ["no records", "[1, 2]", 'a record must be an object { }; received "1, 2]"'],
    ["no table", '\n"x"', '"[" must begin the file, or {; received "\\"x\\"" at line 2'],
    ["nothing", "", "the file must not be empty; received 0 bytes"],
    ["blanks", " \n ", "the file must not be empty; received blanks only"],
    ["brackets without end", `[{"x":${"[".repeat(100_000)}`, "values must be nested at most 512 deep"],
  ])("%s", async (_, text, message) => {
    expect(await fault(text)).toContain(message);
  });

  test("dates that do not exist and values of another given type", async () => {
    expect(await fault('[{"d":"2023-02-30"}]', { types: { d: "date" } })).toBe(
      'readJson: the column must hold ISO dates or milliseconds since 1970, as its given type says; received "2023-02-30" at line 1, row 0, column "d"',
    );
    expect(await fault('[{"x":"1"}]', { types: { x: "number" } })).toContain('received "1" at line 1');
    expect(await fault('[{"x":1}]', { types: { x: "boolean" } })).toContain("must hold true or false");
  });

  test("bytes that are not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from('[\n{"x":"'), Buffer.of(0xe9), Buffer.from('"}]')]);
    expect(await fault(bytes)).toMatch(/the file must be UTF-8 text.* at line 2/);
  });

  test("unknown columns and options come with the nearest name", async () => {
    expect(await fault('[{"age":1}]', { usecols: ["agee"] })).toContain('did you mean "age"');
    expect(await fault('[{"age":1}]', { types: { agee: "number" } })).toContain('did you mean "age"');
    const reading = readJson("[]", { line: true } as JsonReadOptions);
    await expect(reading).rejects.toThrow(/did you mean "lines"/);
    await expect(reading).rejects.toBeInstanceOf(InvalidParameterError);
  });
});

describe("in and out", () => {
  const frame = Frame.fromColumns({
    n: [1.5, null, -0, 1e300, 2 ** 60],
    t: ['a "b"', "\u2028", null, "", "é😀"],
    b: [true, false, null, true, true],
    d: [new Date(0), new Date(1), null, new Date("2012-02-29"), new Date(-1)],
  });

  test("a frame written and read is the same frame, compressed and in lines too", async () => {
    for (const [name, lines] of [
      ["a.json", false],
      ["a.jsonl", true],
      ["a.json.gz", false],
      ["a.jsonl.gz", true],
    ] as const) {
      const path = join(folder, name);
      await writeJson(frame, path, { lines });
      const again = await readJson(path, { lines, types: frame.schema });
      expect(plain(again), name).toEqual(plain(frame));
    }
  });

  test("what is written is JSON that others read", () => {
    expect(JSON.parse(frame.toJson())).toEqual(
      frame.toRows().map(({ n, d, ...rest }) => ({
        n: Number.isNaN(n) ? null : n,
        d: d?.toISOString() ?? null,
        ...rest,
      })),
    );
    expect(
      frame
        .toJson({ lines: true })
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).t),
    ).toEqual(frame.column("t").toArray());
    expect(Frame.fromColumns({}).toJson()).toBe("[]\n");
  });

  test("an infinite number is refused by row and column", async () => {
    const infinite = Frame.fromColumns({ x: [1, Number.POSITIVE_INFINITY] });
    expect(() => infinite.toJson()).toThrow(
      'Frame.toJson: JSON holds finite numbers only; received Infinity at row 1, column "x"',
    );
    const path = join(folder, "infinite.json.gz");
    await expect(writeJson(infinite, path)).rejects.toThrow(InvalidInputError);
    await expect(readJson(path)).rejects.toThrow("the file must exist");
  });

  test("path, Blob, Response, bytes, compressed or not", async () => {
    const bytes = new TextEncoder().encode('[{"x":1}]');
    const packed = new Uint8Array(gzipSync(bytes));
    const path = join(folder, "packed.json");
    await writeFile(path, packed);
    for (const input of [
      bytes,
      packed,
      new Blob([packed]),
      new Response(packed),
      packed.buffer as ArrayBuffer,
      path,
    ])
      expect(plain(await readJson(input))).toEqual({ x: [1] });
    expect(await fault(packed.subarray(0, packed.length - 6))).toContain(
      "what is compressed with gzip must be whole and intact",
    );
  });

  test("values of JSON.stringify come back as JSON.parse gives them", async () => {
    const cell = fc.oneof(fc.constant(null), fc.double({ noDefaultInfinity: true, noNaN: true }));
    const text = fc.oneof(fc.constant(null), fc.string({ unit: "grapheme" }));
    const record = fc.record({ a: cell, b: text, c: fc.option(fc.boolean()) }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1 }), fc.boolean(), async (records, lines) => {
        const written = lines
          ? records.map((one) => JSON.stringify(one)).join("\n")
          : JSON.stringify(records, null, 1);
        const parsed = records.map((one) => JSON.parse(JSON.stringify(one)) as typeof one);
        const types = { a: "number", b: "category", c: "boolean" } as const;
        const names = new Set(records.flatMap((one) => Object.keys(one)));
        const known = Object.fromEntries(Object.entries(types).filter(([name]) => names.has(name)));
        const read = await readJson(written, { lines, types: known });
        for (const name of names)
          expect(Array.from<unknown>(read.column(name) as Iterable<unknown>)).toEqual(
            parsed.map((one) => (one as Record<string, unknown>)[name] ?? null),
          );
      }),
    );
  });

  test("an abort rejects with its reason; progress reaches the end", async () => {
    const reason = new Error("enough");
    const large = `[${'{"a":1.5,"b":"some text"},'.repeat(300_000)}{}]`;
    const controller = new AbortController();
    const reading = readJson(large, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(reading).rejects.toBe(reason);
    const done: number[] = [];
    await readJson(large, { onProgress: (progress) => done.push(progress.done / progress.total) });
    expect(done.length).toBeGreaterThan(2);
    expect(done.at(-1)).toBe(1);
  });
});
