/** The labels that parity/record/tree.py makes of a numeric target. */
export function labelsOf(y: number[], twoClasses: boolean): string[] {
  const sorted = [...y].sort((a, b) => a - b);
  const quantile = (q: number) => {
    const at = (sorted.length - 1) * q;
    const low = Math.floor(at);
    return sorted[low]! + (sorted[Math.ceil(at)]! - sorted[low]!) * (at - low);
  };
  if (twoClasses) return y.map((value) => (value > quantile(0.5) ? "yes" : "no"));
  if (new Set(y).size <= 10) return y.map((value) => `class ${value}`);
  return y.map((value) => (value < quantile(0.4) ? "low" : value < quantile(0.75) ? "middle" : "top"));
}
