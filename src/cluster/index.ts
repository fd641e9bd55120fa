export { BaseKMeansModel } from "./base-k-means.js";
export { KMeans, KMeansModel } from "./k-means.js";
export {
  type BaseKMeansParams,
  type InitialCenters,
  type KMeansParams,
  kMeansParamSpecs,
} from "./k-means-params.js";
