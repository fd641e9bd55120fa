import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "../../tests/parity/fixtures.js";
import { Matrix } from "../core/matrix.js";
import * as metrics from "./index.js";

interface Case {
  readonly function: string;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

// Sums are added in another order than NumPy's where weights come in; "rounding" covers it.
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  rocCurve: ["fpr", "tpr", "thresholds"],
  precisionRecallCurve: ["precision", "recall", "thresholds"],
  precisionRecallFscoreSupport: ["precision", "recall", "fscore", "support"],
};

function plain(value: unknown, outputs?: readonly string[]): unknown {
  if (value instanceof Matrix) return value.toArray();
  if (value instanceof Float64Array) return Array.from(value);
  if (outputs !== undefined) {
    const record = value as Readonly<Record<string, unknown>>;
    return outputs.map((name) => plain(record[name]));
  }
  return value;
}

function expectSame(actual: unknown, expected: unknown): void {
  if (expected !== null && typeof expected === "object" && !Array.isArray(expected)) {
    expect(Object.keys(actual as object).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, item] of Object.entries(expected))
      expectSame((actual as Record<string, unknown>)[key], item);
  } else {
    expectClose(actual as number, expected as number, "rounding");
  }
}

describe.each(["labels", "scores", "regression"])("the metrics of %s are scikit-learn's", (name) => {
  const { cases } = loadFixture<Case>(`metrics/${name}`);
  const inputs = loadFixtureData(`metrics-${name}`) as unknown as Readonly<Record<string, unknown>>;
  const functions = [...new Set(cases.map((item) => item.function))];
  test.each(functions)("%s", (fn) => {
    const metric = (metrics as unknown as Record<string, (...args: unknown[]) => unknown>)[fn]!;
    for (const item of cases.filter((candidate) => candidate.function === fn)) {
      const options = Object.fromEntries(
        Object.entries(item.options).map(([key, value]) => [
          key,
          typeof value === "string" && value in inputs ? inputs[value] : value,
        ]),
      );
      const actual = metric(...item.arguments.map((argument) => inputs[argument]), options);
      try {
        expectSame(plain(actual, OUTPUTS[fn]), item.expected);
      } catch (error) {
        throw new Error(`${fn}(${item.arguments}, ${JSON.stringify(item.options)})`, { cause: error });
      }
    }
  });
});
