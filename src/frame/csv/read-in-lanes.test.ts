import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { loadRuntime, setLanes } from "../../parallel/index.js";
import type { Frame } from "../frame.js";
import type { CsvReadOptions } from "./csv-plan.js";
import { cutPieces } from "./cut-pieces.js";
import { readCsv } from "./read-csv.js";

afterAll(() => setLanes(null));

/** A limit on rows has them read one after another. */
const IN_ORDER = { nrows: 2 ** 40 };

function plain(frame: Frame): unknown {
  return frame.columns.map((column) => [column.name, column.type, Array.from(column)]);
}

/** Reads on one lane, on two, and in order, and expects the same of all. */
async function readThreeWays(text: string, options: CsvReadOptions = {}): Promise<Frame> {
  const bytes = new TextEncoder().encode(text);
  const frame = await readCsv(bytes, { ...options, ...IN_ORDER });
  const expected = plain(frame);
  for (const lanes of [1, 2]) {
    setLanes(lanes);
    expect(plain(await readCsv(bytes, options)), `${lanes} lanes`).toEqual(expected);
  }
  setLanes(null);
  return frame;
}

async function faultThreeWays(text: string, options: CsvReadOptions = {}): Promise<string> {
  const messages = new Set<string>();
  const note = (error: Error): unknown => messages.add(error.message);
  await readCsv(text, { ...options, ...IN_ORDER }).catch(note);
  for (const lanes of [1, 2]) {
    setLanes(lanes);
    await readCsv(text, options).catch(note);
  }
  setLanes(null);
  expect([...messages]).toHaveLength(1);
  return [...messages][0]!;
}

const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join("");

describe("what lanes read ahead is what is read in order", () => {
  test("numbers, dates, texts, booleans, missing cells", async () => {
    const day = (i: number): string => new Date(i * 86_400_000).toISOString().slice(0, 10);
    const line = (i: number): string =>
      `${i},${i % 7 === 0 ? "" : (i / 7 - 9000).toFixed(i % 9)},${day(i)},${["Oslo", "New York", '"a, b"', ""][i % 4]},${i % 3 === 0},,t${i % 5000}\n`;
    const frame = await readThreeWays(`i,x,d,c,b,none,many\n${rows(90_000, line)}`);
    expect(frame.schema).toEqual({
      ...{ i: "number", x: "number", d: "date", c: "category" },
      ...{ b: "boolean", none: "number", many: "category" },
    });
  });

  test("line breaks in quotes, wherever pieces are cut", async () => {
    const line = (i: number): string =>
      i % 50 === 0 ? `${i},"${"line of a long text\n".repeat(300)}"\r\n` : `${i},"say ""${i}"""\r\n\r\n`;
    const frame = await readThreeWays(`i,t\r\n${rows(40_000, line)}`);
    expect(frame.rows).toBe(40_000);
    expect(frame.column("t").get(39_999)).toBe('say "39999"');
  });

  test("a quoted text longer than a group, quotes inside plain texts, and no line break at the end", async () => {
    const text = `i,t\n${rows(60_000, (i) => `${i},z"z${i}\n`)}1,"${"x\n".repeat(1_500_000)}"\n${rows(60_000, (i) => `${i},"\n"\n`)}2,end`;
    const frame = await readThreeWays(text);
    expect([frame.rows, frame.column("t").get(120_001)]).toEqual([120_002, "end"]);
  });

  test("pairs of carriage return and line feed, decimals of every length, empty lines", async () => {
    const decimal = (i: number): string => `${i % 2 === 0 ? "-" : ""}${((i % 97) / 9).toFixed(i % 14)}`;
    const line = (i: number): string =>
      `${decimal(i)},${i % 10 ** (i % 9)},"q, ${i % 9}"\r\n${i % 999 === 0 ? "\r\n" : ""}`;
    const frame = await readThreeWays(`x,i,t\r\n${rows(60_000, line)}`);
    expect(frame.schema).toEqual({ x: "number", i: "number", t: "category" });
    expect([frame.rows, ...[0, 1, 2].map((j) => frame.columns[j]!.get(59_999))]).toEqual([
      ...[60_000, Number(decimal(59_999)), 59_999 % 10 ** (59_999 % 9), `q, ${59_999 % 9}`],
    ]);
  });

  test("carriage returns alone end lines too", async () => {
    expect((await readThreeWays(`a,b\r${rows(200_000, (i) => `${i},x${i % 3}\r`)}`)).rows).toBe(200_000);
  });

  test("columns that turn out to be of another type late", async () => {
    const line = (i: number): string =>
      `${i},${i < 150_000 ? "" : i},${i === 170_000 ? "x" : i % 2 === 0},${i === 199_999 ? "text" : "2012-01-01"}\n`;
    const frame = await readThreeWays(`i,late,b,d\n${rows(200_000, line)}`);
    expect(frame.schema).toEqual({ i: "number", late: "number", b: "category", d: "category" });
  });

  test("rows that grow much shorter, and much longer", async () => {
    const text = `a,b\n${rows(20_000, () => `${"9".repeat(15)},${"x".repeat(30)}\n`)}${rows(800_000, () => "1,\n")}${rows(3000, (i) => `2,${"y".repeat(900)}${i}\n`)}`;
    expect((await readThreeWays(text)).rows).toBe(823_000);
  });

  test("many columns", async () => {
    const header = Array.from({ length: 1200 }, (_, j) => `c${j}`).join(",");
    const frame = await readThreeWays(
      `${header}\n${rows(500, (i) => `${Array.from({ length: 1200 }, (_, j) => (j % 3 === 0 ? `t${i % 9}` : i + j)).join(",")}\n`)}`,
    );
    expect(frame.rows).toBe(500);
  });

  test("quoted numbers and dates, and quoted markers as asked for", async () => {
    const line = (i: number): string => `"${i}","","2012-01-0${(i % 9) + 1}","NA",NA\n`;
    const text = `i,e,d,q,u\n${rows(60_000, line)}`;
    expect((await readThreeWays(text)).column("q").missingCount).toBe(60_000);
    const literal = await readThreeWays(text, { quotedNa: false });
    expect([literal.column("q").get(59_999), literal.column("u").missingCount]).toEqual(["NA", 60_000]);
  });
});

