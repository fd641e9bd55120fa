import type {
  AnyEstimator,
  AnyModel,
  FitOptions,
  Sampler,
  TableLike,
  Transformer,
  TransformOutput,
  VectorLike,
} from "../base/estimator.js";
import { BaseEstimator } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { type SeenFeatures, tableFeatures } from "../base/input.js";
import type { KindOf, TargetOf } from "../base/model-of.js";
import { checkNamedEstimators, estimatorNames, isSampler } from "../base/named-estimators.js";
import { custom, type ParamSpecs } from "../base/params.js";
import { takeRows } from "../base/take-rows.js";
import { fitAndTransform, isTransformer } from "../base/transformer.js";
import { describeValue, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { type FittedPipeline, PipelineModel } from "./pipeline-model.js";
import type {
  FitArguments,
  FittedStep,
  LastOf,
  PipelineSteps,
  Unnamed,
  UnnamedSteps,
} from "./pipeline-types.js";

/** Hyper-parameters of {@link Pipeline}. */
export interface PipelineParams<S extends PipelineSteps = PipelineSteps> {
  /** Pairs of a name and an estimator, in order; all but the last are transformers, samplers or `"passthrough"`. */
  readonly steps: S;
}

/** Domain, default and help of {@link PipelineParams}. */
export const pipelineParamSpecs: ParamSpecs<PipelineParams> = {
  steps: custom<PipelineSteps>({
    default: [["passthrough", "passthrough"]],
    domain: "a list of pairs of a name and an estimator, all but the last transformers or samplers",
    help: "Transformers and samplers in order, then an estimator.",
    outside: [[], [["a"]], [["a", 1]], "a", 1, null],
    accepts: (value) => Array.isArray(value), // looked at one by one in the constructor
  }),
};

/**
 * Transformers in order and an estimator after them, fitted and used as one: each transformer is fitted on what the
 * one before it makes of the training rows, so that nothing is ever learned from rows that are only predicted.
 *
 * A sampler resamples the training rows on the way, and them only: rows to predict or to score pass it by, so that scores are those
 * of rows as they come. This is the one right place for it: what is resampled before a split has copies and neighbours of test rows
 * among the training rows. Nothing is left of it in the fitted pipeline, where `"passthrough"` stands in its place.
 *
 * Hyper-parameters of the steps have paths, `"model.alpha"`, checked by the compiler where the names of the steps are
 * known to it. `sampleWeight` goes to the last step; a sampler on the way must tell of which rows its own are copies.
 *
 * @throws {InvalidParameterError} if a step is no estimator, a name is not distinct or holds a dot, a step before
 * the last is neither transformer nor sampler, or the last is a sampler.
 *
 * @example
 * ```ts
 * const pipeline = new Pipeline([["impute", new SimpleImputer()], ["scale", new MinMaxScaler()]]);
 * const model = await pipeline.fit([[1], [NaN], [3]]);
 * (await model.transform([[NaN], [3]])).toArray(); // => [[0.5], [1]]
 * Array.from(model.namedSteps.impute.statistics); // => [2]
 * const changed = pipeline.withParam("scale.clip", true);
 * changed.params.steps[1][1].params.clip; // => true
 * const balanced = makePipeline(new RandomOverSampler(), new DummyClassifier({ strategy: "prior" }));
 * const { model: dummy } = { model: await balanced.fit([[1], [2], [3], [9]], [0, 0, 0, 1]) };
 * (await dummy.predictProba([[5]])).toArray(); // => [[0.5, 0.5]]
 * ```
 */
export class Pipeline<const S extends PipelineSteps = PipelineSteps> extends BaseEstimator<
  PipelineParams<S>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "Pipeline";
  /** What the last step learns to be. */
  readonly kind: KindOf<LastOf<S>>;
  /** Weights go to the estimators inside, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(steps: S) {
    checkSteps(steps);
    super(Pipeline.typeName, pipelineParamSpecs as ParamSpecs<PipelineParams<S>>, { steps });
    const last = steps[steps.length - 1]![1];
    this.kind = (last === "passthrough" ? "transformer" : last.kind) as KindOf<LastOf<S>>;
  }

  /** @internal */
  static fromState(state: PipelineParams): Pipeline {
    return new Pipeline(state.steps);
  }

  /** A new pipeline with other steps. */
  override with(changes: Partial<PipelineParams<S>>): this {
    return new Pipeline(changes.steps ?? this.params.steps) as this;
  }

  /**
   * Fits the steps in order.
   *
   * @param X what the first step takes; neither kept nor changed.
   * @param y target; needed if the last step is a classifier or a regressor, or a step is a sampler.
   * @throws what the steps throw; their messages name the step's class.
   */
  async fit<L extends TargetOf<LastOf<S>>>(
    X: TableLike,
    ...[y, options = {}]: FitArguments<LastOf<S>, L>
  ): Promise<FittedPipeline<S, L>> {
    return (await this.#fitSteps<L>(X, y, options, false)).model;
  }

  /**
   * Fits the steps and transforms the same rows, each step once; for a pipeline whose last step is a transformer.
   *
   * @throws {InvalidParameterError} if a step is a sampler: the resampled rows would not match y.
   */
  async fitTransform<L extends TargetOf<LastOf<S>>>(
    this: Pipeline<S> & { readonly kind: "transformer" },
    X: TableLike,
    ...[y, options = {}]: FitArguments<LastOf<S>, L>
  ): Promise<{ readonly model: FittedPipeline<S, L>; readonly X: TransformOutput }> {
    const sampler = this.params.steps.find(([, step]) => isSampler(step));
    if (sampler !== undefined) {
      const rule =
        "no sampler for fitTransform, since the resampled rows would not match y; call fit, then transform";
      throw new InvalidParameterError("Pipeline.fitTransform", stepName(sampler[0]), rule, sampler[1]);
    }
    const { model, rows } = await this.#fitSteps<L>(X, y, options, true);
    return { model, X: rows as TransformOutput };
  }

  /** Fits the steps in order; `rows` is what the last step but one makes of X, or the last if it is to transform too. */
  async #fitSteps<L>(
    X: TableLike,
    y: VectorLike<L> | undefined,
    options: FitOptions,
    transformLast: boolean,
  ): Promise<{ model: FittedPipeline<S, L>; rows: TableLike }> {
    startFit("Pipeline.fit", options, ["groups"]); // for a search as the last step
    const { steps } = this.params;
    const fitted: FittedStep[] = [];
    let rows: TableLike = X;
    let target: VectorLike<unknown> | undefined = y;
    let fitOptions = options;
    for (const [i, [name, estimator]] of steps.entries()) {
      options.signal?.throwIfAborted();
      const isLast = i === steps.length - 1;
      const stepOptions = isLast ? withoutProgress(fitOptions) : onlySignal(options);
      if (estimator === "passthrough") {
        fitted.push([name, estimator]);
      } else if (isSampler(estimator)) {
        const resampled = await estimator.fitResample(rows, target, onlySignal(options));
        fitOptions = resampleOptions(estimator, fitOptions, resampled.sampleIndices);
        rows = resampled.X;
        target = resampled.y;
        fitted.push([name, "passthrough"]);
      } else if (isLast && !transformLast) {
        fitted.push([name, (await (estimator as AnyEstimator).fit(rows, target, stepOptions)) as AnyModel]);
      } else {
        const step = await fitAndTransform(estimator as Transformer, rows, target, stepOptions);
        fitted.push([name, step.model]);
        rows = step.X;
      }
      options.onProgress?.({ done: i + 1, total: steps.length });
    }
    const model = new PipelineModel<S, L>({ steps: fitted, ...seenBy(fitted, X) });
    return { model: model as FittedPipeline<S, L>, rows };
  }
}

