import { classRows } from "../base/class-rows.js";
import { allRows } from "../core/row-indices.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import { type ClassedSamples, rowsAt } from "./classed-samples.js";

/**
 * Rows that are in no Tomek link, or not of a targeted class: two samples of different classes are linked if each is the
 * nearest neighbour of the other.
 *
 * Of the two classes of a link, one at least is not the largest one. So the neighbours of all other samples are found, and
 * then those of their neighbours of another class only.
 *
 * Cost: a search for each sample outside the largest class, and for at most as many in it.
 *
 * @returns positions among the samples, ascending.
 * @see Tomek (1976), Two modifications of CNN, doi:10.1109/TSMC.1976.4309452.
 */
export async function selectUnlinked(
  samples: ClassedSamples,
  targets: { has(code: number): boolean },
): Promise<Int32Array> {
  const { where, X, codes, picked, nClasses, sparse, signal } = samples;
  const n = codes.length;
  const search = await euclideanSearch(where, X, 2, sparse, { rows: picked, signal });
  const nearest = new Int32Array(n).fill(-1);
  const find = async (rows: Int32Array): Promise<void> => {
    if (rows.length === 0) return;
    // Answers shall be those of a search for all samples at once, which decides among equally near ones.
    const asking = { rows: rowsAt(samples, rows), signal, asked: n };
    const others = await search.othersNearest(where, X, 2, asking);
    for (let i = 0; i < rows.length; i++) nearest[rows[i]!] = others[i]!;
  };
  const rowsOf = classRows(codes, nClasses);
  const largest = rowsOf.reduce((best, rows, code) => (rows.length > rowsOf[best]!.length ? code : best), 0);
  const all = allRows(n);
  await find(all.filter((i) => codes[i] !== largest));
  const isWanted = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const j = nearest[i]!;
    if (j >= 0 && nearest[j] === -1) isWanted[j] = 1;
  }
  await find(all.filter((i) => isWanted[i] === 1));
  const linked = (i: number): boolean => {
    const j = nearest[i]!;
    return j >= 0 && codes[j] !== codes[i] && nearest[j] === i;
  };
  return all.filter((i) => !(targets.has(codes[i]!) && linked(i)));
}
