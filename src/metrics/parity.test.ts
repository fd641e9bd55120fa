import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import * as metrics from "./index.js";

interface Case {
  readonly function: string;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

interface Fixture {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

// Sums are added in another order than NumPy's where weights come in; 1e-12 relative covers 200 terms.
const TOLERANCE = 1e-12;
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  rocCurve: ["fpr", "tpr", "thresholds"],
  precisionRecallCurve: ["precision", "recall", "thresholds"],
  precisionRecallFscoreSupport: ["precision", "recall", "fscore", "support"],
};

function load(name: string): Fixture {
  const url = new URL(`../../parity/fixtures/metrics/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8"), (_, value: unknown) =>
    value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : value,
  ) as Fixture;
}

function plain(value: unknown, outputs?: readonly string[]): unknown {
  if (value instanceof Matrix) return value.toArray();
  if (value instanceof Float64Array) return Array.from(value);
  if (outputs !== undefined) {
    const record = value as Readonly<Record<string, unknown>>;
    return outputs.map((name) => plain(record[name]));
  }
  return value;
}

function expectSame(actual: unknown, expected: unknown, path: string): void {
  if (typeof expected === "number" && typeof actual === "number") {
    const close =
      Object.is(actual, expected) ||
      actual === expected ||
      Math.abs(actual - expected) <= TOLERANCE * Math.max(Math.abs(expected), 1e-3);
    expect(close, `${path}: ${actual} is not ${expected}`).toBe(true);
  } else if (Array.isArray(expected)) {
    expect((actual as unknown[]).length, path).toBe(expected.length);
    for (const [i, item] of expected.entries()) expectSame((actual as unknown[])[i], item, `${path}[${i}]`);
  } else if (expected !== null && typeof expected === "object") {
    expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, item] of Object.entries(expected))
      expectSame((actual as Record<string, unknown>)[key], item, `${path}.${key}`);
  } else {
    expect(actual, path).toEqual(expected);
  }
}

describe.each(["labels", "scores", "regression"])("the metrics of %s are scikit-learn's", (name) => {
  const { inputs, cases } = load(name);
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
      expectSame(
        plain(actual, OUTPUTS[fn]),
        item.expected,
        `${fn}(${item.arguments}, ${JSON.stringify(item.options)})`,
      );
    }
  });
});
