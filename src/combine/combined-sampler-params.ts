import { custom, nullByDefault, type ParamSpec, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { type OverSamplingStrategy, overSamplingStrategySpec } from "../base/sampling-strategy.js";
import { SMOTE } from "../over-sampling/index.js";

/** Hyper-parameters of every sampler that adds rows by SMOTE and then removes some. */
export interface CombinedSamplerParams {
  /** Rows that SMOTE adds, as {@link SMOTE} takes it; not used where `smote` is given. Default `"auto"`. */
  readonly samplingStrategy: OverSamplingStrategy;
  /** Seed of SMOTE; not used where `smote` is given. An integer in [0, 2³²), or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
  /** What adds rows; null: a SMOTE with `samplingStrategy` and `randomState`. Default null. */
  readonly smote: SMOTE | null;
}

/** Domain, default and help of {@link CombinedSamplerParams}. */
export const combinedSamplerParamSpecs: ParamSpecs<CombinedSamplerParams> = {
  samplingStrategy: overSamplingStrategySpec,
  randomState: randomStateSpec,
  smote: samplerOrNull(SMOTE, "What adds rows.", "one with samplingStrategy and randomState"),
};

/** Spec of a sampler of one class, or null. */
export function samplerOrNull<T extends object>(
  Sampler: { readonly typeName: string; new (): T },
  help: string,
  meaning: string,
): ParamSpec<T | null> {
  return nullByDefault(
    custom<T>({
      default: new Sampler(),
      domain: `of class ${Sampler.typeName}`,
      help,
      outside: [1, "SMOTE", {}, true],
      accepts: (value) => value instanceof Sampler,
    }),
    meaning,
  );
}

/** The SMOTE that is meant. */
export function smoteOf({ smote, samplingStrategy, randomState }: CombinedSamplerParams): SMOTE {
  return smote ?? new SMOTE({ samplingStrategy, randomState });
}
