import { costScore, makeCostScorer } from "./cost-score.js";
import { classificationReportImbalanced } from "./imbalanced-report.js";
import { macroAveragedMeanAbsoluteError } from "./macro-averaged-error.js";
import { geometricMeanScore, sensitivityScore } from "./sensitivity-specificity.js";

type Answer = "no" | "yes";
const y: Answer[] = ["no", "yes"];

costScore(y, y, { costs: { no: { yes: 1 }, yes: { no: 2 } } });
// @ts-expect-error a misspelt label
costScore(y, y, { costs: { no: { ja: 1 }, yes: { no: 2 } } });
// @ts-expect-error a class without costs
costScore(y, y, { costs: { no: { yes: 1 } } });
// @ts-expect-error a misspelt label
makeCostScorer<Answer>({ costs: { no: { yes: 1 }, yes: { no: 2 } }, posLabel: "ja" });

const each: Float64Array = geometricMeanScore(y, y, { average: null });
const one: number = geometricMeanScore(y, y, { average: "multiclass" });
// @ts-expect-error there is no such average
sensitivityScore(y, y, { average: "multiclass" });
const text: string = classificationReportImbalanced(y, y);
const total: number = classificationReportImbalanced(y, y, { outputDict: true }).total_support;
void [each, one, text, total];

const error: number = macroAveragedMeanAbsoluteError([1, 2], [1, 2], { sampleWeight: [1, 2] });
// @ts-expect-error classes must be numbers, whose difference is the error
macroAveragedMeanAbsoluteError(y, y);
// @ts-expect-error a misspelt option
macroAveragedMeanAbsoluteError([1, 2], [1, 2], { sampleWeights: [1, 2] });

export { error };
