import { type CsvReadOptions, type Frame, readCsv, readJson, scanCsv } from "learnkit";
import { describe, expect, test } from "vitest";
import { loadFixture } from "./fixtures.js";

type Cells = Readonly<Record<string, readonly unknown[]>>;

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly options: Omit<CsvReadOptions, "delimiter"> & { readonly sep?: string };
  readonly columns: Cells;
}

function optionsOf({ sep, ...others }: Reading["options"]): CsvReadOptions {
  return { ...others, ...(sep === undefined ? {} : { delimiter: sep }) };
}

function cellsOf(frame: Frame): Cells {
  return Object.fromEntries(frame.columns.map((column) => [column.name, Array.from<unknown>(column)]));
}

function casesOf<C extends { readonly name: string }>(fixture: string): (readonly [string, C])[] {
  return loadFixture<C>(fixture).cases.map((item) => [item.name, item] as const);
}

describe("readCsv reads what pandas reads of what Python's csv writes", () => {
  test.each(casesOf<Reading>("frame/files_dialects"))("dialect %s", async (_, item) => {
    const options = optionsOf(item.options);
    const bytes = new TextEncoder().encode(item.text);
    expect(cellsOf(await readCsv(bytes, options))).toEqual(item.columns);
    const chunks: Frame[] = [];
    for await (const chunk of scanCsv(bytes, { ...options, chunksize: 3 })) chunks.push(chunk);
    for (const [name, cells] of Object.entries(item.columns))
      expect(chunks.flatMap((chunk) => cellsOf(chunk)[name])).toEqual(cells);
  });

  test.each(casesOf<Reading>("frame/files_numbers"))("%s", async (_, item) => {
    expect(cellsOf(await readCsv(item.text, optionsOf(item.options)))).toEqual(item.columns);
  });

  test.each(casesOf<Reading & { readonly base64: string }>("frame/files_bytes"))("%s", async (_, item) => {
    const bytes = new Uint8Array(Buffer.from(item.base64, "base64"));
    expect(cellsOf(await readCsv(bytes, optionsOf(item.options)))).toEqual(item.columns);
  });
});

interface JsonReading {
  readonly name: string;
  readonly text: string;
  readonly lines: boolean;
  readonly columns: Cells;
}

describe("readJson reads what pandas reads of what Python's json writes", () => {
  test.each(casesOf<JsonReading>("frame/files_json"))("records %s", async (_, item) => {
    const frame = await readJson(new TextEncoder().encode(item.text), { lines: item.lines });
    expect(cellsOf(frame)).toEqual(item.columns);
  });

  test.each(casesOf<JsonReading>("frame/files_written"))(
    "%s that pandas wrote, and wrote again",
    async (_, item) => {
      const frame = await readJson(new TextEncoder().encode(item.text), { lines: item.lines });
      expect(cellsOf(frame)).toEqual(item.columns);
      const parse = (text: string): unknown =>
        JSON.parse(item.lines ? `[${text.trim().split("\n").join(",")}]` : text);
      expect(parse(frame.toJson({ lines: item.lines }))).toEqual(parse(item.text));
    },
  );
});
