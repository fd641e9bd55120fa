import { InvalidParameterError } from "../core/errors.js";

/** Numbers of training and test samples. */
export interface SplitSizes {
  readonly nTrain: number;
  readonly nTest: number;
}

/**
 * Sizes of a random split. A number in (0, 1) is a share of the samples (rounded up for the test part, down for the training part), an
 * integer >= 1 a count; a part that is not given is what the other leaves.
 *
 * @param defaultTestSize share of the test part where neither is given.
 * @throws {InvalidParameterError} if a size is neither, or a part would be empty or larger than what there is.
 */
export function splitSizes(
  where: string,
  nSamples: number,
  testSize: number | null,
  trainSize: number | null,
  defaultTestSize: number,
): SplitSizes {
  checkSize(where, "testSize", testSize, nSamples);
  checkSize(where, "trainSize", trainSize, nSamples);
  const test = testSize === null && trainSize === null ? defaultTestSize : testSize;
  if (test !== null && trainSize !== null && test < 1 && trainSize < 1 && test + trainSize > 1)
    throw new InvalidParameterError(where, "testSize + trainSize", "<= 1", test + trainSize);
  const givenTest = test === null ? undefined : test < 1 ? Math.ceil(test * nSamples) : test;
  const givenTrain =
    trainSize === null ? undefined : trainSize < 1 ? Math.floor(trainSize * nSamples) : trainSize;
  const nTrain = givenTrain ?? nSamples - givenTest!;
  const nTest = givenTest ?? nSamples - nTrain;
  if (nTrain + nTest > nSamples)
    throw new InvalidParameterError(
      where,
      "testSize + trainSize",
      `at most the ${nSamples} samples`,
      nTrain + nTest,
    );
  if (nTrain <= 0 || nTest <= 0) {
    const name = nTrain <= 0 ? "training" : "test";
    throw new InvalidParameterError(
      where,
      nTrain <= 0 && trainSize !== null ? "trainSize" : "testSize",
      `such that the ${name} part of ${nSamples} samples is not empty`,
      nTrain <= 0 && trainSize !== null ? trainSize : test,
    );
  }
  return { nTrain, nTest };
}

function checkSize(where: string, name: string, size: number | null, nSamples: number): void {
  if (size === null) return;
  const isShare = typeof size === "number" && size > 0 && size < 1;
  const isCount = Number.isSafeInteger(size) && size >= 1 && size < nSamples;
  if (!isShare && !isCount) {
    const rule = `a number in (0, 1), or an integer >= 1 and < ${nSamples} (the number of samples), or null`;
    throw new InvalidParameterError(where, name, rule, size);
  }
}
