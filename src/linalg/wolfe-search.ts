/** A function along a line: its value, and its slope at the same step. */
export interface LineFunction {
  /** f(t). */
  readonly value: (step: number) => Promise<number>;
  /** f′(t) at a step whose value was just asked for. */
  readonly slope: (step: number) => Promise<number>;
}

/** Sufficient decrease and curvature, as scikit-learn's newton-cg sets them. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
/** Most doublings of the step, and most halvings of the interval. */
const TRIALS = 10;

/** An end of the interval that holds a good step. */
interface End {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/**
 * Line search for the strong Wolfe conditions by bracketing and zooming: slower than {@link MoreThuente}, but it finds a
 * step in some places where that one is stuck.
 *
 * Constants and interpolation are SciPy's `line_search_wolfe2`, so the step is the same.
 *
 * @param start f(0) and f′(0) at step 0.
 * @param first step to try first.
 * @returns the step, or undefined if none was found.
 * @see Nocedal & Wright (2006), Numerical Optimization, algorithms 3.5 and 3.6.
 */
export async function wolfeSearch(
  line: LineFunction,
  start: End,
  first: number,
): Promise<number | undefined> {
  let before = start;
  let step = first;
  let value = await line.value(step);
  for (let trial = 0; trial < TRIALS; trial++) {
    if (step === 0) return undefined;
    if (value > bound(start, step) || (trial > 0 && value >= before.value))
      return zoom(line, start, before, { step, value });
    const slope = await line.slope(step);
    if (Math.abs(slope) <= -CURVATURE * start.slope) return step;
    const here: End = { step, value, slope };
    if (slope >= 0) return zoom(line, start, here, before);
    before = here;
    step *= 2;
    value = await line.value(step);
  }
  return step;
}

const bound = (start: End, step: number): number => start.value + DECREASE * step * start.slope;

/** Shrinks the interval between the best end so far and the other until a step inside is good. */
async function zoom(
  line: LineFunction,
  start: End,
  best: End,
  other: Omit<End, "slope">,
): Promise<number | undefined> {
  let [low, high] = [best, other];
  let discarded: Omit<End, "slope"> = start;
  for (let trial = 0; trial <= TRIALS; trial++) {
    const step = interpolate(low, high, trial === 0 ? undefined : discarded);
    const value = await line.value(step);
    if (value > bound(start, step) || value >= low.value) {
      discarded = high;
      high = { step, value };
      continue;
    }
    const slope = await line.slope(step);
    if (Math.abs(slope) <= -CURVATURE * start.slope) return step;
    if (slope * (high.step - low.step) >= 0) {
      discarded = high;
      high = low;
    } else discarded = low;
    low = { step, value, slope };
  }
  return undefined;
}

/** Minimiser of the cubic, else of the quadratic, else the middle: whichever first lies well inside the interval. */
function interpolate(low: End, high: Omit<End, "slope">, third: Omit<End, "slope"> | undefined): number {
  const length = high.step - low.step;
  const from = Math.min(low.step, high.step);
  const to = Math.max(low.step, high.step);
  const inside = (step: number, margin: number): boolean => step <= to - margin && step >= from + margin;
  const cubic = third === undefined ? Number.NaN : cubicMinimiser(low, high, third);
  if (inside(cubic, 0.2 * length)) return cubic;
  const quadratic = quadraticMinimiser(low, high);
  return inside(quadratic, 0.1 * length) ? quadratic : low.step + 0.5 * length;
}

/** Minimiser of the cubic through three points with the slope of the first; NaN if there is none. */
function cubicMinimiser(a: End, b: Omit<End, "slope">, c: Omit<End, "slope">): number {
  const db = b.step - a.step;
  const dc = c.step - a.step;
  const scale = (db * dc) ** 2 * (db - dc);
  const eb = b.value - a.value - a.slope * db;
  const ec = c.value - a.value - a.slope * dc;
  const A = (dc * dc * eb - db * db * ec) / scale;
  const B = (-(dc ** 3) * eb + db ** 3 * ec) / scale;
  const step = a.step + (-B + Math.sqrt(B * B - 3 * A * a.slope)) / (3 * A);
  return Number.isFinite(step) ? step : Number.NaN;
}

/** Minimiser of the parabola through two points with the slope of the first; NaN if there is none. */
function quadraticMinimiser(a: End, b: Omit<End, "slope">): number {
  const db = b.step - a.step;
  const B = (b.value - a.value - a.slope * db) / (db * db);
  const step = a.step - a.slope / (2 * B);
  return Number.isFinite(step) ? step : Number.NaN;
}
