/** Constants of a line search. */
export interface LineSearchOptions {
  /** μ: sufficient decrease, f(t) <= f(0) + μ t f′(0). */
  readonly decrease: number;
  /** η: curvature, |f′(t)| <= η |f′(0)|. */
  readonly curvature: number;
  /** Relative width of the interval at which the search gives up. */
  readonly width: number;
  readonly minStep: number;
  readonly maxStep: number;
}

/** What to do next: evaluate at `step`, or stop; `"stuck"` means that `step` is the best that could be had. */
export type LineSearchState = "evaluate" | "converged" | "stuck";

interface Point {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/**
 * Line search of Moré and Thuente: finds a step that satisfies sufficient decrease and the curvature condition.
 *
 * The caller evaluates f and f′ at `step` while `state` is `"evaluate"` and hands them to {@link MoreThuente.tell}.
 * Same safeguards as MINPACK-2's dcsrch, so it takes the same steps.
 *
 * @see Moré & Thuente (1994), Line search algorithms with guaranteed sufficient decrease, ACM TOMS 20(3).
 */
export class MoreThuente {
  private readonly options: LineSearchOptions;
  private readonly start: Point;
  private readonly slopeTest: number;
  private best: Point;
  private other: Point;
  private bracketed = false;
  private stage: 1 | 2 = 1;
  private lower = 0;
  private upper: number;
  private width: number;
  private widthBefore: number;
  private trial: number;
  private current: LineSearchState = "evaluate";

  /**
   * @param value f(0).
   * @param slope f′(0), negative.
   * @param step first trial, in [minStep, maxStep].
   */
  constructor(value: number, slope: number, step: number, options: LineSearchOptions) {
    this.options = options;
    this.start = { step: 0, value, slope };
    this.best = this.start;
    this.other = this.start;
    this.slopeTest = options.decrease * slope;
    this.width = options.maxStep - options.minStep;
    this.widthBefore = 2 * this.width;
    this.upper = step + 4 * step;
    this.trial = step;
  }

  /** Where to evaluate next, or, at the end, the step found. */
  get step(): number {
    return this.trial;
  }

  get state(): LineSearchState {
    return this.current;
  }

  /** Takes f and f′ at `step`; moves on to the next trial or ends the search. */
  tell(value: number, slope: number): void {
    const { decrease, curvature, width, minStep, maxStep } = this.options;
    const point: Point = { step: this.trial, value, slope };
    const bound = this.start.value + this.trial * this.slopeTest;
    if (this.stage === 1 && value <= bound && slope >= 0) this.stage = 2;

    const stuck =
      (this.bracketed && (this.trial <= this.lower || this.trial >= this.upper)) ||
      (this.bracketed && this.upper - this.lower <= width * this.upper) ||
      (this.trial === maxStep && value <= bound && slope <= this.slopeTest) ||
      (this.trial === minStep && (value > bound || slope >= this.slopeTest));
    if (value <= bound && Math.abs(slope) <= curvature * -this.start.slope) this.current = "converged";
    else if (stuck) this.current = "stuck";
    if (this.current !== "evaluate") return;

    // Until the decrease suffices, the step is chosen for ψ(t) = f(t) - f(0) - μ t f′(0).
    const modified = this.stage === 1 && value <= this.best.value && value > bound;
    this.update(point, modified ? decrease * this.start.slope : 0);
    this.safeguard(minStep, maxStep, width);
  }

  /** New interval and trial step; values are tilted by `tilt` × step while the interval is chosen. */
  private update(point: Point, tilt: number): void {
    const tilted = ({ step, value, slope }: Point): Point => ({
      step,
      value: value - step * tilt,
      slope: slope - tilt,
    });
    const [x, y, p] = [tilted(this.best), tilted(this.other), tilted(point)];
    this.trial = trialStep(x, y, p, this.bracketed, this.lower, this.upper);
    const opposite = Math.sign(p.slope) * Math.sign(x.slope) < 0;
    if (p.value > x.value) {
      this.other = point;
      this.bracketed = true;
    } else {
      if (opposite) {
        this.other = this.best;
        this.bracketed = true;
      }
      this.best = point;
    }
  }

