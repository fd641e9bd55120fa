import { Matrix } from "../core/matrix.js";
import { KFold, trainTestSplit } from "./index.js";

const arrays = trainTestSplit([[1], [2]], ["a", "b"]);
const rows: number[][] = arrays.XTrain;
const labels: string[] = arrays.yTest;
const matrices = trainTestSplit(Matrix.zeros(2, 2), Float64Array.of(1, 2), { testSize: 0.5 });
const matrix: Matrix = matrices.XTest;
const targets: Float64Array = matrices.yTrain;
const nothing: undefined = trainTestSplit(Matrix.zeros(2, 2)).yTrain;
void [rows, labels, matrix, targets, nothing];

// @ts-expect-error a misspelt option
trainTestSplit([[1], [2]], [1, 2], { test_size: 0.5 });
// @ts-expect-error a size is a number
trainTestSplit([[1], [2]], [1, 2], { testSize: "half" });
// @ts-expect-error a misspelt parameter
new KFold({ nSplit: 5 });
