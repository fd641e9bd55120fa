import { KMeans } from "./k-means.js";
import { MiniBatchKMeans } from "./mini-batch-k-means.js";

new KMeans({ nClusters: 3, init: [[0], [1], [2]], nInit: "auto" });
// @ts-expect-error a misspelt hyper-parameter
new KMeans({ nCluster: 3 });
// @ts-expect-error there is no such start
new KMeans({ init: "kmeans++" });
// @ts-expect-error centres are rows
new KMeans({ init: [0, 1] });
// @ts-expect-error predict before fit
new KMeans().predict([[1]]);

const model = await new KMeans().fit([[1]]);
const labels: Int32Array = await model.predict([[1]]);
void labels;
// @ts-expect-error clusters have no probabilities
await model.predictProba([[1]]);

new MiniBatchKMeans({ batchSize: 10, maxNoImprovement: null });
// @ts-expect-error batches have no such algorithm
new MiniBatchKMeans({ algorithm: "elkan" });
const batches = await new MiniBatchKMeans().fit([[1]]);
// @ts-expect-error labels may not have been computed
batches.labels.length;