  private safeguard(minStep: number, maxStep: number, width: number): void {
    const { best, other } = this;
    if (this.bracketed) {
      const length = Math.abs(other.step - best.step);
      if (length >= 0.66 * this.widthBefore) this.trial = best.step + 0.5 * (other.step - best.step);
      this.widthBefore = this.width;
      this.width = length;
      this.lower = Math.min(best.step, other.step);
      this.upper = Math.max(best.step, other.step);
    } else {
      this.lower = this.trial + 1.1 * (this.trial - best.step);
      this.upper = this.trial + 4 * (this.trial - best.step);
    }
    this.trial = Math.min(Math.max(this.trial, minStep), maxStep);
    const exhausted =
      this.trial <= this.lower || this.trial >= this.upper || this.upper - this.lower <= width * this.upper;
    if (this.bracketed && exhausted) this.trial = best.step;
  }
}

/** The four cases of section 4: x is the best point, y the other end, p the last trial. */
function trialStep(x: Point, y: Point, p: Point, bracketed: boolean, lower: number, upper: number): number {
  if (p.value > x.value) {
    const cubic = cubicMinimiser(x, p, p.step < x.step ? -1 : 1);
    const mean = (x.value - p.value) / (p.step - x.step) + x.slope;
    const quadratic = x.step + (x.slope / mean / 2) * (p.step - x.step);
    const nearer = Math.abs(cubic - x.step) <= Math.abs(quadratic - x.step);
    return nearer ? cubic : cubic + (quadratic - cubic) / 2;
  }
  const secant = p.step + (p.slope / (p.slope - x.slope)) * (x.step - p.step);
  if (Math.sign(p.slope) * Math.sign(x.slope) < 0) {
    const cubic = cubicMinimiser(p, x, p.step > x.step ? -1 : 1);
    return Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant;
  }
  if (Math.abs(p.slope) < Math.abs(x.slope)) {
    const cubic = boundedCubic(x, p, lower, upper);
    const cubicNearer = Math.abs(cubic - p.step) < Math.abs(secant - p.step);
    if (!bracketed) {
      const further = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant;
      return Math.min(Math.max(further, lower), upper);
    }
    const nearer = cubicNearer ? cubic : secant;
    const limit = p.step + 0.66 * (y.step - p.step);
    return p.step > x.step ? Math.min(limit, nearer) : Math.max(limit, nearer);
  }
  if (bracketed) return cubicMinimiser(p, y, p.step > y.step ? -1 : 1);
  return p.step > x.step ? upper : lower;
}

/** Minimiser of the cubic that interpolates both points, measured from a; `sign` picks the root. */
function cubicMinimiser(a: Point, b: Point, sign: number): number {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const gamma = sign * s * Math.sqrt((theta / s) ** 2 - (a.slope / s) * (b.slope / s));
  const r = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope);
  return a.step + r * (b.step - a.step);
}

/** Case 3: the cubic may have no minimiser in the direction of the step; then the far bound stands for it. */
function boundedCubic(x: Point, p: Point, lower: number, upper: number): number {
  const theta = (3 * (x.value - p.value)) / (p.step - x.step) + x.slope + p.slope;
  const s = Math.max(Math.abs(theta), Math.abs(x.slope), Math.abs(p.slope));
  const root = s * Math.sqrt(Math.max(0, (theta / s) ** 2 - (x.slope / s) * (p.slope / s)));
  const gamma = p.step > x.step ? -root : root;
  const r = (gamma - p.slope + theta) / (gamma + (x.slope - p.slope) + gamma);
  if (r < 0 && gamma !== 0) return p.step + r * (x.step - p.step);
  return p.step > x.step ? upper : lower;
}
