import {
  Matrix,
  makeBlobs,
  makeCircles,
  makeClassification,
  makeFriedman1,
  makeLowRankMatrix,
  makeMoons,
  makeRegression,
} from "learnkit";
import { expect, test } from "vitest";
import { expectClose, loadFixture, type ToleranceReason } from "./fixtures.js";

interface GeneratorCase {
  readonly function: string;
  readonly params: object;
  readonly X: number[][];
  readonly y?: number[] | number[][];
  readonly coef?: number[] | number[][];
  readonly centers?: number[][];
}

interface Answer {
  readonly X: Matrix;
  readonly y?: ArrayLike<number> | Matrix;
  readonly coef?: ArrayLike<number> | Matrix;
  readonly centers?: Matrix;
}

/** How each generator is called, and how near X and y must come. */
const generators: Readonly<
  Record<string, readonly [call: (params: object) => Answer, X: ToleranceReason, y: ToleranceReason]>
> = {
  make_blobs: [makeBlobs, "bits", "bits"],
  // Our sines are correctly rounded; those of the C library that NumPy calls are not always.
  make_moons: [makeMoons, "rounding", "bits"],
  make_circles: [makeCircles, "rounding", "bits"],
  make_friedman1: [makeFriedman1, "bits", "rounding"],
  // X goes through products of BLAS, see below.
  make_classification: [makeClassification, "rounding", "bits"],
  // y is a product of BLAS, whose order of additions depends on the processor.
  make_regression: [makeRegression, "bits", "rounding"],
  make_low_rank_matrix: [(params) => ({ X: makeLowRankMatrix(params) }), "lapack", "lapack"],
};

const { cases } = loadFixture<GeneratorCase>("datasets/generators");
const plain = (values: ArrayLike<number> | Matrix): ArrayLike<number> | number[][] =>
  values instanceof Matrix ? values.toArray() : values;

test.each(cases.map((item) => [`${item.function}(${JSON.stringify(item.params)})`, item] as const))(
  "%s equals scikit-learn's",
  (_, item) => {
    const [call, XReason, yReason] = generators[item.function]!;
    const isLowRank = "effectiveRank" in item.params;
    const { X, y, coef, centers } = call(item.params);
    expectClose(X.toArray(), item.X, isLowRank ? "lapack" : XReason);
    if (item.y !== undefined) expectClose(plain(y!), item.y, isLowRank ? "lapack" : yReason);
    expect(coef === undefined).toBe(item.coef === undefined);
    if (item.coef !== undefined) expectClose(plain(coef!), item.coef, "bits");
    if (item.centers !== undefined) expectClose(centers!.toArray(), item.centers, "bits");
  },
);

/** Where BLAS multiplies matrices (no vectors) of a few columns, it adds in order on processors with fused multiply-add, and so do we. */
const addedInOrder = cases.filter(({ function: name, params }) => {
  const { nInformative = 2, nRedundant = 2 } = params as { nInformative?: number; nRedundant?: number };
  return name === "make_classification" && nInformative <= 5 && nRedundant !== 1;
});

test.each(addedInOrder.map((item) => [JSON.stringify(item.params), item] as const))(
  "make_classification(%s) equals scikit-learn's bit for bit",
  (_, item) => {
    expectClose(makeClassification(item.params).X.toArray(), item.X, "bits");
  },
);
