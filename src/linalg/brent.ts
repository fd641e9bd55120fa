/** Where a function of one variable is least. */
export interface ScalarMinimum {
  readonly x: number;
  /** Value of the function at x. */
  readonly value: number;
  /** Whether the interval shrank to the tolerance within the limit of evaluations. */
  readonly converged: boolean;
}

/** A point and the value of the function there. */
interface Point {
  readonly x: number;
  readonly value: number;
}

// Constants of scipy's bracket, brent and fminbound, so that the same points are visited.
const GOLDEN_RATIO = 1.618034;
const GROW_LIMIT = 110;
const MOST_BRACKET_STEPS = 1000;
const SMALLEST_DENOMINATOR = 1e-21;
const BRENT_SECTION = 0.381966;
const BRENT_TOLERANCE = 1.48e-8;
const BRENT_LEAST_STEP = 1e-11;
const BOUNDED_SECTION = 0.5 * (3 - Math.sqrt(5));
const ROOT_EPSILON = Math.sqrt(2.2e-16);
const MOST_EVALUATIONS = 500;

/**
 * Least value of a function of one variable by Brent's method, from a bracket that is searched downhill from two points.
 *
 * Cost: about 20 to 40 evaluations.
 *
 * @returns undefined if no three points with the least value in the middle are found.
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
 */
export function brentMinimum(f: (x: number) => number, a: number, b: number): ScalarMinimum | undefined {
  const bracket = bracketMinimum(f, a, b);
  if (bracket === undefined) return undefined;
  const { low, middle, high } = bracket;
  return sectionSearch(f, {
    low: Math.min(low, high),
    high: Math.max(low, high),
    start: middle,
    section: BRENT_SECTION,
    tolerance: (x) => BRENT_TOLERANCE * Math.abs(x) + BRENT_LEAST_STEP,
  });
}

/**
 * Least value of a function of one variable between two bounds, by Brent's method.
 *
 * @param tolerance absolute, of x.
 * @see Forsythe, Malcolm & Moler (1977), Computer Methods for Mathematical Computations, section 8.2.
 */
export function boundedMinimum(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
): ScalarMinimum {
  const x = low + BOUNDED_SECTION * (high - low);
  return sectionSearch(f, {
    ...{ low, high, start: { x, value: f(x) }, section: BOUNDED_SECTION },
    tolerance: (at) => ROOT_EPSILON * Math.abs(at) + tolerance / 3,
  });
}

interface Bracket {
  readonly low: number;
  readonly middle: Point;
  readonly high: number;
}

/** Walks downhill from two points, by parabolas of limited reach, until the function rises again. */
function bracketMinimum(f: (x: number) => number, first: number, second: number): Bracket | undefined {
  const at = (x: number): Point => ({ x, value: f(x) });
  let a = at(first);
  let b = at(second);
  if (a.value < b.value) [a, b] = [b, a];
  let c = at(b.x + GOLDEN_RATIO * (b.x - a.x));
  for (let step = 0; c.value < b.value; step++) {
    if (step > MOST_BRACKET_STEPS) return undefined;
    const w = vertex(a, b, c);
    const limit = b.x + GROW_LIMIT * (c.x - b.x);
    let next: Point;
    if ((w - c.x) * (b.x - w) > 0) {
      const inside = at(w);
      if (inside.value < c.value) {
        [a, b] = [b, inside];
        break;
      }
      if (inside.value > b.value) {
        c = inside;
        break;
      }
      next = at(c.x + GOLDEN_RATIO * (c.x - b.x));
    } else if ((w - limit) * (limit - c.x) >= 0) next = at(limit);
    else if ((w - limit) * (c.x - w) > 0) {
      next = at(w);
      if (next.value < c.value) {
        [b, c] = [c, next];
        next = at(c.x + GOLDEN_RATIO * (c.x - b.x));
      }
    } else next = at(c.x + GOLDEN_RATIO * (c.x - b.x));
    [a, b, c] = [b, c, next];
  }
  return isBracket(a, b, c) ? { low: a.x, middle: b, high: c.x } : undefined;
}

/** Abscissa of the vertex of the parabola through three points. */
function vertex(a: Point, b: Point, c: Point): number {
  const r = (b.x - a.x) * (b.value - c.value);
  const q = (b.x - c.x) * (b.value - a.value);
  const difference = q - r;
  const denominator = 2 * (Math.abs(difference) < SMALLEST_DENOMINATOR ? SMALLEST_DENOMINATOR : difference);
  return b.x - ((b.x - c.x) * q - (b.x - a.x) * r) / denominator;
}

function isBracket(a: Point, b: Point, c: Point): boolean {
  const least = (b.value < c.value && b.value <= a.value) || (b.value < a.value && b.value <= c.value);
  const ordered = (a.x < b.x && b.x < c.x) || (c.x < b.x && b.x < a.x);
  return least && ordered && Number.isFinite(a.x) && Number.isFinite(c.x);
}

interface SectionSearch {
  readonly low: number;
  readonly high: number;
  readonly start: Point;
  /** Share of an interval that a golden section step takes. */
  readonly section: number;
  /** Least step near x. */
  readonly tolerance: (x: number) => number;
}

/** Parabolic steps where they shrink the interval fast enough, golden section steps elsewhere. */
function sectionSearch(f: (x: number) => number, search: SectionSearch): ScalarMinimum {
  let { low, high } = search;
  let best = search.start;
  let second = best;
  let third = best;
  let step = 0;
  let before = 0; // the step before the last one
  for (let evaluations = 1; evaluations < MOST_EVALUATIONS; evaluations++) {
    const middle = 0.5 * (low + high);
    const tolerance = search.tolerance(best.x);
    if (Math.abs(best.x - middle) <= 2 * tolerance - 0.5 * (high - low)) return { ...best, converged: true };
    const parabolic =
      Math.abs(before) > tolerance ? parabolicStep(best, second, third, before, low, high) : null;
    if (parabolic === null) {
      before = best.x >= middle ? low - best.x : high - best.x;
      step = search.section * before;
    } else {
      before = step;
      step = parabolic;
      const x = best.x + step;
      if (x - low < 2 * tolerance || high - x < 2 * tolerance)
        step = middle >= best.x ? tolerance : -tolerance;
    }
    if (Math.abs(step) < tolerance) step = step >= 0 ? tolerance : -tolerance;
    const x = best.x + step;
    const tried: Point = { x, value: f(x) };
    if (tried.value <= best.value) {
      if (x >= best.x) low = best.x;
      else high = best.x;
      [best, second, third] = [tried, best, second];
    } else {
      if (x < best.x) low = x;
      else high = x;
      if (tried.value <= second.value || second.x === best.x) [second, third] = [tried, second];
      else if (tried.value <= third.value || third.x === best.x || third.x === second.x) third = tried;
    }
  }
  return { ...best, converged: false };
}

/** Step to the vertex of the parabola through the three best points; null if it leaves the interval or is too long. */
function parabolicStep(
  best: Point,
  second: Point,
  third: Point,
  before: number,
  low: number,
  high: number,
): number | null {
  const r = (best.x - second.x) * (best.value - third.value);
  let q = (best.x - third.x) * (best.value - second.value);
  let p = (best.x - third.x) * q - (best.x - second.x) * r;
  q = 2 * (q - r);
  if (q > 0) p = -p;
  q = Math.abs(q);
  const inside = p > q * (low - best.x) && p < q * (high - best.x);
  return inside && Math.abs(p) < Math.abs(0.5 * q * before) ? p / q : null;
}
