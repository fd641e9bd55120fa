import { readFileSync } from "node:fs";
import { type CsvReadOptions, type Frame, readCsv } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly options: {
    readonly header?: null;
    readonly names?: readonly string[];
    readonly sep?: string;
    readonly nrows?: number;
    readonly usecols?: readonly string[];
    readonly na_values?: readonly string[];
    readonly keep_default_na?: boolean;
  };
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

function optionsOf({
  header,
  names,
  sep,
  nrows,
  usecols,
  na_values,
  keep_default_na,
}: Reading["options"]): CsvReadOptions {
  return {
    ...(header === null ? { header: false } : {}),
    ...(names === undefined ? {} : { names }),
    ...(sep === undefined ? {} : { delimiter: sep }),
    ...(nrows === undefined ? {} : { nrows }),
    ...(usecols === undefined ? {} : { usecols }),
    ...(na_values === undefined ? {} : { naValues: na_values }),
    ...(keep_default_na === undefined ? {} : { keepDefaultNa: keep_default_na }),
  };
}

describe("readCsv reads what pandas reads", () => {
  test.each(loadFixture<Reading>("frame/reading").cases.map((item) => [item.name, item] as const))(
    "%s",
    async (_, item) => {
      const frame = await readCsv(item.text, optionsOf(item.options));
      const columns = Object.fromEntries(frame.columns.map((column) => [column.name, Array.from(column)]));
      expect(columns).toEqual(item.columns);
    },
  );
});

test("every decimal is the double that pandas' round_trip parser gives", async () => {
  const [item] = loadFixture<{ texts: string[]; values: number[] }>("frame/decimals").cases;
  const frame = await readCsv(`x\n${item!.texts.join("\n")}\n`);
  expect(Array.from(frame.column("x"))).toEqual(item!.values);
});

interface Described {
  readonly name: string;
  readonly columns: Readonly<Record<string, Readonly<Record<string, number | string | null>>>>;
}

const STATISTICS = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];

describe("describe gives what pandas gives", () => {
  test.each(loadFixture<Described>("frame/describe").cases.map((item) => [item.name, item] as const))(
    "%s",
    async (name, item) => {
      const path = new URL(`../../datasets/${name}.csv`, import.meta.url);
      const frame: Frame = await readCsv(readFileSync(path));
      for (const row of frame.describe().toRows()) {
        const expected = item.columns[row.column!]!;
        expect(row.count).toBe(expected["count"]);
        if (row.type === "number") {
          const numbers = row as unknown as Readonly<Record<string, number>>;
          expectClose(
            STATISTICS.map((key) => numbers[key]),
            STATISTICS.map((key) => expected[key]),
            "rounding",
          );
        } else {
          expect(row.unique).toBe(expected["unique"]);
          if (row.type === "category")
            expect([row.top, row.freq]).toEqual([expected["top"], expected["freq"]]);
        }
      }
    },
  );
});
