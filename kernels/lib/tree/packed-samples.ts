// Rows of a tree on the path of sorted keys: each stands with its load in one entry, so that a node reads them in one stream.
import { entry, entryAt, halfAt, rankOf, restOf, setEntry } from "./entries";
import { Grower, i32At, setI32 } from "./grower";

/** Ranks of the values of a feature. */
@inline
export function ranksOf<T extends number>(g: Grower, feature: i32): usize {
  return g.rank + ((<usize>feature * <usize>g.rankedRows) << (sizeof<T>() == 4 ? 1 : 2));
}

/** Packs the samples. */
export function packEntries<T extends number>(g: Grower): void {
  for (let p = 0; p < g.nSamples; p++) {
    const i = i32At(g.samples, p);
    const row = g.chosen == 0 ? i : i32At(g.chosen, i);
    setEntry<T>(g.packed, p, entry<T>(row, halfAt<T>(g.loads, i)));
  }
}

/** Writes the node's samples and their loads one by one, for the counts. */
export function unpackEntries<T extends number>(g: Grower): void {
  const n = g.end - g.start;
  const packed = g.packed + <usize>g.start * sizeof<T>();
  const samples = g.samples + (<usize>g.start << 2);
  for (let p = 0; p < n; p++) {
    const e = entryAt<T>(packed, p);
    setI32(samples, p, rankOf<T>(e));
    setI32(g.nodeLoads, p, restOf<T>(e));
  }
}

/** Parts the node's samples by the best split, without a branch; both parts keep their order. */
export function partEntries<T extends number>(g: Grower): void {
  const ranks = ranksOf<T>(g, g.bestFeature);
  const cut = <u32>g.bestRank;
  const end = g.packed + <usize>g.end * sizeof<T>();
  let left = g.packed + <usize>g.start * sizeof<T>();
  let right = g.spare;
  for (let at = left; at < end; at += sizeof<T>()) {
    const e = load<T>(at);
    const goes = <usize>(halfAt<T>(ranks, rankOf<T>(e)) <= cut) * sizeof<T>();
    store<T>(left, e);
    store<T>(right, e);
    left += goes;
    right += sizeof<T>() - goes;
  }
  memory.copy(left, g.spare, right - g.spare);
}
