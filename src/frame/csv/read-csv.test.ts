import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { CsvReadOptions } from "./csv-plan.js";
import { readCsv } from "./read-csv.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "learnkit-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

const columnsOf = async (text: string, options: CsvReadOptions = {}): Promise<unknown> =>
  plain((await readCsv(text, options)).toColumns());

function plain(columns: Readonly<Record<string, ArrayLike<unknown>>>): unknown {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)]));
}

const schemaOf = async (text: string): Promise<unknown> => (await readCsv(text)).schema;

async function fault(input: Parameters<typeof readCsv>[0], options: CsvReadOptions = {}): Promise<string> {
  const error: unknown = await readCsv(input, options).then(
    () => "no error",
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  return (error as InvalidInputError).message;
}

describe("types", () => {
  test("a late fraction keeps a column a number, a late text makes all of it text as written", async () => {
    expect(await columnsOf("a,b\n1,1.50\n2,2\n1.5,x\n")).toEqual({ a: [1, 2, 1.5], b: ["1.50", "2", "x"] });
  });

  test("the type is decided by the last of many thousand rows too", async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `${i}.0,${i % 2 === 0},2012-01-01,${i}`);
    const frame = await readCsv(`n,b,d,k\n${lines.join("\n")}\nx,maybe,never,7`);
    expect(frame.schema).toEqual({ n: "category", b: "category", d: "category", k: "number" });
    expect(frame.rows).toBe(100_001);
    expect(frame.column("n").get(99_999)).toBe("99999.0");
    expect(frame.column("b").get(1)).toBe("false");
    expect(frame.column("d").get(100_000)).toBe("never");
    expect(frame.column("k").get(100_000)).toBe(7);
  });

  test("codes with leading zeros stay text; zero and fractions below one are numbers", async () => {
    expect(await columnsOf("zip,x\n00123,0\n12345,-0.5\n")).toEqual({
      zip: ["00123", "12345"],
      x: [0, -0.5],
    });
    expect(await schemaOf("a\n12345\n00123\n")).toEqual({ a: "category" });
    expect(await schemaOf("a\n-007\n")).toEqual({ a: "category" });
  });

  test("whole numbers that a double would round stay text", async () => {
    expect(await columnsOf("id,x\n12345678901234567890,1e20\n1,9007199254740991\n")).toEqual({
      id: ["12345678901234567890", "1"],
      x: [1e20, 9007199254740991],
    });
  });

  test("what no double holds stays text, and is refused where a number is asked for", async () => {
    expect(await columnsOf("x,y\n1,1e-400\n1e400,inf\n")).toEqual({
      x: ["1", "1e400"],
      y: [0, Number.POSITIVE_INFINITY],
    });
    expect(await schemaOf("x\n-1e309\n")).toEqual({ x: "category" });
    expect(await schemaOf("x\n 007\n")).toEqual({ x: "category" });
    expect(await fault("x\n1\n1e400\n", { types: { x: "number" } })).toBe(
      'readCsv: a number must be within ±1.8e308, the range of doubles; received "1e400" at line 3, column "x"',
    );
  });

  test("decimal commas and marks between thousands", async () => {
    const text = "a;b;c\n1.234,5;-0,25;1.5\n12;7;x\n";
    expect(await columnsOf(text, { delimiter: ";", decimal: ",", thousands: "." })).toEqual({
      a: [1234.5, 12],
      b: [-0.25, 7],
      c: ["1.5", "x"],
    });
    expect(await columnsOf("a;b\n1,5;1.5\n", { delimiter: ";", decimal: "," })).toEqual({
      a: [1.5],
      b: ["1.5"],
    });
    expect(await columnsOf('a\n"1,234,567"\n', { thousands: ",", delimiter: ";" })).toEqual({ a: [1234567] });
    const rows = Array.from({ length: 150_000 }, (_, i) => `${String(i / 8).replace(".", ",")};x\n`);
    const frame = await readCsv(`a;b\n${rows.join("")}`, { delimiter: ";", decimal: "," });
    expect((frame.column("a").toArray() as Float64Array)[149_999]).toBe(149_999 / 8);
  });

  test("dates with dashes, slashes, times and zones", async () => {
    const frame = await readCsv(
      "d\n2012-01-31\n2012/02/29\n2012-01-31T10:30\n2012-01-31 10:30:15.25+02:00\n",
    );
    expect(frame.column("d").toArray()).toEqual(
      ["2012-01-31", "2012-02-29", "2012-01-31T10:30Z", "2012-01-31T08:30:15.250Z"].map(
        (text) => new Date(text),
      ),
    );
    expect(await schemaOf("d\n2011-02-29\n")).toEqual({ d: "category" });
    expect(await schemaOf("d\n2012-13-01\n")).toEqual({ d: "category" });
  });

  test("booleans in three spellings; mixed with numbers they are text", async () => {
    expect(await columnsOf("b,m\ntrue,true\nFalse,1\nTRUE,\n")).toEqual({
      b: [true, false, true],
      m: ["true", "1", null],
    });
  });

  test("pandas' missing markers, and more by option", async () => {
    expect(await columnsOf("a,b\n1,x\nNA,NULL\nnan,?\n,None\n", { naValues: ["?"] })).toEqual({
      a: [1, null, null, null],
      b: ["x", null, null, null],
    });
    expect(await columnsOf("b\nNA\nx\n", { keepDefaultNa: false })).toEqual({ b: ["NA", "x"] });
    expect(await columnsOf("a,b\n,1\n,2\n")).toEqual({ a: [null, null], b: [1, 2] });
  });

  test("quoted markers are missing, as in pandas, unless they are asked for", async () => {
    expect(await columnsOf('a,b\n"NA",""\n"x",1\n')).toEqual({ a: [null, "x"], b: [null, 1] });
    expect(await columnsOf('a,b\nx,1\nNA,""\n"NA",\n"",2\n', { quotedNa: false })).toEqual({
      a: ["x", null, "NA", ""],
      b: [1, null, null, 2],
    });
  });

  test("infinities and spaces around numbers", async () => {
    expect(await columnsOf("a,b\ninf, 1\n-Infinity,2 \n")).toEqual({
      a: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      b: [1, 2],
    });
  });

  test("given types are obeyed", async () => {
    const frame = await readCsv("zip,n,b\n1,007,1\n2,8,0\n", {
      types: { zip: "category", n: "number", b: "boolean" },
    });
    const zips: readonly (string | null)[] = frame.column("zip").toArray();
    expect(zips).toEqual(["1", "2"]);
    expect(frame.column("n").values).toEqual(Float64Array.of(7, 8));
    expect(frame.column("b").toArray()).toEqual([true, false]);
  });

  test("a value that is not of its given type is refused by line, column and value", async () => {
    expect(await fault("a,b\n1,2\n3,x\n", { types: { b: "number" } })).toBe(
      'readCsv: the column must hold a number, as its given type says; received "x" at line 3, column "b"',
    );
  });
});

