import { KNeighborsClassifier } from "./k-neighbors-classifier.js";
import { KNeighborsRegressor } from "./k-neighbors-regressor.js";

export async function labelsKeepTheirType(): Promise<void> {
  const model = await new KNeighborsClassifier().fit([[1]], ["a", "b"] as const);
  const labels: ("a" | "b")[] = await model.predict([[1]]);
  labels satisfies string[];
  // @ts-expect-error the labels are strings
  await model.score([[1]], [1]);
  (await model.kneighbors()).indices satisfies readonly Int32Array[];
}

export function parametersAreChecked(): void {
  new KNeighborsClassifier({ metric: (a, b) => Math.abs(a[0]! - b[0]!), weights: (distances) => distances });
  // @ts-expect-error a misspelt hyper-parameter
  new KNeighborsClassifier({ nNeighbours: 3 });
  // @ts-expect-error no such metric
  new KNeighborsRegressor({ metric: "euclid" });
  // @ts-expect-error no such algorithm
  new KNeighborsRegressor({ algorithm: "grid" });
  // @ts-expect-error predict before fit
  void new KNeighborsRegressor().predict([[1]]);
}

export async function regressorsHaveNoProbabilities(): Promise<void> {
  const model = await new KNeighborsRegressor().fit([[1]], [1]);
  // @ts-expect-error a regressor has no probabilities
  await model.predictProba([[1]]);
  // @ts-expect-error targets are numbers
  await new KNeighborsRegressor().fit([[1]], ["a"]);
}