function checkSteps(steps: PipelineSteps): void {
  checkNamedEstimators(Pipeline.typeName, "steps", steps, ["passthrough"], true);
  steps.forEach(([name, estimator], i) => {
    const isLast = i === steps.length - 1;
    if (estimator === "passthrough") return;
    if (isSampler(estimator)) {
      if (!isLast) return;
      const rule =
        "an estimator, since it is the last: a sampler has no model (call its fitResample where rows are all that is wanted)";
      throw new InvalidParameterError(Pipeline.typeName, stepName(name), rule, estimator);
    }
    if (!isLast && !isTransformer(estimator))
      throw new InvalidParameterError(
        Pipeline.typeName,
        stepName(name),
        "a transformer or a sampler, since it is not the last",
        estimator,
      );
  });
}

function stepName(name: string): string {
  return `step ${describeValue(name)}`;
}

/** What is given for each row follows the rows: copies have the weight and the group of their row. */
function resampleOptions(
  sampler: Sampler,
  options: FitOptions,
  sampleIndices: Int32Array | undefined,
): FitOptions {
  const changed: Record<string, unknown> = { ...options };
  for (const name of ["sampleWeight", "groups"]) {
    const values = changed[name];
    if (values === undefined) continue;
    if (sampleIndices === undefined) {
      const rule = `${name} must not be given, since ${sampler.typeName} makes rows that are no copies of given ones`;
      throw new InvalidInputError("Pipeline.fit", rule, values);
    }
    changed[name] = takeRows("Pipeline.fit", name, values, sampleIndices);
  }
  return changed;
}

function onlySignal({ signal }: FitOptions): FitOptions {
  return signal === undefined ? {} : { signal };
}

function withoutProgress({ onProgress: _, ...options }: FitOptions): FitOptions {
  return options;
}

/** Features that the first fitted model has seen. */
function seenBy(fitted: readonly FittedStep[], X: TableLike): SeenFeatures {
  const first = fitted.find(([, model]) => model !== "passthrough")?.[1] as AnyModel | undefined;
  const { nFeatures, featureNames } = first ?? tableFeatures("Pipeline.fit", X);
  return { nFeatures, featureNames };
}

/**
 * A pipeline whose steps are named by their classes in lower case, numbered where several share one.
 *
 * @example
 * ```ts
 * const pipeline = makePipeline(new StandardScaler(), new MinMaxScaler());
 * pipeline.params.steps.map(([name]) => name); // => ["standardscaler", "minmaxscaler"]
 * ```
 */
export function makePipeline<const E extends Unnamed>(
  ...estimators: E
): UnnamedSteps<E> extends infer S extends PipelineSteps ? Pipeline<S> : never {
  const names = estimatorNames(estimators);
  const steps = estimators.map((estimator, i) => [names[i]!, estimator]) as unknown as PipelineSteps;
  return new Pipeline(steps) as never;
}
