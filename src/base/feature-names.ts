import type { SeenFeatures } from "./input.js";

/** Names of the features seen in fit; `x0`, `x1`, … where they had none. */
export function inputNames({ nFeatures, featureNames }: SeenFeatures): readonly string[] {
  return featureNames ?? Array.from({ length: nFeatures }, (_, j) => `x${j}`);
}

/** The names if they are distinct, as the columns of a matrix must be; else undefined. */
export function distinctNames(names: readonly string[]): readonly string[] | undefined {
  return new Set(names).size === names.length ? names : undefined;
}
