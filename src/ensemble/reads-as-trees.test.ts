import { expect, test, vi } from "vitest";
import { Matrix } from "../core/matrix.js";
import { pickOf, pickRows } from "../core/picked-rows.js";
import { Ridge } from "../linear-model/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { AdaBoostClassifier } from "./ada-boost-classifier.js";
import { RandomForestRegressor } from "./random-forest-regressor.js";
import { readsAsTrees, rowsFor, seeFloat32 } from "./reads-as-trees.js";
import { RowRoom } from "./row-room.js";

const X = Matrix.from([[1], [2], [3]]);

test("trees, forests and boosted trees read rows where they are; categories and other estimators want copies", () => {
  expect(readsAsTrees(new DecisionTreeClassifier())).toBe(true);
  expect(readsAsTrees(new RandomForestRegressor())).toBe(true);
  expect(readsAsTrees(new AdaBoostClassifier())).toBe(true);
  expect(readsAsTrees(new DecisionTreeClassifier({ categoricalFeatures: [0] }))).toBe(false);
  expect(readsAsTrees(new Ridge())).toBe(false);
});

test("fits, predictions and scores of those that read as trees copy no rows", async () => {
  const rows = Matrix.from(Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 5]));
  const y = Array.from({ length: 20 }, (_, i) => Number(i > 8));
  const picked = pickRows(
    rows,
    Int32Array.from({ length: 20 }, (_, i) => 2 * i),
  );
  const asked = vi.spyOn(picked, "data", "get");
  const models = [
    await new DecisionTreeClassifier().fit(picked, y),
    await new RandomForestRegressor({ nEstimators: 2 }).fit(picked, y),
    await new AdaBoostClassifier({ nEstimators: 2 }).fit(picked, y),
  ];
  for (const model of models) {
    await model.predict(picked);
    await model.score(picked, y);
  }
  expect(asked).not.toHaveBeenCalled();
});

test("values beyond the 32-bit floats are not rounded", () => {
  const trees = [new DecisionTreeClassifier()];
  expect(seeFloat32(trees, X)).toBe(true);
  expect(seeFloat32(trees, Matrix.from([[1e39]]))).toBe(false);
  expect(seeFloat32([...trees, new Ridge()], X)).toBe(false);
});

test("rows for a tree share the memory of X, those for others are copied to the room", () => {
  const index = Int32Array.of(2, 1);
  expect(pickOf(rowsFor(new DecisionTreeClassifier(), X, index)).source).toBe(X.data);
  const room = new RowRoom();
  const copies = [rowsFor(new Ridge(), X, index, room), rowsFor(new Ridge(), X, index, room)];
  expect(copies[0]!.data.buffer).toBe(copies[1]!.data.buffer);
  expect(copies[0]!.toArray()).toEqual([[3], [2]]);
});
