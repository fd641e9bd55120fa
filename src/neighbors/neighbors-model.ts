import { NeighborSearchModel, type NeighborSearchState } from "./neighbor-search-model.js";
import { type NeighborWeights, savableWeights } from "./neighbor-weights.js";

/** What a model of weighted neighbours consists of. */
export interface NeighborsState extends NeighborSearchState {
  readonly weights: NeighborWeights;
}

/** What every model that predicts by the k nearest neighbours has. */
export abstract class NeighborsModel extends NeighborSearchModel {
  /** How much each neighbour counts. */
  readonly weights: NeighborWeights;

  /** @internal */
  constructor(state: NeighborsState) {
    super(state);
    this.weights = state.weights;
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if weights or metric are functions, which no file can hold.
   */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), weights: savableWeights(this.typeName, this.weights) };
  }
}
