export type { CappingMethod } from "./capping-limits.js";
export { type IqrFences, type IqrOptions, iqrFences, iqrOutliers } from "./iqr-fences.js";
export {
  type ModifiedZscoreOutlierOptions,
  modifiedZscore,
  modifiedZscoreOutliers,
} from "./modified-zscore.js";
export {
  type MahalanobisOutlierOptions,
  mahalanobisOutliers,
  type RobustMahalanobisOptions,
  robustMahalanobis,
} from "./robust-mahalanobis.js";
export { Winsorizer, WinsorizerModel, type WinsorizerParams, winsorizerParamSpecs } from "./winsorizer.js";
export { type ZscoreOptions, type ZscoreOutlierOptions, zscore, zscoreOutliers } from "./zscore.js";
