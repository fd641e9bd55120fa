import { describe, expect, test } from "vitest";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { DummyClassifier } from "../dummy/dummy-classifier.js";
import { DummyRegressor } from "../dummy/dummy-regressor.js";
import { LinearRegression } from "../linear-model/linear-regression.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { KNeighborsClassifier } from "../neighbors/k-neighbors-classifier.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { VotingClassifier } from "./voting-classifier.js";
import { VotingRegressor } from "./voting-regressor.js";

const X = [[0], [1], [2], [3], [4], [5]];
const y = ["a", "a", "a", "a", "b", "b"];
const always = (constant: string): DummyClassifier => new DummyClassifier({ strategy: "constant", constant });

describe("VotingClassifier", () => {
  test("counts weighted votes; of equal counts the first class wins", async () => {
    const vote = new VotingClassifier({
      estimators: [
        ["one", always("b")],
        ["two", always("a")],
        ["three", always("b")],
      ],
    });
    expect(await (await vote.fit(X, y)).predict([[0]])).toEqual(["b"]);
    expect(await (await vote.with({ weights: [1, 2, 1] }).fit(X, y)).predict([[0]])).toEqual(["a"]);
  });

  test("hard voting transforms to class numbers and has no probabilities", async () => {
    const model = await new VotingClassifier({
      estimators: [
        ["tree", new DecisionTreeClassifier()],
        ["none", "drop"],
        ["b", always("b")],
      ],
    }).fit(X, y);
    const output = await model.transform([[0], [5]]);
    expect(output.toArray()).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(output.columnNames).toEqual(["votingclassifier_tree", "votingclassifier_b"]);
    expect("predictProba" in model).toBe(false);
    expect(model.namedEstimators.none).toBe("drop");
    expect(model.estimators.length).toBe(2);
  });

  test("averages probabilities by the weights of the members that take part", async () => {
    const vote = new VotingClassifier({
      estimators: [
        ["prior", new DummyClassifier()],
        ["none", "drop"],
        ["b", always("b")],
      ],
      voting: "soft",
      weights: [3, 100, 1],
    });
    const model = await vote.fit(X, y);
    const [row] = (await model.predictProba([[0]])).toArray();
    expect(row![0]).toBeCloseTo(0.5, 15); // (3 × 2/3 + 1 × 0) / 4
    expect(await model.predict([[0]])).toEqual(["a"]);
    const wide = await model.transform([[0]]);
    expect(wide.columns).toBe(4);
    const apart = await (await vote.with({ flattenTransform: false as true }).fit(X, y)).transform([[0]]);
    expect((apart as unknown as Matrix[]).map((part) => part.columns)).toEqual([2, 2]);
  });

  test("names of columns that coincide are told but not borne by the matrix", async () => {
    const labels = Array.from({ length: 22 }, (_, i) => i % 11);
    const model = await new VotingClassifier({
      estimators: [
        ["m", new DummyClassifier()],
        ["m1", new DummyClassifier()],
      ],
      voting: "soft",
    }).fit(
      labels.map((label) => [label]),
      labels,
    );
    expect(model.featureNamesOut().filter((name) => name === "votingclassifier_m10")).toHaveLength(2);
    expect((await model.transform([[0]])).columnNames).toBeUndefined();
  });

  test("weights go to every member; one that takes none refuses them", async () => {
    const vote = new VotingClassifier({ estimators: [["prior", new DummyClassifier()]], voting: "soft" });
    const model = await vote.fit(X, y, { sampleWeight: [0, 0, 0, 1, 1, 0] });
    expect((await model.predictProba([[0]])).toArray()).toEqual([[0.5, 0.5]]);
    const near = new VotingClassifier({ estimators: [["near", new KNeighborsClassifier()]] });
    await expect(near.fit(X, y, { sampleWeight: [1, 1, 1, 1, 1, 1] })).rejects.toThrow(/sampleWeight/);
  });

  test("a member without probabilities is refused in soft voting", async () => {
    const hard = new VotingClassifier({ estimators: [["tree", new DecisionTreeClassifier()]] });
    const vote = new VotingClassifier({ estimators: [["hard", hard]], voting: "soft" });
    await expect(vote.fit(X, y)).rejects.toThrow(
      'VotingClassifier: voting must be "hard", since a VotingClassifierModel has no predictProba; received "soft"',
    );
  });

  test("the first failing member's error is thrown, whichever fails first", async () => {
    const vote = new VotingClassifier({
      estimators: [
        ["lr", new LogisticRegression()],
        ["tree", new DecisionTreeClassifier()],
        ["near", new KNeighborsClassifier()],
      ],
    });
    await expect(vote.fit([[0], [Number.NaN], [2], [3], [4], [5]], y)).rejects.toThrow(
      /LogisticRegression.fit.*row 1/,
    );
  });

  test("a fit cancelled in the middle rejects with the reason", async () => {
    const control = new AbortController();
    const reason = new Error("enough");
    const vote = new VotingClassifier({
      estimators: [
        ["one", new DecisionTreeClassifier()],
        ["two", new DecisionTreeClassifier()],
      ],
    });
    const onProgress = (): void => control.abort(reason);
    await expect(vote.fit(X, y, { signal: control.signal, onProgress })).rejects.toBe(reason);
  });
});

describe("VotingRegressor", () => {
  test("averages predictions by weight", async () => {
    const vote = new VotingRegressor({
      estimators: [
        ["one", new DummyRegressor({ strategy: "constant", constant: 1 })],
        ["five", new DummyRegressor({ strategy: "constant", constant: 5 })],
      ],
      weights: [1, 3],
    });
    const model = await vote.fit([[0], [1]], [0, 1]);
    expect(await model.predict([[7], [8]])).toEqual(Float64Array.of(4, 4));
    expect((await model.transform([[7]])).toArray()).toEqual([[1, 5]]);
    expect(model.featureNamesOut()).toEqual(["votingregressor_one", "votingregressor_five"]);
  });
});

describe("members are refused", () => {
  const tree = new DecisionTreeClassifier();
  const make =
    (estimators: unknown, more: object = {}) =>
    () =>
      new VotingClassifier({ estimators, ...more } as unknown as { estimators: [["a", typeof tree]] });
  test.each([
    [
      "that are none",
      make([]),
      /estimators must be a list of pairs of a name and a classifier or "drop"; received \[\]/,
    ],
    ["that are all dropped", make([["a", "drop"]]), /of which one at least is not dropped/],
    [
      "of the same name",
      make([
        ["a", tree],
        ["a", tree],
      ]),
      /the name of estimators\[1\] must be distinct/,
    ],
    [
      "whose name has a dot",
      make([["a.b", tree]]),
      /the name of estimators\[0\] must be a string without a dot/,
    ],
    [
      "that are regressors",
      make([["a", new LinearRegression()]]),
      /estimators\[0\], "a", must be a classifier or "drop"; received a LinearRegression/,
    ],
    ["that are no estimators", make([["a", "pass"]]), /must be an estimator or "drop"; received "pass"/],
    [
      "with too few weights",
      make(
        [
          ["a", tree],
          ["b", tree],
        ],
        { weights: [1] },
      ),
      /weights must be 2 numbers, one for each estimator/,
    ],
    [
      "with weights for dropped ones alone",
      make(
        [
          ["a", tree],
          ["b", "drop"],
        ],
        { weights: [0, 1] },
      ),
      /weights must be positive for an estimator/,
    ],
  ])("%s", (_, construct, message) => {
    expect(construct).toThrow(InvalidParameterError);
    expect(construct).toThrow(message);
  });
});
