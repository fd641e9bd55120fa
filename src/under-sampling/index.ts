/**
 * Fewer rows of the larger classes: drawn at random, selected or cleaned by neighbours.
 *
 * @module
 */
export { AllKNN, type AllKNNParams, allKNNParamSpecs } from "./all-knn.js";
export {
  ClusterCentroids,
  type ClusterCentroidsParams,
  clusterCentroidsParamSpecs,
} from "./cluster-centroids.js";
export {
  CondensedNearestNeighbour,
  type CondensedNearestNeighbourParams,
} from "./condensed-nearest-neighbour.js";
export type { CondensingRule } from "./condensing.js";
export { type CondensingParams, condensingParamSpecs } from "./condensing-params.js";
export {
  EditedNearestNeighbours,
  type EditedNearestNeighboursParams,
} from "./edited-nearest-neighbours.js";
export type { EditingRule, SelectionKind } from "./editing.js";
export { type EditingParams, editingParamSpecs } from "./editing-params.js";
export {
  InstanceHardnessThreshold,
  type InstanceHardnessThresholdParams,
  instanceHardnessThresholdParamSpecs,
} from "./instance-hardness-threshold.js";
export { NearMiss, type NearMissParams, nearMissParamSpecs } from "./near-miss.js";
export {
  NeighbourhoodCleaningRule,
  type NeighbourhoodCleaningRuleParams,
  neighbourhoodCleaningRuleParamSpecs,
} from "./neighbourhood-cleaning-rule.js";
export { OneSidedSelection, type OneSidedSelectionParams } from "./one-sided-selection.js";
export {
  RandomUnderSampler,
  type RandomUnderSamplerParams,
  randomUnderSamplerParamSpecs,
} from "./random-under-sampler.js";
export {
  RepeatedEditedNearestNeighbours,
  type RepeatedEditedNearestNeighboursParams,
  type RepeatedRounds,
  repeatedEditedNearestNeighboursParamSpecs,
} from "./repeated-edited-nearest-neighbours.js";
export { TomekLinks, type TomekLinksParams } from "./tomek-links.js";
export {
  type CleaningSamplerParams,
  cleaningSamplerParamSpecs,
  type UnderSamplerParams,
  underSamplerParamSpecs,
} from "./under-sampler-params.js";
