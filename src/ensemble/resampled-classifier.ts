import {
  BaseEstimator,
  type ClassifierModel,
  type FitOptions,
  type Label,
  type MatrixLike,
  type Sampler,
  type VectorLike,
} from "../base/estimator.js";
import type { AnyClassifier } from "../base/model-of.js";
import { isEstimator, isSampler } from "../base/named-estimators.js";
import { custom, type ParamSpecs } from "../base/params.js";
import { takeRows } from "../base/take-rows.js";
import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { takeIndices } from "../core/row-indices.js";
import { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";
import type { MemberRoom } from "./member-room.js";
import { rowsFor } from "./reads-as-trees.js";

interface ResampledClassifierParams {
  readonly sampler: Sampler;
  readonly classifier: AnyClassifier;
}

const specs: ParamSpecs<ResampledClassifierParams> = {
  sampler: custom<Sampler>({
    default: undefined as unknown as Sampler,
    domain: "a sampler",
    help: "Resamples the rows.",
    outside: [null],
    accepts: isSampler,
  }),
  classifier: custom<AnyClassifier>({
    default: undefined as unknown as AnyClassifier,
    domain: "a classifier",
    help: "Learns from the resampled rows.",
    outside: [null],
    accepts: isEstimator,
  }),
};

/** A classifier that learns from resampled rows: the member of balanced ensembles. Its seeds have the order of the pipeline that imbalanced-learn makes. */
export class ResampledClassifier extends BaseEstimator<ResampledClassifierParams> {
  /** Name under which the class is known. */
  static readonly typeName = "ResampledClassifier";
  readonly kind = "classifier" as const;
  /** Resampled rows have no weights. */
  readonly takesSampleWeight = false;

  constructor(params: ResampledClassifierParams) {
    super(ResampledClassifier.typeName, specs, params);
  }

  /** @internal */
  static fromState(state: ResampledClassifierParams): ResampledClassifier {
    return new ResampledClassifier(state);
  }

  /** {@link ResampledClassifier.fit} on the rows of X and y with these indices; they are not copied before it is known which remain. */
  async fitDrawn(
    X: Matrix,
    y: VectorLike<Label>,
    index: Int32Array,
    room: MemberRoom,
    { signal }: FitOptions,
  ): Promise<ClassifierModel<Label>> {
    const { sampler, classifier } = this.params;
    const rows = await leftRows(sampler, room, index);
    if (rows === undefined)
      return this.fit(room.rows.take(X, index), takeRows("fit", "y", y, index), { signal });
    return classifier.fit(rowsFor(classifier, X, rows, room.rows), takeRows("fit", "y", y, rows), { signal });
  }

  /** Resamples the rows and fits the classifier to what comes of it. */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    { signal }: FitOptions = {},
  ): Promise<ClassifierModel<L>> {
    const { sampler, classifier } = this.params;
    const resampled = await sampler.fitResample(X, y, { signal });
    try {
      return await classifier.fit(resampled.X, resampled.y, { signal });
    } catch (error) {
      // The caller knows the rows before they were resampled: show the fault there, if it shows.
      if (error instanceof InvalidInputError) await classifier.fit(X, y, { signal });
      throw error;
    }
  }
}

/** Rows left of drawn ones, where a random choice by class decides; undefined where features do, or a class has no rows. */
async function leftRows(
  sampler: Sampler,
  room: MemberRoom,
  index: Int32Array,
): Promise<Int32Array | undefined> {
  if (!(sampler instanceof RandomUnderSampler)) return undefined;
  const { classes, codes, counts } = room.classesOf(index);
  if (classes.length < 2 || counts.includes(0)) return undefined;
  return takeIndices(index, await sampler.choose(classes, codes, counts));
}
