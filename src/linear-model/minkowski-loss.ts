import { pow } from "../core/pow.js";

/** A power of residuals, smoothed near zero: ρ(r) = (r² + ε²)^(p/2). */
export interface MinkowskiLoss {
  readonly p: number;
  /** ε; 0 leaves |r|^p as it is. */
  readonly smoothing: number;
}

/** ρ(r). */
export function lossAt({ p, smoothing }: MinkowskiLoss, r: number): number {
  return pow(sizeOf(r, smoothing), p);
}

/** ρ′(r) = p r (r² + ε²)^(p/2 - 1). */
export function slopeAt({ p, smoothing }: MinkowskiLoss, r: number): number {
  const size = sizeOf(r, smoothing);
  return size === 0 ? 0 : p * pow(size, p - 1) * (r / size);
}

/** ρ″(r) = p (r² + ε²)^(p/2 - 1) (1 + (p - 2) r² / (r² + ε²)); >= 0. */
export function curvatureAt({ p, smoothing }: MinkowskiLoss, r: number): number {
  const size = sizeOf(r, smoothing);
  if (size === 0) return p === 2 ? 2 : 0;
  const share = r / size;
  return p * pow(size, p - 2) * Math.max(0, 1 + (p - 2) * share * share);
}

/** √(r² + ε²), where the squares may overflow. */
function sizeOf(r: number, smoothing: number): number {
  const size = Math.abs(r);
  if (smoothing === 0) return size;
  if (size < smoothing) return smoothing * Math.sqrt(1 + (size / smoothing) * (size / smoothing));
  return size * Math.sqrt(1 + (smoothing / size) * (smoothing / size));
}