describe("form", () => {
  test("quotes, doubled quotes, delimiters and line breaks inside quotes", async () => {
    expect(await columnsOf('a,b\n"x, y","say ""hi"""\n"two\nlines",z"z\n')).toEqual({
      a: ["x, y", "two\nlines"],
      b: ['say "hi"', 'z"z'],
    });
  });

  test.each([
    ["CR LF", "a,b\r\n1,x\r\n2,y\r\n"],
    ["CR", "a,b\r1,x\r2,y\r"],
    ["no line break at the end", "a,b\n1,x\n2,y"],
    ["a byte order mark", "\ufeffa,b\n1,x\n2,y\n"],
    ["empty lines", "\n\na,b\n1,x\n\n\r\n2,y\n\n"],
  ])("%s", async (_, text) => {
    expect(await columnsOf(text)).toEqual({ a: [1, 2], b: ["x", "y"] });
  });

  test("delimiters given and found out", async () => {
    expect(await columnsOf("a;b\n1;x,y\n", { delimiter: ";" })).toEqual({ a: [1], b: ["x,y"] });
    expect(await columnsOf("a\tb\n1\tx\n", { delimiter: "auto" })).toEqual({ a: [1], b: ["x"] });
    await expect(readCsv("a\n", { delimiter: "ab" })).rejects.toThrow(
      /delimiter must be one ASCII character/,
    );
  });

  test("without header, with names, with some columns and rows", async () => {
    expect(await columnsOf("1,x\n2,y\n", { header: false })).toEqual({ 0: [1, 2], 1: ["x", "y"] });
    expect(await columnsOf("1,x\n2,y\n", { names: ["n", "t"] })).toEqual({ n: [1, 2], t: ["x", "y"] });
    expect(await columnsOf('a,b,c\n1,"x,y",3\n4,z,6\n', { usecols: ["c", "a"], nrows: 1 })).toEqual({
      c: [3],
      a: [1],
    });
    expect(await columnsOf(",x\n0,5\n")).toEqual({ "Unnamed: 0": [0], x: [5] });
  });

  test("lines before the header are passed over, and counted", async () => {
    expect(await columnsOf('made "by hand\r\n\r\na,b\r\n1,2\r\n', { skiprows: 2 })).toEqual({
      a: [1],
      b: [2],
    });
    expect(await columnsOf("x\n1,2\n", { skiprows: 1, header: false })).toEqual({ 0: [1], 1: [2] });
    expect(await fault("x\ny\na,b\n1\n", { skiprows: 2 })).toContain(
      'received 1 field at line 4, column "b"',
    );
    expect(await fault("x\n", { skiprows: 5 })).toContain("the file must not be empty");
  });

  test("other encodings, where they are named", async () => {
    const latin = Uint8Array.of(97, 10, 0xe9, 10);
    expect(plain((await readCsv(latin, { encoding: "latin1" })).toColumns())).toEqual({ a: ["é"] });
    const wide = new Uint8Array(Buffer.from("\ufeffa,b\n1,é\n", "utf16le"));
    expect(plain((await readCsv(wide, { encoding: "utf-16le" })).toColumns())).toEqual({ a: [1], b: ["é"] });
    expect(await fault(wide.subarray(0, wide.length - 1), { encoding: "utf-16le" })).toContain(
      "the file must be utf-16le text",
    );
    await expect(readCsv(latin, { encoding: "latin-99" })).rejects.toThrow(
      /encoding must be an encoding that TextDecoder knows/,
    );
  });

  test("a header alone gives no rows", async () => {
    const frame = await readCsv("a,b\n");
    expect([frame.rows, frame.columnNames]).toEqual([0, ["a", "b"]]);
  });

  test("every way to cut the file into pieces gives the same frame", async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `${i},"t ""${i}"",\n${"é".repeat(i % 9)}",${i / 7},2020-01-0${(i % 9) + 1}`,
    );
    const text = `i,t,x,d\n${rows.join("\r\n")}\r\n`;
    const frame = await readCsv(text);
    expect(frame.rows).toBe(40_000);
    expect(frame.schema).toEqual({ i: "number", t: "category", x: "number", d: "date" });
    for (const i of [0, 1, 17_511, 39_999]) {
      expect(frame.column("t").get(i)).toBe(`t "${i}",\n${"é".repeat(i % 9)}`);
      expect(frame.column("x").get(i)).toBe(i / 7);
    }
  });

  test("a cell longer than a piece", async () => {
    const long = "x".repeat(3_000_000);
    expect((await readCsv(`a,b\n1,"${long}"\n2,y\n`)).column("b").get(0)).toBe(long);
  });
});

