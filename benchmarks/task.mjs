// What the tasks of our side share. tasks/FAMILY.mjs has our side of each benchmark: the same data, the same timed parts and the same
// score as in python/FAMILY.py.
//
// A task is { small, large, prepare(kit, data, size) }, where `prepare` returns { n, d, once } and `once` resolves to the times of its
// two parts and its score: [fit_s, predict_s, score]. What `prepare` does is not timed.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

/** Folder of the generated data. */
export const DATA = process.env.BENCH_DATA;

/** Doubles of a file, read straight into their place: a second copy would count as our memory. */
function readDoubles(path) {
  const file = openSync(path);
  const data = new Float64Array(fstatSync(file).size / 8);
  for (let at = 0; at < data.byteLength; ) at += readSync(file, data, at, data.byteLength - at);
  closeSync(file);
  return data;
}

/** Arrays of a data set by name; matrices as { data, rows, columns }. */
export function load(name) {
  const { arrays } = JSON.parse(readFileSync(join(DATA, `${name}.json`), "utf8"));
  return Object.fromEntries(
    Object.entries(arrays).map(([key, { file, shape }]) => {
      const data = readDoubles(join(DATA, file));
      return [key, shape.length === 1 ? data : { data, rows: shape[0], columns: shape[1] }];
    }),
  );
}

/** A view of some rows, as a slice in NumPy is. */
export function headRows(kit, { data, columns }, begin, end) {
  return new kit.Matrix(data.subarray(begin * columns, end * columns), end - begin, columns);
}

/** Seconds that `work` takes, and its result. */
export async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

export function supervised(small, large, make, { regression = false, rows, ...settings } = {}) {
  const prepare = (kit, data, size) => {
    const { X, y } = load(data);
    let train = Math.floor(X.rows * 0.8);
    let test = X.rows - train;
    const cut = train;
    if (rows !== undefined) {
      train = rows[size];
      test = Math.floor(train / 4);
    }
    const [Xa, ya] = [headRows(kit, X, 0, train), y.subarray(0, train)];
    const [Xb, yb] = [headRows(kit, X, cut, cut + test), y.subarray(cut, cut + test)];
    const once = async () => {
      const [fit, model] = await timed(() => make(kit).fit(Xa, ya));
      const [predict, labels] = await timed(() => model.predict(Xb));
      return [fit, predict, regression ? kit.r2Score(yb, labels) : kit.accuracyScore(yb, labels)];
    };
    return { n: train, d: X.columns, once };
  };
  return { small, large, prepare, ...settings };
}

export function transformer(small, large, make, settings = {}) {
  const prepare = (kit, data) => {
    const { X: raw } = load(data);
    const X = new kit.Matrix(raw.data, raw.rows, raw.columns);
    const once = async () => {
      const [fit, model] = await timed(() => make(kit).fit(X));
      const [transform, Z] = await timed(() => model.transform(X));
      return [fit, transform, Z.data.reduce((sum, value) => sum + Math.abs(value), 0)];
    };
    return { n: X.rows, d: X.columns, once };
  };
  return { small, large, prepare, ...settings };
}

export function selection(small, large, rows, search, settings = {}) {
  const prepare = (kit, data, size) => {
    const { X: raw, y: all } = load(data);
    const X = headRows(kit, raw, 0, rows[size]);
    const y = all.slice(0, rows[size]);
    const once = async () => {
      const [fit, score] = await timed(() => search(kit, X, y));
      return [fit, 0, score];
    };
    return { n: X.rows, d: X.columns, once };
  };
  return { small, large, prepare, ...settings };
}
