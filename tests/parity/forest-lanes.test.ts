import { RandomForestClassifier, RandomForestRegressor, setLanes } from "learnkit";
import { expect, test } from "vitest";
import { loadFixtureData } from "./fixtures.js";

test("one lane and three lanes give the same forests and predictions, bit for bit", async () => {
  const { X, y } = loadFixtureData("tree-missing");
  const rows = Array.from({ length: 12 }, () => X).flat();
  const run = async (lanes: number) => {
    setLanes(lanes);
    const classifier = await new RandomForestClassifier({ nEstimators: 9 }).fit(
      X,
      y.map((v) => v > 1),
    );
    const regressor = await new RandomForestRegressor({ nEstimators: 9 }).fit(X, y);
    return [
      classifier.trees,
      regressor.trees,
      await classifier.predictProba(rows),
      await regressor.predict(rows),
    ];
  };
  const one = await run(1);
  const three = await run(3);
  setLanes(null);
  expect(three).toEqual(one);
});
