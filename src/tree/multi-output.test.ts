import { describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { DecisionTreeClassifier } from "./decision-tree-classifier.js";
import { DecisionTreeRegressor, DecisionTreeRegressorModel } from "./decision-tree-regressor.js";
import type { OutputClassWeights } from "./multi-output.js";
import { MultiOutputTreeClassifierModel, MultiOutputTreeRegressorModel } from "./multi-output-tree.js";
import { plotTree } from "./plot-tree.js";

const X = [[0], [1], [2], [3]];

describe("several targets", () => {
  test("each leaf holds the mean of every output; the impurity is the mean of theirs", async () => {
    const Y = [
      [1, 10],
      [1, 20],
      [5, 10],
      [5, 40],
    ];
    const model = await new DecisionTreeRegressor({ maxDepth: 1 }).fit(X, Y);
    expect(model).toBeInstanceOf(MultiOutputTreeRegressorModel);
    // Variances 4 and 150, halved: 77.
    expect(model.tree.impurity[0]).toBe(77);
    expect(Array.from(model.tree.value.subarray(0, 2))).toEqual([3, 20]);
    expect((await model.predict([[3]])).toArray()).toEqual([[5, 40]]);
  });

  test("columns keep their names, and one column of a matrix is one output", async () => {
    const Y = new Matrix(Float64Array.of(1, 2, 3, 4), 4, 1, ["size"]);
    const model = await new DecisionTreeRegressor().fit(X, Y);
    const predicted = await model.predict(X);
    expect([predicted.columnNames, predicted.toArray()]).toEqual([["size"], [[1], [2], [3], [4]]]);
    expect(await model.score(X, Y)).toBe(1);
    expect(await new DecisionTreeRegressor().fit(X, [1, 2, 3, 4])).toBeInstanceOf(DecisionTreeRegressorModel);
  });

  test("constraints are for one output, and what does not fit is named", async () => {
    const Y = [
      [1, 2],
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const constrained = new DecisionTreeRegressor({ monotonicCst: [1] });
    await expect(constrained.fit(X, Y)).rejects.toThrow("monotonicCst must be null where y has 2 outputs");
    const fit = (rows: number[][]): Promise<unknown> => new DecisionTreeRegressor().fit(X, rows);
    await expect(fit([[1, 2], [1], [3, 4], [5, 6]])).rejects.toThrow("every row of y must be an array of 2");
    await expect(
      fit([
        [1, 2],
        [1, Number.NaN],
        [3, 4],
        [5, 6],
      ]),
    ).rejects.toThrow(
      "DecisionTreeRegressor.fit, column 1 of y: y must hold finite numbers; received NaN at row 1",
    );
    await expect(fit([[1, 2]])).rejects.toThrow("y must have 4 values");
    await expect(fit([[], [], [], []])).rejects.toThrow("y must have at least 1 column");
    const model = await new DecisionTreeRegressor().fit(X, Y);
    await expect(model.score(X, [[1], [2], [3], [4]])).rejects.toThrow("y must have 2 columns, as in fit");
  });
});

describe("several labels", () => {
  const Y = [
    ["a", "x"],
    ["a", "y"],
    ["b", "y"],
    ["c", "y"],
  ];

  test("predictions come as rows of labels, probabilities as one matrix an output", async () => {
    const model = await new DecisionTreeClassifier().fit(X, Y);
    expect(model).toBeInstanceOf(MultiOutputTreeClassifierModel);
    expect(model.classes).toEqual([
      ["a", "b", "c"],
      ["x", "y"],
    ]);
    expect(await model.predict(X)).toEqual(Y);
    expect((await model.predictProba([[0], [3]])).map((share) => share.toArray())).toEqual([
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ]);
    expect(
      await model.score(X, [
        ["a", "x"],
        ["a", "x"],
        ["b", "y"],
        ["b", "y"],
      ]),
    ).toBe(0.5);
  });

  test("a saved model predicts the same", async () => {
    const model = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(X, Y);
    const copy = MultiOutputTreeClassifierModel.fromState(model.toState() as never);
    expect(await copy.predict(X)).toEqual(await model.predict(X));
  });

  test("weights of the classes multiply over the outputs", async () => {
    const tables: OutputClassWeights = [
      { a: 1, b: 2, c: 3 },
      { x: 5, y: 7 },
    ];
    const weighted = await new DecisionTreeClassifier({ classWeight: tables }).fit(X, Y);
    const same = await new DecisionTreeClassifier().fit(X, Y, { sampleWeight: [5, 7, 14, 21] });
    expect(weighted.tree).toEqual(same.tree);
    const one = new DecisionTreeClassifier({ classWeight: { a: 1, b: 2, c: 3 } });
    await expect(one.fit(X, Y)).rejects.toThrow("an array of 2 tables, one for each output");
  });
});

test("a drawn tree shows a list of values for each output", async () => {
  const model = await new DecisionTreeClassifier().fit(
    [[0], [1]],
    [
      [0, 5],
      [1, 6],
    ],
  );
  expect(plotTree(model)).toContain("samples = 2; value = [[1, 1]; [1, 1]]");
});
