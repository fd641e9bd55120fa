import { DummyClassifier, DummyRegressor, type Label } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface DummyCase {
  readonly data: string;
  readonly params: object;
  readonly sampleWeight: number[] | null;
  readonly score: number;
}

interface ClassifierCase extends DummyCase {
  readonly classes: Label[];
  readonly classPrior: number[];
  readonly predicted: Label[];
  readonly probabilities: number[][];
}

interface RegressorCase extends DummyCase {
  readonly constant: number;
}

const titled = <C extends DummyCase>(cases: readonly C[]): [string, C][] =>
  cases.map((item) => [
    `${JSON.stringify(item.params)} of ${item.data}${item.sampleWeight === null ? "" : `, weights ${item.sampleWeight[0]} …`}`,
    item,
  ]);
const blank = (rows: number): number[][] => Array.from({ length: rows }, () => [0]);
const optionsOf = ({ sampleWeight }: DummyCase): object => (sampleWeight === null ? {} : { sampleWeight });

describe("DummyClassifier equals scikit-learn's, draw for draw", () => {
  const { cases, notes } = loadFixture<ClassifierCase>("dummy/classifier");
  const targets = notes["targets"] as Readonly<Record<string, Label[]>>;

  test.each(titled(cases))("%s", async (_, item) => {
    const y = targets[item.data]!;
    const model = await new DummyClassifier(item.params).fit(blank(y.length), y, optionsOf(item));
    expect(model.classes).toEqual(item.classes);
    expectClose(model.classPrior, item.classPrior, "rounding");
    const X = blank(notes["rows"] as number);
    expect(await model.predict(X)).toEqual(item.predicted);
    expectClose((await model.predictProba(X)).toArray().slice(0, 8), item.probabilities, "rounding");
    expectClose(await model.score(blank(y.length), y, optionsOf(item)), item.score, "rounding");
  });
});

describe("DummyRegressor equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<RegressorCase>("dummy/regressor");
  const targets = notes["targets"] as Readonly<Record<string, number[]>>;

  test.each(titled(cases))("%s", async (_, item) => {
    const y = targets[item.data]!;
    const model = await new DummyRegressor(item.params).fit(blank(y.length), y, optionsOf(item));
    expectClose(model.constant, item.constant, "rounding");
    // A score is 1 minus a ratio, so its rounding is measured against 1.
    expectClose([await model.score(blank(y.length), y, optionsOf(item)), 1], [item.score, 1], "rounding");
  });
});
