import type { AnyModel, TransformerModel, TransformOutput } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import type { Abilities, FittedStep, NamedModels, PipelineSteps } from "./pipeline-types.js";

// Methods of the last model that take X first: the pipeline has those that the model has.
const FORWARDED = [
  "predict",
  "predictProba",
  "predictLogProba",
  "decisionFunction",
  "score",
  "scoreSamples",
  "transform",
] as const;

type Method = (X: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

interface Invertible {
  inverseTransform(X: unknown): Promise<TransformOutput>;
}

/** A fitted pipeline with the methods that its last model has: {@link PipelineModel} and its abilities. */
export type FittedPipeline<S extends PipelineSteps, L> = PipelineModel<S, L> & Abilities<S, L>;

/**
 * Fitted {@link Pipeline}. It has `predict`, `predictProba`, `predictLogProba`, `decisionFunction`, `score`,
 * `scoreSamples`, `transform`, `classes` and `featureNamesOut` if and only if its last model has them, and
 * `inverseTransform` if every step has it.
 */
export class PipelineModel<S extends PipelineSteps = PipelineSteps, L = unknown> implements AnyModel {
  /** Name under which the class is registered. */
  static readonly typeName = "PipelineModel";
  /** Name under which the class is registered. */
  readonly typeName = "PipelineModel";
  /** Names and fitted models in order. */
  readonly steps: readonly FittedStep[];
  /** Fitted models by name. */
  readonly namedSteps: NamedModels<S, L>;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor({ steps, nFeatures, featureNames }: PipelineModelState) {
    this.steps = steps;
    this.namedSteps = Object.fromEntries(steps) as NamedModels<S, L>;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    const last = steps[steps.length - 1]![1];
    if (last === "passthrough") {
      this.#define("transform", (X) => transformBy(steps, X));
    } else {
      for (const name of FORWARDED) this.#forward(name, last);
      if ("classes" in last)
        Object.defineProperty(this, "classes", { value: last.classes, enumerable: true });
    }
    if (last === "passthrough" || "featureNamesOut" in last)
      Object.defineProperty(this, "featureNamesOut", { value: () => this.#namesOut() });
    if (steps.every(([, model]) => model === "passthrough" || "inverseTransform" in model))
      this.#define("inverseTransform", (X) => invertBy(steps, X));
  }

  /** @internal */
  static fromState(state: PipelineModelState): PipelineModel {
    return new PipelineModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { steps, nFeatures, featureNames } = this;
    return { steps, nFeatures, featureNames };
  }

  #define(name: string, method: Method): void {
    Object.defineProperty(this, name, { value: method });
  }

  #forward(name: (typeof FORWARDED)[number], last: AnyModel): void {
    const method = (last as unknown as Readonly<Record<string, unknown>>)[name];
    if (typeof method !== "function") return;
    const before = this.steps.slice(0, -1);
    this.#define(name, async (X, ...rest) =>
      (method as Method).call(last, await transformBy(before, X), ...rest),
    );
  }

  /** Names after the last step that has any; a step that has not seen names numbers its input. */
  #namesOut(): readonly string[] {
    const named = this.steps.findLast(([, model]) => model !== "passthrough");
    return named === undefined ? inputNames(this) : (named[1] as TransformerModel).featureNamesOut();
  }
}

interface PipelineModelState {
  readonly steps: readonly FittedStep[];
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

async function transformBy(steps: readonly FittedStep[], X: unknown): Promise<unknown> {
  let rows = X;
  for (const [, model] of steps) {
    if (model !== "passthrough") rows = await (model as TransformerModel).transform(rows as TransformOutput);
  }
  return rows;
}

async function invertBy(steps: readonly FittedStep[], X: unknown): Promise<unknown> {
  let rows = X;
  for (const [, model] of [...steps].reverse()) {
    if (model !== "passthrough") rows = await (model as AnyModel & Invertible).inverseTransform(rows);
  }
  return rows;
}
