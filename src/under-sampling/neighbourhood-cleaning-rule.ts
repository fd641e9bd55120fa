import { custom, nullByDefault, type ParamSpecs, real } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { cleanNeighborhoods } from "./cleaning.js";
import { EditedNearestNeighbours } from "./edited-nearest-neighbours.js";
import { edit } from "./editing.js";
import { targetsOfRest } from "./editing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";
import {
  type CleaningSamplerParams,
  cleaningSamplerParamSpecs,
  neighborsSpec,
} from "./under-sampler-params.js";

/** Hyper-parameters of {@link NeighbourhoodCleaningRule}. */
export interface NeighbourhoodCleaningRuleParams extends CleaningSamplerParams {
  /**
   * How rows are edited first; null: by `nNeighbors` neighbours, most of which must be of a row's class, in the classes of
   * `samplingStrategy`. Default null.
   */
  readonly editedNearestNeighbours: EditedNearestNeighbours | null;
  /** Neighbours that judge a row; an integer >= 1. Default 3. */
  readonly nNeighbors: number;
  /** A class is cleaned if it has more than this share of the smallest class's rows; a number > 0. Default 0.5. */
  readonly thresholdCleaning: number;
}

/** Domain, default and help of {@link NeighbourhoodCleaningRuleParams}. */
export const neighbourhoodCleaningRuleParamSpecs: ParamSpecs<NeighbourhoodCleaningRuleParams> = {
  ...cleaningSamplerParamSpecs,
  editedNearestNeighbours: nullByDefault(
    custom<EditedNearestNeighbours>({
      default: new EditedNearestNeighbours({ kindSel: "mode" }),
      domain: "an EditedNearestNeighbours",
      help: "How rows are edited first.",
      outside: [1, "mode", {}, true],
      accepts: (value) => value instanceof EditedNearestNeighbours,
    }),
    "by nNeighbors neighbours, most of which must be of a row's class",
  ),
  nNeighbors: neighborsSpec(3, "Neighbours that judge a row."),
  thresholdCleaning: real({
    default: 0.5,
    above: 0,
    help: "Share of the smallest class above which a class is cleaned.",
  }),
};

/**
 * Removes rows that their nearest neighbours take for another class, and those by whose votes a row of the smallest class is taken
 * for another.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, ascending.
 *
 * Cost: that of finding the neighbours of every row of the classes to clean and of the smallest class.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Laurikkala (2001), Improving identification of difficult small classes by balancing class distribution.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4.5], [9], [10]];
 * const y = ["often", "often", "often", "often", "rare", "rare", "rare"];
 * (await new NeighbourhoodCleaningRule().fitResample(X, y)).sampleIndices; // => Int32Array.of(0, 4, 5, 6)
 * ```
 */
export class NeighbourhoodCleaningRule extends SelectingSampler<NeighbourhoodCleaningRuleParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "NeighbourhoodCleaningRule";

  constructor(params: Partial<NeighbourhoodCleaningRuleParams> = {}) {
    const specs = neighbourhoodCleaningRuleParamSpecs;
    super(NeighbourhoodCleaningRule.typeName, specs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: NeighbourhoodCleaningRuleParams): NeighbourhoodCleaningRule {
    return new NeighbourhoodCleaningRule(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, labelled: LabelledSamples): Promise<Selection<object>> {
    const { editedNearestNeighbours, nNeighbors } = this.params;
    const rule = editedNearestNeighbours?.params ?? { ...this.params, nNeighbors, kindSel: "mode" as const };
    const edited = await edit(samples, targetsOfRest(rule, labelled)(samples.codes), rule);
    return { index: await cleanNeighborhoods(samples, labelled.targets, edited, this.params), told: {} };
  }
}
