import type { Label, ResampleOptions } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import type { ResampledPart, RowsToWrite } from "../base/resampled-rows.js";
import type { BaseSampler, LabelledSamples, SampleIndices, SamplerParams } from "../base/sampler.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { gatherRows } from "../core/gather-rows.js";
import { Matrix } from "../core/matrix.js";
import { knownOrigin } from "../core/row-origin.js";

/** A sampler that adds rows behind the given ones. */
type Adds = BaseSampler<SamplerParams>;
/** A sampler that removes rows. */
type Cleans = BaseSampler<SamplerParams, SampleIndices>;

/**
 * Rows with those that one sampler adds, without those that another one then removes.
 *
 * @param samples with numbers for features.
 * @throws {InvalidInputError} naming row and column of the first cell that is no finite number, and what the two samplers throw.
 */
export async function overThenClean(
  samples: LabelledSamples,
  over: Adds,
  clean: Cleans,
  { signal, onProgress }: ResampleOptions,
): Promise<readonly ResampledPart[]> {
  const { rows, classes, codes } = samples;
  const labels = Array.from(codes, (code) => classes[code]!);
  const more = await over.fitResample(ownRows(samples), labels, { signal });
  onProgress?.({ done: 1, total: 2 });
  const { resampling } = await clean.decide(more.X, more.y, { signal });
  onProgress?.({ done: 2, total: 2 });
  const codeOf = new Map<Label, number>(classes.map((label, code) => [label, code]));
  const { rows: from } = knownOrigin(more.X)!;
  return runsOf(resampling.told.sampleIndices, (i) => (i < rows ? -1 : codeOf.get(more.y[i]!)!)).map(
    (index) =>
      index[0]! < rows
        ? { rows: index }
        : {
            made: madeOf(more.X, index),
            code: codeOf.get(more.y[index[0]!]!)!,
            from: index.map((i) => from![i]!),
          },
  );
}

/** The features as a matrix whose rows are counted from its own first, whatever they are rows of. */
function ownRows({ where, X }: LabelledSamples): Matrix | CsrMatrix {
  if (X instanceof CsrMatrix) return new CsrMatrix(X.data, X.indices, X.indptr, X.columns, X.columnNames);
  const { data, rows, columns } = toMatrix(where, X as Matrix);
  return new Matrix(data, rows, columns);
}

/** Rows of a sparse matrix, or those of a dense one, to be written where they stay. */
function madeOf(X: Matrix | CsrMatrix, index: Int32Array): CsrMatrix | RowsToWrite {
  if (X instanceof CsrMatrix) return X.takeRows(index);
  const { data, columns } = X;
  return { rows: index.length, columns, writeTo: (out) => gatherRows(data, columns, index, out) };
}

/** Stretches of an index whose elements have one key. */
function runsOf(index: Int32Array, keyOf: (i: number) => number): readonly Int32Array[] {
  const runs: Int32Array[] = [];
  let begin = 0;
  for (let at = 1; at <= index.length; at++) {
    if (at < index.length && keyOf(index[at]!) === keyOf(index[begin]!)) continue;
    if (at > begin && begin < index.length) runs.push(index.slice(begin, at));
    begin = at;
  }
  return runs;
}
