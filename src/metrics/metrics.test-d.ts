import { accuracyScore, f1Score, getScorer, meanSquaredError, precisionScore, rocAucScore } from "./index.js";

const each: Float64Array = precisionScore(["a", "b"], ["a", "b"], { average: null });
const one: number = f1Score(["a", "b"], ["a", "b"], { average: "macro" });
const raw: Float64Array = meanSquaredError([[1, 2]], [[1, 2]], { multioutput: "raw_values" });
const area: number = rocAucScore([0, 1], [0.1, 0.2]);
void [each, one, raw, area];

// @ts-expect-error labels of two types
accuracyScore(["a", "b"], [1, 2]);
// @ts-expect-error no such average
f1Score([0, 1], [0, 1], { average: "samples" });
// @ts-expect-error a misspelt option
f1Score([0, 1], [0, 1], { averag: "macro" });
// @ts-expect-error a misspelt scorer
getScorer("neg_mean_square_error");
// @ts-expect-error a number, not an array
const wrong: Float64Array = precisionScore([0, 1], [0, 1]);
void wrong;
