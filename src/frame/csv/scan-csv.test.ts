import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { Frame } from "../frame.js";
import { readCsv } from "./read-csv.js";
import { type CsvScanOptions, scanCsv } from "./scan-csv.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "learnkit-scan-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function chunksOf(
  input: Parameters<typeof scanCsv>[0],
  options: CsvScanOptions = {},
): Promise<Frame[]> {
  const chunks: Frame[] = [];
  for await (const chunk of scanCsv(input, options)) chunks.push(chunk);
  return chunks;
}

/** Chunks that came before the fault, and its message. */
async function faultAfter(
  text: string,
  options: CsvScanOptions = {},
): Promise<[chunks: number, message: string]> {
  let chunks = 0;
  try {
    for await (const _ of scanCsv(text, options)) chunks++;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return [chunks, (error as Error).message];
  }
  return [chunks, "no error"];
}

const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `${i},"c, ${i % 7}",${i % 5 === 0 ? "" : i / 3},2012-01-0${(i % 9) + 1},${i % 2 === 0}\n`,
  ).join("");

describe("chunks", () => {
  test("together they are the frame that readCsv reads, whatever their size, compressed or not", async () => {
    const text = `i,c,x,d,b\n${rows(30_000)}`;
    const whole = await readCsv(text);
    const path = join(folder, "packed.csv.gz");
    await writeFile(path, gzipSync(text));
    for (const [input, chunksize] of [
      [text, 7001],
      [text, 30_000],
      [text, 10 ** 9],
      [path, 9999],
    ] as const) {
      const chunks = await chunksOf(input, { chunksize });
      expect(chunks.map((chunk) => chunk.rows)).toEqual(
        Array.from({ length: Math.ceil(30_000 / chunksize) }, (_, k) =>
          Math.min(chunksize, 30_000 - k * chunksize),
        ),
      );
      for (const chunk of chunks) expect(chunk.schema).toEqual(whole.schema);
      for (const name of whole.columnNames)
        expect(chunks.flatMap((chunk) => Array.from<unknown>(chunk.column(name)))).toEqual(
          Array.from<unknown>(whole.column(name)),
        );
    }
  });

  test("some columns and rows, given types", async () => {
    const chunks: number[][] = [];
    const options = { usecols: ["b", "a"], nrows: 3, chunksize: 2, types: { b: "number" } } as const;
    for await (const chunk of scanCsv("a,b,c\n1,07,x\n2,8,y\n3,9,z\n4,no,z\n", options)) {
      expect(chunk.columnNames).toEqual(["b", "a"]);
      chunks.push([...chunk.column("b").values]);
    }
    expect(chunks).toEqual([[7, 8], [9]]);
  });

  test("a header alone gives no chunk", async () => {
    expect(await chunksOf("a,b\n")).toEqual([]);
    expect(await chunksOf("a,b\n1,2\n", { nrows: 0 })).toEqual([]);
  });
});

describe("types are settled", () => {
  test.each<readonly [title: string, first: string, late: string, message: string]>([
    [
      "a text among numbers",
      "1",
      "x",
      'the column must hold a number, as its first rows do; types can give it another type; received "x" at line 31, column "a"',
    ],
    ["a code among numbers", "1", "007", 'received "007" at line 31, column "a"'],
    [
      "a whole number that a double would round",
      "1",
      "9007199254740993",
      'received "9007199254740993" at line 31',
    ],
    [
      "a number among booleans",
      "true",
      "1",
      'the column must hold true or false, as its first rows do; types can give it another type; received "1" at line 31',
    ],
    [
      "a day that does not exist",
      "2023-02-28",
      "2023-02-30",
      'the column must hold an ISO date, as its first rows do; types can give it another type; received "2023-02-30" at line 31',
    ],
    ["a text after nothing", "", "x", "the column must hold a number"],
  ])("%s is an error, not another reading", async (_, first, late, message) => {
    const text = `a,b\n${`${first},1\n`.repeat(29)}${late},1\n`;
    const [chunks, received] = await faultAfter(text, { chunksize: 10, inferSchemaLength: 12 });
    expect(chunks).toBe(2);
    expect(received).toContain(message);
  });

  test("numbers among texts stay the texts they are", async () => {
    const chunks = await chunksOf("a\nx\n007\n1.50\n", { chunksize: 1, inferSchemaLength: 1 });
    expect(chunks.map((chunk) => chunk.column("a").get(0))).toEqual(["x", "007", "1.50"]);
  });
});

describe("control", () => {
  const large = `i,c,x,d,b\n${rows(60_000)}`;

  test("a fault in form is told by its line, after the chunks before it", async () => {
    const [chunks, message] = await faultAfter(`${large}1,2\n`, { chunksize: 20_000 });
    expect(chunks).toBe(3);
    expect(message).toContain('received 2 fields at line 60002, column "x"');
    expect((await faultAfter('a,b\n1,"x\n'))[1]).toContain("never closed at line 2");
    expect((await faultAfter(""))[1]).toBe("scanCsv: the file must not be empty; received 0 bytes");
  });

  test("leaving the loop closes the file; the next scan begins anew", async () => {
    const path = join(folder, "left.csv");
    await writeFile(path, large);
    for (let k = 0; k < 200; k++)
      for await (const chunk of scanCsv(path, { chunksize: 1, inferSchemaLength: 1 })) {
        expect(chunk.column("i").get(0)).toBe(0);
        break;
      }
    const scan = scanCsv(path);
    await scan.next();
    expect(await scan.return()).toEqual({ done: true, value: undefined });
    expect(await scan.next()).toEqual({ done: true, value: undefined });
  });

  test("nothing is read before it is asked for", async () => {
    const seen: number[] = [];
    const scan = scanCsv(large, { chunksize: 1000, onProgress: ({ done }) => seen.push(done) });
    await scan.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toHaveLength(1);
    await scan.return();
  });

  test("an abort rejects with its reason; progress reaches the end", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const scan = scanCsv(large, { chunksize: 1000, signal: controller.signal });
    await scan.next();
    controller.abort(reason);
    await expect(scan.next()).rejects.toBe(reason);
    const done: number[] = [];
    await chunksOf(large, {
      chunksize: 9000,
      onProgress: (progress) => done.push(progress.done / progress.total),
    });
    expect(done.length).toBe(7);
    expect(done.at(-1)).toBe(1);
  });

  test("two scans at once do not disturb each other", async () => {
    const [one, two] = [
      scanCsv(large, { chunksize: 20_000 }),
      scanCsv(large, { chunksize: 20_000, usecols: ["x"] }),
    ];
    for (let k = 0; k < 3; k++) {
      const [a, b] = await Promise.all([one.next(), two.next()]);
      expect(Array.from(a.value!.column("x"))).toEqual(Array.from(b.value!.column("x")));
    }
  });

  test("options outside their domain are refused by name", async () => {
    for (const [options, message] of [
      [{ chunksize: 0 }, /chunksize must be an integer >= 1; received 0/],
      [{ inferSchemaLength: 1.5 }, /inferSchemaLength must be an integer >= 1/],
      [{ chunkSize: 5 }, /did you mean "chunksize"/],
    ] as const) {
      const first = scanCsv("a\n1\n", options as CsvScanOptions).next();
      await expect(first).rejects.toThrow(message);
      await expect(first).rejects.toBeInstanceOf(InvalidParameterError);
    }
  });
});
