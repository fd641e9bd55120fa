import type { Matrix } from "../core/matrix.js";
import { makeBlobs } from "./make-blobs.js";
import { makeRegression } from "./make-regression.js";

export function resultsAreTyped(): void {
  makeBlobs().y satisfies Int32Array;
  makeRegression().y satisfies Float64Array;
  makeRegression({ coef: true }).coef satisfies Float64Array;
  makeRegression({ nTargets: 2 }).y satisfies Float64Array | Matrix;
  // @ts-expect-error coefficients were not asked for
  makeRegression({ noise: 1 }).coef;
  // @ts-expect-error a misspelt option
  makeBlobs({ nSample: 10 });
  // @ts-expect-error one number of samples is no text
  makeBlobs({ nSamples: "10" });
}
