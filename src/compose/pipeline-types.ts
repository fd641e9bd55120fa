import type {
  AnyEstimator,
  AnyModel,
  FitOptions,
  Sampler,
  TableLike,
  Transformer,
  TransformOutput,
  UnsupervisedKind,
  VectorLike,
} from "../base/estimator.js";
import type { AnyModelOf, KindOf, ModelOf } from "../base/model-of.js";

/** A step on the way: a transformer, a sampler, or `"passthrough"` for none. */
export type TransformerStep = readonly [name: string, step: Transformer | Sampler | "passthrough"];

/** Any step; the last one may be any estimator. */
export type Step = readonly [name: string, estimator: AnyEstimator | "passthrough"];

/** Steps of a pipeline: transformers and samplers, then any estimator. */
export type PipelineSteps = readonly [...TransformerStep[], Step];

/** The last estimator of some steps. */
export type LastOf<S extends PipelineSteps> = S extends readonly [
  ...TransformerStep[],
  readonly [string, infer E],
]
  ? E
  : AnyEstimator;

/** `fit` of what learns from X alone needs no target. */
export type FitArguments<E, L> =
  KindOf<E> extends UnsupervisedKind
    ? [y?: VectorLike<L>, options?: FitOptions]
    : [y: VectorLike<L>, options?: FitOptions];

/** Fitted steps by name. */
export type NamedModels<S extends PipelineSteps, L> = {
  readonly [Entry in S[number] as Entry[0]]: ModelOf<Entry[1], L>;
};

/** Methods of the last model that take X. */
type Forwarded =
  | "predict"
  | "predictProba"
  | "predictLogProba"
  | "decisionFunction"
  | "score"
  | "scoreSamples"
  | "transform";

/** `inverseTransform`, if every step has it. */
type Inverse<S extends PipelineSteps> =
  AnyModelOf<Exclude<S[number][1], "passthrough">> extends { inverseTransform(X: never): Promise<unknown> }
    ? { inverseTransform(X: TableLike): Promise<TransformOutput> }
    : unknown;

/** What a fitted pipeline can do: what its last model can, on rows as they were before the first step. */
export type Abilities<S extends PipelineSteps, L> =
  LastOf<S> extends "passthrough"
    ? { transform(X: TableLike): Promise<TransformOutput>; featureNamesOut(): readonly string[] } & Inverse<S>
    : LastAbilities<ModelOf<LastOf<S>, L>> & (KindOf<LastOf<S>> extends "transformer" ? Inverse<S> : unknown);

type LastAbilities<M> = {
  readonly [K in keyof M & Forwarded]: M[K] extends (X: never, ...rest: infer A) => infer R
    ? (X: TableLike, ...rest: A) => R
    : never;
} & Pick<M, keyof M & ("classes" | "featureNamesOut")>;

/** A fitted step. */
export type FittedStep = readonly [name: string, model: AnyModel | "passthrough"];

/** Estimators that can be made into steps. */
export type Unnamed = readonly [...(Transformer | Sampler | "passthrough")[], AnyEstimator | "passthrough"];

/** Steps of estimators whose names the compiler does not know. */
export type UnnamedSteps<E extends Unnamed> = { readonly [I in keyof E]: readonly [string, E[I]] };
