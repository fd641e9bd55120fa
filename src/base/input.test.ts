import { expect, test } from "vitest";
import { toMatrix } from "./input.js";

test("a row that is shorter than the first is named, in the singular where it has one column", () => {
  expect(() => toMatrix("Somewhere", [[1, 2], [3]])).toThrow(
    "Somewhere: every row of X must have 2 columns, as the first row has; received 1 column at row 1",
  );
});
