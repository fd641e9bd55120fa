import {
  CondensedNearestNeighbour,
  EditedNearestNeighbours,
  NearMiss,
  RandomUnderSampler,
  TomekLinks,
} from "learnkit";

new RandomUnderSampler({ samplingStrategy: { rare: 3 }, replacement: true });
// @ts-expect-error no such choice
new RandomUnderSampler({ samplingStrategy: "minority" });
// @ts-expect-error misspelt
new RandomUnderSampler({ replacment: true });
// @ts-expect-error there are three versions
new NearMiss({ version: 4 });
// @ts-expect-error no such kind
new EditedNearestNeighbours({ kindSel: "most" });
// @ts-expect-error a cleaning sampler takes no ratio
new TomekLinks({ samplingStrategy: 0.5 });
// @ts-expect-error a number
new CondensedNearestNeighbour({ nSeedsS: "1" });

const { X, y, sampleIndices } = await new TomekLinks().fitResample([[1], [2]], ["a", "b"]);
X.rows satisfies number;
y satisfies string[];
sampleIndices satisfies Int32Array;
// @ts-expect-error nothing repeats
(await new TomekLinks().fitResample([[1], [2]], ["a", "b"])).nIter;
