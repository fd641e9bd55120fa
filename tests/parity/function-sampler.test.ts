import {
  CsrMatrix,
  FunctionSampler,
  Matrix,
  RandomUnderSampler,
  type ResampleFunction,
  SMOTE,
} from "learnkit";
import { expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface FunctionCase {
  readonly X: number[][];
  readonly y: string[];
  readonly func: string;
  readonly kwArgs: Record<string, number> | null;
  readonly sparse: boolean;
  readonly rows: number[][];
  readonly labels: string[];
}

const FUNCTIONS: Readonly<Record<string, ResampleFunction | null>> = {
  none: null,
  everyThird: (X, y, { start }) => {
    const rows = Array.from(y.keys()).filter((i) => i % 3 === start);
    return { X: (X as Matrix | CsrMatrix).takeRows(rows), y: rows.map((i) => y[i]!) };
  },
  underSampled: (X, y, { seed }) => new RandomUnderSampler({ randomState: Number(seed) }).fitResample(X, y),
  overSampled: (X, y, { seed }) => new SMOTE({ randomState: Number(seed), kNeighbors: 2 }).fitResample(X, y),
};

const { cases } = loadFixture<FunctionCase>("combine/function-sampler");

test.each(cases.map((item, i) => ({ i, ...item })))(
  "case $i: FunctionSampler of $func, sparse: $sparse",
  async ({ X, y, func, kwArgs, sparse, rows, labels }) => {
    const matrix = Matrix.from(X);
    const sampler = new FunctionSampler({ func: FUNCTIONS[func]!, kwArgs });
    const found = await sampler.fitResample(sparse ? CsrMatrix.fromMatrix(matrix) : matrix, y);
    const dense = found.X instanceof CsrMatrix ? found.X.toMatrix() : found.X;
    expectClose(dense.toArray() as never, rows as never, "bits");
    expect(found.y).toEqual(labels);
  },
);
