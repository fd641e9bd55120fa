/**
 * Machine learning for TypeScript.
 *
 * @module
 */
export * from "./base/index.js";
export * from "./cluster/index.js";
export * from "./combine/index.js";
export * from "./compose/index.js";
export * from "./core/index.js";
export * from "./covariance/index.js";
export * from "./datasets/index.js";
export * from "./dummy/index.js";
export * from "./ensemble/index.js";
export * from "./feature-selection/index.js";
export * from "./frame/index.js";
export * from "./impute/index.js";
export * from "./linalg/index.js";
export * from "./linear-model/index.js";
export * from "./metrics/index.js";
export * from "./model-selection/index.js";
export * from "./neighbors/index.js";
export * from "./outliers/index.js";
export * from "./over-sampling/index.js";
export * from "./parallel/index.js";
export * from "./persistence/index.js";
export * from "./preprocessing/index.js";
export * from "./stats/index.js";
export * from "./tree/index.js";
export * from "./under-sampling/index.js";
