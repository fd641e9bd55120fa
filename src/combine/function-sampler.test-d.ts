import { FunctionSampler, type Matrix, SMOTE } from "learnkit";

new FunctionSampler({
  func: (X, y, { k }) => new SMOTE({ kNeighbors: Number(k) }).fitResample(X, y),
  kwArgs: { k: 3 },
});
// @ts-expect-error a misspelt hyper-parameter
new FunctionSampler({ function: null });
// @ts-expect-error a function of samples must return samples
new FunctionSampler({ func: (X) => X });
// @ts-expect-error arguments come as an object
new FunctionSampler({ kwArgs: [1] });

export async function kinds(matrix: Matrix): Promise<void> {
  const { X, y } = await new FunctionSampler().fitResample(matrix, Int32Array.of(0, 1));
  const rows: Matrix = X;
  const labels: Int32Array = y;
  // @ts-expect-error labels stay numbers
  const texts: string[] = y;
  void [rows, labels, texts];
  // @ts-expect-error there are no weights to resample by
  await new FunctionSampler().fitResample(matrix, [0, 1], { sampleWeight: [1, 1] });
}
