import { test } from "vitest";
import { LocalOutlierFactor } from "./local-outlier-factor.js";
import type {
  LocalOutlierFactorModel,
  LocalOutlierFactorNoveltyModel,
} from "./local-outlier-factor-model.js";

test("what a local outlier factor can do depends on its novelty", async () => {
  const plain = await new LocalOutlierFactor({ nNeighbors: 5 }).fit([[1]]);
  plain satisfies LocalOutlierFactorModel;
  plain.labels satisfies Int32Array;
  // @ts-expect-error no method for new rows
  await plain.predict([[1]]);
  // @ts-expect-error no method for new rows
  await plain.scoreSamples([[1]]);

  const judge = await new LocalOutlierFactor({ novelty: true }).fit([[1]]);
  judge satisfies LocalOutlierFactorNoveltyModel;
  (await judge.predict([[1]])) satisfies Int32Array;
  // @ts-expect-error a training row would be its own neighbour
  judge.labels;
  // @ts-expect-error fitPredict judges the training rows
  await new LocalOutlierFactor({ novelty: true }).fitPredict([[1]]);
  (await new LocalOutlierFactor({ novelty: false }).fitPredict([[1]])) satisfies Int32Array;

  // @ts-expect-error a misspelt hyper-parameter
  new LocalOutlierFactor({ nNeighbours: 5 });
  // @ts-expect-error no such metric
  new LocalOutlierFactor({ metric: "euclid" });
  // @ts-expect-error neighbours have equal weight
  new LocalOutlierFactor({ weights: "distance" });
  // @ts-expect-error text is no share
  new LocalOutlierFactor({ contamination: "low" });
});