describe("a fault is told by its line, wherever it is read", () => {
  const before = rows(250_000, (i) => `${i},x${i % 9}\n`);

  test.each([
    ["too many fields", `${before}1,2,3\n${before}`, "received 3 fields at line 250002"],
    ["too few fields", `${before}1\n${before}`, 'received 1 field at line 250002, column "b"'],
    ["text after a quote", `${before}1,"x"y\n${before}`, "at line 250002"],
    ["an open quote", `${before}1,"x\n${before}`, "never closed at line 250002"],
    ["a NUL byte", `${before}1,\0\n${before}`, "received a NUL byte at line 250002"],
  ])("%s", async (_, body, message) => {
    expect(await faultThreeWays(`a,b\n${body}`)).toContain(message);
  });

  test("a value that is not of its given type, after quoted line breaks", async () => {
    const message = await faultThreeWays(`a,b\n1,"\n\n"\n${before}x,1\n${before}`, {
      types: { a: "number" },
    });
    expect(message).toContain('received "x" at line 250005, column "a"');
  });

  test("the first of two faults is told", async () => {
    const message = await faultThreeWays(`a,b\n${before}x,1\n${before}1,2,3\n`, { types: { a: "number" } });
    expect(message).toContain('received "x" at line 250002, column "a"');
  });
});

describe("cutPieces", () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("cuts after line feeds about a piece apart, and at the end of the last line", () => {
    expect(cutPieces(encode("aaa\nbbb\nccc\nddd\ne"), 0, 17, 5)).toEqual([0, 8, 16]);
    expect(cutPieces(encode("aaaa"), 0, 4, 2)).toEqual([0]);
  });

  test("with quotes counted, no cut is inside quotes", async () => {
    const { kernels, arena } = await loadRuntime();
    const cell = fc.oneof(
      fc.constantFrom('"a\nb"', '"""\n"', "1", "x,y", '"\n\n\n"'),
      fc.string({ unit: fc.constantFrom("a", ","), maxLength: 9 }),
    );
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (cells, piece) => {
          const bytes = encode(`${cells.join("\n")}\n`);
          const cuts = arena.scopeSync((scope) => {
            const block = scope.u8(bytes.length);
            block.view().set(bytes);
            const parity = (from: number, to: number): number =>
              kernels.csvQuoteParity(block.pointer + from, to - from);
            return cutPieces(bytes, 0, bytes.length, piece, parity);
          });
          for (const cut of cuts) {
            const before = new TextDecoder().decode(bytes.subarray(0, cut));
            expect(before.split('"').length % 2).toBe(1);
            expect(before === "" || before.endsWith("\n")).toBe(true);
          }
          expect(cuts.at(-1)).toBe(bytes.length);
        },
      ),
    );
  });
});
