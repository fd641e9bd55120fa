import { expect, test } from "vitest";
import { scoreLabels, scoreTargets } from "./default-score.js";

test("accuracy is the weighted share of right labels", () => {
  expect(scoreLabels("M.score", ["a", "b", "a"], ["a", "a", "a"])).toBeCloseTo(2 / 3, 15);
  expect(scoreLabels("M.score", ["a", "b"], ["a", "a"], [1, 3])).toBe(0.25);
});

test("R² is 1 for the targets themselves and 0 for their mean", () => {
  expect(scoreTargets("M.score", [1, 2, 6], [1, 2, 6])).toBe(1);
  expect(scoreTargets("M.score", [1, 2, 6], [3, 3, 3])).toBe(0);
});

test("R² of a constant target is 1 or 0, of one sample NaN", () => {
  expect(scoreTargets("M.score", [2, 2], [2, 2])).toBe(1);
  expect(scoreTargets("M.score", [2, 2], [2, 3])).toBe(0);
  expect(scoreTargets("M.score", [2], [2])).toBeNaN();
});

test("another length is refused", () => {
  expect(() => scoreLabels("M.score", [1], [1, 2])).toThrow("M.score: y must have 2 values");
});

test("labels of another type than those seen in fit are refused by their row, not counted as wrong", () => {
  expect(() => scoreLabels("Model.score", ["a", 1 as never], ["a", "b"])).toThrow(
    /labels in y must all be of one type, here string; received 1 at row 1/,
  );
  expect(() => scoreLabels("Model.score", [1, Number.NaN], [1, 2])).toThrow(
    /must be finite; received NaN at row 1/,
  );
  expect(scoreLabels("Model.score", ["a", "unseen"], ["a", "b"])).toBe(0.5);
});

test("sums are added up as NumPy adds them: the bits are those of scikit-learn", () => {
  const rows = Array.from({ length: 300 }, (_, i) => i);
  const y = rows.map((i) => ((i * 37) % 101) / 7);
  const predicted = y.map((value, i) => value + (i % 3) / 10);
  const weight = rows.map((i) => ((i % 5) + 1) / 10);
  // r2_score and accuracy_score of scikit-learn 1.9.1
  expect(scoreTargets("M.score", y, predicted)).toBe(0.9990397450942602);
  expect(scoreTargets("M.score", y, predicted, weight)).toBe(0.9990326268706569);
  const labels = rows.map((i) => i % 3);
  const guesses = rows.map((i) => i % 2);
  expect(scoreLabels("M.score", labels, guesses, weight)).toBe(0.3333333333333333);
});
