import type { Label, VectorLike } from "./estimator.js";
import { toVector } from "./input.js";

/** What a target is made of: two classes at most, more classes, or numbers that are not all whole. */
export type TargetType = "binary" | "multiclass" | "continuous";

/**
 * Tells what a target is made of, as `sklearn.utils.multiclass.type_of_target` does for vectors: numbers that are not all
 * whole are continuous; else up to two distinct values are binary and more are multiclass.
 *
 * @throws {InvalidInputError} if y is no vector, or a value is missing.
 */
export function typeOfTarget(where: string, y: VectorLike<Label>): TargetType {
  const values = toVector(where, "y", y);
  if (typeof values[0] === "number") {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value))
        return "continuous";
    }
  }
  const first = values[0];
  let second: Label | undefined;
  for (let i = 1; i < values.length; i++) {
    if (values[i] === first || values[i] === second) continue;
    if (second !== undefined) return "multiclass";
    second = values[i]!;
  }
  return "binary";
}
