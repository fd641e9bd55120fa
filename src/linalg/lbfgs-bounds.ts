import type { LbfgsMemory } from "./lbfgs.js";
import { solveLinear } from "./linear-solve.js";
import { dot } from "./vector.js";

/** Largest absolute element of the gradient, where a bound stops the descent no more than the distance to it. */
export function projectedGradientNorm(
  x: Float64Array,
  gradient: Float64Array,
  lower: Float64Array | undefined,
): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const g = gradient[i]!;
    const projected = lower !== undefined && g >= 0 ? Math.min(x[i]! - lower[i]!, g) : g;
    largest = Math.max(largest, Math.abs(projected));
  }
  return largest;
}

/** Longest step along `direction` that stays inside the bounds, at most 1e10. */
export function longestStep(x: Float64Array, direction: Float64Array, lower: Float64Array): number {
  let longest = 1e10;
  for (let i = 0; i < x.length; i++) {
    const room = lower[i]! - x[i]!;
    if (direction[i]! >= 0) continue;
    if (room >= 0) return 0;
    if (direction[i]! * longest < room) longest = room / direction[i]!;
  }
  return longest;
}

/**
 * Minimiser of the quadratic model inside lower bounds: generalised Cauchy point, then a step in the subspace of the variables that
 * are free there, projected into the bounds.
 *
 * The model's Hessian is B = θ I − W M Wᵀ with W = [Y, θ S].
 *
 * @see Byrd, Lu, Nocedal & Zhu (1995), sections 4 and 5.1; Morales & Nocedal (2011).
 */
export function boundedTarget(
  x: Float64Array,
  gradient: Float64Array,
  memory: LbfgsMemory,
  lower: Float64Array,
): Float64Array {
  const model = new CompactModel(memory);
  const cauchy = cauchyPoint(x, gradient, lower, model);
  if (memory.s.length === 0 || cauchy.free.length === 0) return cauchy.point;
  return subspaceMinimum(x, gradient, lower, model, cauchy);
}

/** W and M of the compact representation. */
class CompactModel {
  readonly theta: number;
  readonly size: number;
  private readonly memory: LbfgsMemory;
  private readonly inverseM: Float64Array;

  constructor(memory: LbfgsMemory) {
    const { s, y, sy, theta } = memory;
    const c = s.length;
    const n = 2 * c;
    const K = new Float64Array(n * n);
    for (let i = 0; i < c; i++) {
      K[i * n + i] = -sy[i]!;
      for (let j = 0; j < c; j++) K[(c + i) * n + c + j] = theta * dot(s[i]!, s[j]!);
      for (let j = 0; j < i; j++) {
        const value = dot(s[i]!, y[j]!);
        K[(c + i) * n + j] = value;
        K[j * n + c + i] = value;
      }
    }
    this.memory = memory;
    this.theta = theta;
    this.size = n;
    this.inverseM = K;
  }

  /** Row i of W. */
  row(i: number): Float64Array {
    const { s, y } = this.memory;
    const c = s.length;
    const out = new Float64Array(2 * c);
    for (let k = 0; k < c; k++) {
      out[k] = y[k]![i]!;
      out[c + k] = this.theta * s[k]![i]!;
    }
    return out;
  }

  /** M v. */
  multiply(v: Float64Array): Float64Array {
    return this.size === 0 ? v : solveLinear(this.inverseM, this.size, v);
  }
}

interface Cauchy {
  readonly point: Float64Array;
  /** Wᵀ(point − x). */
  readonly c: Float64Array;
  /** Variables that are not held at a bound. */
  readonly free: readonly number[];
}

