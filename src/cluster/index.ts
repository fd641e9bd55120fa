export { BaseKMeansModel } from "./base-k-means.js";
export { KMeans, KMeansModel } from "./k-means.js";
export {
  type BaseKMeansParams,
  type InitialCenters,
  type KMeansParams,
  kMeansParamSpecs,
  type MiniBatchKMeansParams,
  miniBatchKMeansParamSpecs,
} from "./k-means-params.js";
export { MiniBatchKMeans, MiniBatchKMeansModel } from "./mini-batch-k-means.js";
