export { type BreastCancerSchema, loadBreastCancer } from "./load-breast-cancer.js";
export { type CarsSchema, loadCars } from "./load-cars.js";
export { type Co2Schema, loadCo2 } from "./load-co2.js";
export { type DiabetesSchema, loadDiabetes } from "./load-diabetes.js";
export { type DigitsSchema, loadDigits } from "./load-digits.js";
export { type IrisSchema, loadIris } from "./load-iris.js";
export { loadRandhie, type RandhieSchema } from "./load-randhie.js";
export { loadSeattleWeather, type SeattleWeatherSchema } from "./load-seattle-weather.js";
export { loadSpector, type SpectorSchema } from "./load-spector.js";
export { loadWine, type WineSchema } from "./load-wine.js";
export { type LabelledSamples, type MakeBlobsOptions, makeBlobs, makeBlobsSpecs } from "./make-blobs.js";
export {
  type MakeClassificationOptions,
  makeClassification,
  makeClassificationSpecs,
} from "./make-classification.js";
export {
  type MakeFriedman1Options,
  makeFriedman1,
  makeFriedman1Specs,
  type TargetedSamples,
} from "./make-friedman1.js";
export {
  type MakeLowRankMatrixOptions,
  makeLowRankMatrix,
  makeLowRankMatrixSpecs,
} from "./make-low-rank-matrix.js";
export {
  type MakeCirclesOptions,
  type MakeMoonsOptions,
  makeCircles,
  makeCirclesSpecs,
  makeMoons,
  makeMoonsSpecs,
} from "./make-moons.js";
export {
  type MakeRegressionOptions,
  makeRegression,
  makeRegressionSpecs,
  type RegressionSamples,
} from "./make-regression.js";