describe("input", () => {
  const text = "a,b\n1,é\n";
  const expected = { a: [1], b: ["é"] };

  test("path, file URL, Blob, Response, bytes and buffer", async () => {
    const path = join(folder, "small.csv");
    await writeFile(path, text);
    const bytes = new TextEncoder().encode(text);
    for (const input of [
      path,
      pathToFileURL(path),
      new Blob([text]),
      new Response(text),
      bytes,
      bytes.buffer,
    ])
      expect(plain((await readCsv(input)).toColumns())).toEqual(expected);
    expect(new TextDecoder().decode(bytes)).toBe(text);
  });

  test("what is compressed with gzip is unpacked, members one after another too", async () => {
    const path = join(folder, "packed.csv.gz");
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},é${i % 7}\n`);
    const packed = new Uint8Array(
      Buffer.concat([gzipSync(`a,b\n${rows.slice(0, 9).join("")}`), gzipSync(rows.slice(9).join(""))]),
    );
    await writeFile(path, packed);
    for (const input of [path, packed, new Blob([packed]), new Response(packed)]) {
      const frame = await readCsv(input);
      expect([frame.rows, frame.column("a").get(59_999), frame.column("b").get(59_998)]).toEqual([
        60_000,
        59_999,
        "é1",
      ]);
    }
    const late = new Uint8Array(gzipSync(`a,b\n${rows.join("")}x,y\n`));
    expect((await readCsv(late)).column("a").get(0)).toBe("0"); // read a second time from the start
    const done: number[] = [];
    await readCsv(packed, { onProgress: (progress) => done.push(progress.done / progress.total) });
    expect(done.at(-1)).toBe(1);
  });

  test("gzip that is cut off or damaged is refused, and never a part of it read", async () => {
    const packed = new Uint8Array(gzipSync(`a,b\n${"1,x\n".repeat(1000)}`));
    const rule = "what is compressed with gzip must be whole and intact";
    for (const length of [2, 10, 20, packed.length - 8, packed.length - 1])
      expect(await fault(packed.subarray(0, length))).toContain(rule);
    const damaged = packed.slice();
    damaged[damaged.length - 6]! ^= 1; // of the checksum
    expect(await fault(damaged)).toContain(rule);
    expect(await fault(new Uint8Array(gzipSync("")))).toContain("the file must not be empty");
  });

  test("an abort rejects with its reason; progress reaches the end", async () => {
    const reason = new Error("enough");
    await expect(readCsv("a\n1\n", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const large = `a,b\n${"1.5,some text\n".repeat(1_000_000)}`;
    const reading = readCsv(large, { signal: controller.signal, onProgress: () => controller.abort(reason) });
    await expect(reading).rejects.toBe(reason);
    const done: number[] = [];
    await readCsv(large, { onProgress: (progress) => done.push(progress.done / progress.total) });
    expect(done.length).toBeGreaterThan(2);
    expect(done.at(-1)).toBe(1);
  });
});

describe("faults", () => {
  test.each([
    [
      "too many fields",
      "a,b\n1,2\n\n3,4,5\n",
      "every line must have 2 fields, as the header has; received 3 fields at line 4",
    ],
    [
      "too few fields",
      'a,b\n"1\n2",2\n3\n',
      'every line must have 2 fields, as the header has; received 1 field at line 4, column "b"',
    ],
    [
      "an open quote",
      'a,b\n1,2\n3,"4\n5,6\n',
      "a quote must be closed; received a quote that opens here and is never closed at line 3",
    ],
    [
      "text after a quote",
      'a,b\n1,"x"y\n',
      "after a closing quote must come a delimiter or the end of the line",
    ],
    [
      "duplicate names",
      "a,b,a\n1,2,3\n",
      'column names must be distinct; received "a" at line 1, column "a"',
    ],
    ["a NUL byte", "a,b\n1,x\n2,\0\n", "the file must be text; received a NUL byte at line 3"],
    ["nothing", "", "the file must not be empty; received 0 bytes"],
    ["empty lines", "\n\n", "the file must not be empty; received empty lines"],
  ])("%s", async (_, text, message) => {
    expect(await fault(text)).toContain(`readCsv: ${message}`);
  });

  test("bytes that are not UTF-8", async () => {
    expect(await fault(Uint8Array.of(97, 10, 0xe9, 10))).toMatch(/the file must be UTF-8 text.* at line 2/);
    expect(await fault(Uint8Array.of(0xff, 0xfe, 97, 0, 10, 0))).toContain("received UTF-16");
    expect(await fault(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 10))).toContain("the file must be text");
  });

  test("no such file, a directory, an empty file, a refused request", async () => {
    const missing = join(folder, "missing.csv");
    expect(await fault(missing)).toBe(
      `readCsv(${JSON.stringify(missing)}): the file must exist (a text with a line break is read as CSV itself); received ${
        missing.length > 60 ? JSON.stringify(`${missing.slice(0, 57)}...`) : JSON.stringify(missing)
      }`,
    );
    expect(await fault(folder)).toContain("a file is needed, not a directory");
    const empty = join(folder, "empty.csv");
    await writeFile(empty, "");
    expect(await fault(empty)).toContain("the file must not be empty; received 0 bytes");
    expect(await fault(new Response("x", { status: 404, statusText: "Not Found" }))).toContain(
      "404 Not Found",
    );
    expect(await fault(12 as never)).toContain("input must be a path");
  });

  test("unknown columns come with the nearest name", async () => {
    const message = 'column must be one of age, name (did you mean "age"?); received "agee"';
    expect(await fault("age,name\n1,x\n", { usecols: ["agee"] })).toBe(`readCsv: ${message}`);
    expect(await fault("age,name\n1,x\n", { types: { agee: "number" } })).toBe(`readCsv: ${message}`);
  });

  test("options that are misspelt or of another kind are refused by name", async () => {
    const faults: [options: unknown, message: RegExp][] = [
      [{ delimeter: ";" }, /did you mean "delimiter"\?\); received "delimeter"/],
      [{ usecols: "a" }, /usecols must be an array of column names; received "a"/],
      [{ names: null }, /names must be an array of texts; received null/],
      [{ types: null }, /types must be an object of column types; received null/],
      [{ header: "no" }, /header must be a boolean/],
      [{ naValues: [0] }, /naValues must be an array of texts/],
      [{ skiprows: -1 }, /skiprows must be an integer >= 0/],
      [{ decimal: "1" }, /decimal must be one character/],
      [{ decimal: "," }, /decimal must be another mark than delimiter/],
      [{ thousands: "." }, /thousands must be another mark than decimal/],
      [{ signal: 5 }, /signal must be an AbortSignal/],
      [{ onProgress: 5 }, /onProgress must be a function/],
      [null, /options must be an object; received null/],
    ];
    for (const [options, message] of faults) {
      const reading = readCsv("a,b\n1,2\n", options as CsvReadOptions);
      await expect(reading, JSON.stringify(options)).rejects.toThrow(message);
      await expect(reading).rejects.toBeInstanceOf(InvalidParameterError);
    }
  });

  test("an address that does not answer is named", async () => {
    const reading = readCsv("http://127.0.0.1:1/rain.csv");
    await expect(reading).rejects.toThrow(InvalidInputError);
    await expect(reading).rejects.toThrow(/the address must answer .*127\.0\.0\.1:1\/rain\.csv/);
  });
});
