import type { AnyEstimator } from "../base/estimator.js";
import { isEstimator } from "../base/named-estimators.js";
import { custom, integer, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { withRandomStates } from "../base/random-states.js";
import type { LabelledSamples } from "../base/sampler.js";
import { RandomState } from "../core/random-state.js";
import { RandomForestClassifier } from "../ensemble/random-forest-classifier.js";
import type { ClassedSamples } from "./classed-samples.js";

import { heldOutProbabilities, selectEasiest } from "./hardness.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";
import { type UnderSamplerParams, underSamplerParamSpecs } from "./under-sampler-params.js";

/** Hyper-parameters of {@link InstanceHardnessThreshold}. */
export interface InstanceHardnessThresholdParams extends UnderSamplerParams {
  /** Classifier with probabilities that judges rows, its seeds drawn from `randomState`; null: a random forest. Default null. */
  readonly estimator: AnyEstimator | null;
  /** Seed; an integer in [0, 2³²), or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
  /** Folds, each of which is judged by a model of the others; an integer >= 2. Default 5. */
  readonly cv: number;
}

/** Domain, default and help of {@link InstanceHardnessThresholdParams}. */
export const instanceHardnessThresholdParamSpecs: ParamSpecs<InstanceHardnessThresholdParams> = {
  ...underSamplerParamSpecs,
  estimator: custom<AnyEstimator | null>({
    default: null,
    domain: "a classifier with probabilities, or null (RandomForestClassifier)",
    help: "Classifier that judges rows.",
    outside: [1, "forest", {}, true],
    accepts: (value) => value === null || (isEstimator(value) && value.kind === "classifier"),
  }),
  randomState: randomStateSpec,
  cv: integer({ default: 5, min: 2, help: "Folds, each of which is judged by a model of the others." }),
};

/**
 * Keeps the rows of the larger classes that are easiest to classify: those to which a classifier that has not seen them gives the
 * highest probability of their own class. Where probabilities are equal, more rows may stay than are asked.
 *
 * The result tells `sampleIndices`, class by class. Cost: `cv` fits of the classifier.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Smith, Martinez & Giraud-Carrier (2014), An instance level analysis of data complexity, doi:10.1007/s10994-013-5422-z.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [19], [20], [21]];
 * const y = ["often", "often", "often", "often", "often", "often", "rare", "rare"];
 * const sampler = new InstanceHardnessThreshold({ estimator: new LogisticRegression(), cv: 2 });
 * (await sampler.fitResample(X, y)).sampleIndices; // => Int32Array.of(1, 2, 6, 7)
 * ```
 */
export class InstanceHardnessThreshold extends SelectingSampler<InstanceHardnessThresholdParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "InstanceHardnessThreshold";

  constructor(params: Partial<InstanceHardnessThresholdParams> = {}) {
    super(InstanceHardnessThreshold.typeName, instanceHardnessThresholdParamSpecs, params, "under-sampling");
  }

  /** @internal */
  static fromState(state: InstanceHardnessThresholdParams): InstanceHardnessThreshold {
    return new InstanceHardnessThreshold(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    const { estimator, randomState, cv } = this.params;
    const random = new RandomState(randomState);
    const classifier =
      estimator === null ? new RandomForestClassifier({ randomState }) : withRandomStates(estimator, random);
    const probabilities = await heldOutProbabilities(samples, classifier, cv, random);
    return { index: await selectEasiest(samples, targets, probabilities), told: {} };
  }
}