function cauchyPoint(
  x: Float64Array,
  gradient: Float64Array,
  lower: Float64Array,
  model: CompactModel,
): Cauchy {
  const n = x.length;
  const d = new Float64Array(n);
  const held = new Uint8Array(n);
  const breaks: { readonly i: number; readonly t: number }[] = [];
  const p = new Float64Array(model.size);
  let f1 = 0;
  for (let i = 0; i < n; i++) {
    const g = gradient[i]!;
    if (x[i]! <= lower[i]! && g >= 0) {
      held[i] = 1;
      continue;
    }
    d[i] = -g;
    f1 -= g * g;
    addScaled(p, -g, model.row(i));
    if (g > 0 && lower[i]! > Number.NEGATIVE_INFINITY) breaks.push({ i, t: (x[i]! - lower[i]!) / g });
  }
  breaks.sort((a, b) => a.t - b.t || a.i - b.i);

  const point = x.slice();
  const c = new Float64Array(model.size);
  let f2 = -model.theta * f1 - dot(p, model.multiply(p));
  const f2First = -model.theta * f1;
  let dt = f1 === 0 ? 0 : -f1 / f2;
  let t = 0;
  for (const { i, t: next } of breaks) {
    const length = next - t;
    if (dt < length) break;
    const g = gradient[i]!;
    const z = lower[i]! - x[i]!;
    point[i] = lower[i]!;
    held[i] = 1;
    d[i] = 0;
    addScaled(c, length, p);
    const w = model.row(i);
    const Mw = model.multiply(w);
    f1 += length * f2 + g * g + model.theta * g * z - g * dot(Mw, c);
    f2 += -model.theta * g * g - 2 * g * dot(Mw, p) - g * g * dot(Mw, w);
    f2 = Math.max(2 ** -52 * f2First, f2);
    addScaled(p, g, w);
    t = next;
    dt = held.every((flag) => flag === 1) ? 0 : -f1 / f2;
  }
  dt = Math.max(dt, 0);
  t += dt;
  addScaled(c, dt, p);
  for (let i = 0; i < n; i++) if (held[i] === 0) point[i] = x[i]! + t * d[i]!;
  return { point, c, free: [...held.keys()].filter((i) => held[i] === 0) };
}

function subspaceMinimum(
  x: Float64Array,
  gradient: Float64Array,
  lower: Float64Array,
  model: CompactModel,
  { point, c, free }: Cauchy,
): Float64Array {
  const step = subspaceStep(x, gradient, model, point, c, free);
  const out = point.slice();
  free.forEach((i, k) => {
    out[i] = Math.max(point[i]! + step[k]!, lower[i]!);
  });
  let slope = 0;
  for (let i = 0; i < x.length; i++) slope += (out[i]! - x[i]!) * gradient[i]!;
  if (slope <= 0) return out;

  // The projected point is not one of descent: go along the step until the first bound instead.
  let longest = 1;
  free.forEach((i, k) => {
    if (step[k]! < 0) longest = Math.min(longest, Math.max(0, (lower[i]! - point[i]!) / step[k]!));
  });
  const along = point.slice();
  free.forEach((i, k) => {
    along[i] = Math.max(point[i]! + longest * step[k]!, lower[i]!);
  });
  return along;
}

/** Newton step of the model from the Cauchy point, over the free variables (direct primal method). */
function subspaceStep(
  x: Float64Array,
  gradient: Float64Array,
  model: CompactModel,
  point: Float64Array,
  c: Float64Array,
  free: readonly number[],
): Float64Array {
  const { theta, size } = model;
  const rows = free.map((i) => model.row(i));
  const Mc = model.multiply(c);
  const r = Float64Array.from(free, (i, k) => gradient[i]! + theta * (point[i]! - x[i]!) - dot(rows[k]!, Mc));
  const v = new Float64Array(size);
  const N = new Float64Array(size * size);
  rows.forEach((row, k) => {
    addScaled(v, r[k]!, row);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) N[a * size + b]! += (row[a]! * row[b]!) / theta;
  });
  const system = new Float64Array(size * size); // I − M N
  for (let b = 0; b < size; b++) {
    const column = Float64Array.from({ length: size }, (_, a) => N[a * size + b]!);
    const Mcolumn = model.multiply(column);
    for (let a = 0; a < size; a++) system[a * size + b] = (a === b ? 1 : 0) - Mcolumn[a]!;
  }
  const solved = solveLinear(system, size, model.multiply(v));
  return r.map((value, k) => -value / theta - dot(rows[k]!, solved) / (theta * theta));
}

function addScaled(into: Float64Array, scale: number, row: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k]! += scale * row[k]!;
}
