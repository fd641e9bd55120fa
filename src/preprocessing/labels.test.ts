import { afterEach, describe, expect, test } from "vitest";
import { decodeState, encodeState, type Persistent, type Reviver } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { onWarning } from "../core/warning.js";
import { CategoryColumn } from "../frame/index.js";
import { LabelBinarizer, LabelBinarizerModel, labelBinarize } from "./label-binarizer.js";
import { LabelEncoder, LabelEncoderModel } from "./label-encoder.js";
import { MultiLabelBinarizer, MultiLabelBinarizerModel } from "./multi-label-binarizer.js";

afterEach(() => onWarning(null));

const again = (value: Persistent, reviver: Reviver): unknown =>
  decodeState(encodeState(value), () => reviver);

describe("LabelEncoder", () => {
  test("takes a column and gives the positions of its texts in sorted order", async () => {
    const column = CategoryColumn.from("kind", ["b", "a", "b"]);
    const { model, y } = await new LabelEncoder().fitTransform(column);
    expect(model.classes).toEqual(["a", "b"]);
    expect(y).toEqual(Int32Array.of(1, 0, 1));
    const copy = again(model, LabelEncoderModel) as LabelEncoderModel;
    expect(await copy.transform(column)).toEqual(y);
    expect(await copy.inverseTransform(y)).toEqual(["b", "a", "b"]);
  });

  test("an empty target has no classes", async () => {
    const { model, y } = await new LabelEncoder().fitTransform([]);
    expect([model.classes, y, await model.inverseTransform([])]).toEqual([[], new Int32Array(0), []]);
  });

  test("refuses missing, mixed and unseen labels, and what is no code", async () => {
    const encoder = new LabelEncoder();
    await expect(encoder.fit(["a", null as unknown as string])).rejects.toThrow(
      /no missing value; received null at row 1/,
    );
    await expect(encoder.fit(["a", 1 as unknown as string])).rejects.toThrow(
      /one type, here string; received 1 at row 1/,
    );
    const model = await encoder.fit<string>(["a", "b"]);
    await expect(model.transform(["a", "c"])).rejects.toThrow(/seen in fit; received "c" at row 1/);
    for (const code of [2, -1, 0.5, Number.NaN])
      await expect(model.inverseTransform([0, code])).rejects.toThrow(
        `from 0 to 1; received ${code} at row 1`,
      );
  });
});

describe("LabelBinarizer", () => {
  test("two classes share a column, more have one each", async () => {
    const two = await new LabelBinarizer({ negLabel: -1 }).fitTransform(["no", "yes", "no"]);
    expect(two.y.toArray()).toEqual([[-1], [1], [-1]]);
    const three = await new LabelBinarizer({ sparseOutput: true }).fitTransform([3, 1, 2]);
    expect(three.y).toBeInstanceOf(CsrMatrix);
    expect(three.y.toArray()).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  test("takes back probabilities and decisions: the greatest, or above the threshold", async () => {
    const three = await new LabelBinarizer().fit(["a", "b", "c"]);
    expect(await three.inverseTransform([[0.2, 0.5, 0.5]])).toEqual(["b"]);
    const two = await new LabelBinarizer().fit([false, true]);
    expect(await two.inverseTransform([[0.5], [0.6]])).toEqual([false, true]);
    expect(await two.inverseTransform([[-0.1], [0.1]], { threshold: 0 })).toEqual([false, true]);
    expect(await two.inverseTransform([[0.9, 0.1]])).toEqual([false]);
  });

  test("a model made from its state does the same", async () => {
    const model = await new LabelBinarizer({ posLabel: 4 }).fit(["a", "b", "c"]);
    const copy = again(model, LabelBinarizerModel) as LabelBinarizerModel<string>;
    expect((await copy.transform(["c", "?"])).toArray()).toEqual([
      [0, 0, 4],
      [0, 0, 0],
    ]);
  });

  test.each([
    [
      () => new LabelBinarizer({ negLabel: 1 }).fit([1, 2]),
      /negLabel must be less than posLabel, 1; received 1/,
    ],
    [
      () => new LabelBinarizer({ negLabel: -1, sparseOutput: true }).fit([1, 2]),
      /negLabel must be 0 if sparseOutput is true; received -1/,
    ],
    [() => new LabelBinarizer().fit([]), /y must hold at least 1 label; received none/],
    [() => new LabelBinarizer().fit([1, 2, 2.5]), /numbers among them whole; received 2.5 at row 2/],
    [
      () => new LabelBinarizer().fit([[0, 1] as number[], [2, 0]]),
      /zeros and ones; received 2 at row 1, column 0/,
    ],
    [() => new LabelBinarizer().fit(Matrix.from([[0], [1]])), /at least 2 columns/],
  ])("refuses what cannot be told apart, %#", async (act, message) => {
    await expect(act()).rejects.toThrow(message);
  });

  test("refuses a matrix where it was fitted on labels, and the other way round", async () => {
    const labels = await new LabelBinarizer().fit([1, 2, 3]);
    await expect(labels.transform([[0, 1, 0]])).rejects.toThrow(/a vector of labels, as in fit/);
    await expect(labels.inverseTransform([[0, 1]])).rejects.toThrow(
      /3 columns, one for each class; received 2/,
    );
    const indicators = await new LabelBinarizer().fit([[0, 1, 0]]);
    await expect(indicators.transform([0, 1, 2])).rejects.toThrow(/a matrix of indicators, as in fit/);
    await expect(indicators.transform([[0, 1]])).rejects.toThrow(/3 columns, one for each class; received 2/);
  });
});

describe("labelBinarize", () => {
  test("keeps the order of the classes; labels that are none of them get no indicator", () => {
    expect(labelBinarize(["b", "x"], { classes: ["c", "b", "a"] }).toArray()).toEqual([
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  test("refuses classes that are missing or not distinct", () => {
    for (const classes of [[], ["a", "a"], "ab" as unknown as string[]])
      expect(() => labelBinarize(["a"], { classes })).toThrow(/classes must be an array of distinct labels/);
    expect(() => labelBinarize([[0, 1]], { classes: [1, 2, 3] })).toThrow(/y must have 3 columns/);
  });
});

describe("MultiLabelBinarizer", () => {
  test("takes sets, keeps samples without labels, and leaves out what it does not know", async () => {
    const model = await new MultiLabelBinarizer({ sparseOutput: true }).fit([new Set(["b", "a"]), []]);
    const messages: string[] = [];
    onWarning(({ message }) => messages.push(message));
    const Y = await model.transform([new Set(["c", "b"]), []]);
    expect(Y).toBeInstanceOf(CsrMatrix);
    expect(Y.toArray()).toEqual([
      [0, 1],
      [0, 0],
    ]);
    expect(messages).toEqual(['MultiLabelBinarizer: labels not seen in fit are left out: "c"']);
    const copy = again(model, MultiLabelBinarizerModel) as MultiLabelBinarizerModel<string>;
    expect(await copy.inverseTransform(Y)).toEqual([["b"], []]);
  });

  test("refuses texts in the place of lists, mixed labels, and what is no indicator", async () => {
    const binarizer = new MultiLabelBinarizer();
    await expect(binarizer.fit(["ab", "c"])).rejects.toThrow(
      /a list of labels for each sample; received "ab" at row 0/,
    );
    await expect(binarizer.fit("ab" as never)).rejects.toThrow(/received "ab"/);
    await expect(binarizer.fit([["a"], [1 as unknown as string]])).rejects.toThrow(
      /here string; received 1 at row 1/,
    );
    const model = await binarizer.fit([["a", "b"]]);
    await expect(model.inverseTransform([[0, 2]])).rejects.toThrow(
      /zeros and ones; received 2 at row 0, column 1/,
    );
    await expect(model.inverseTransform([[0]])).rejects.toThrow(/2 columns, one for each class/);
  });
});

test("with() makes a new target transformer; misspelt hyper-parameters are refused by name", () => {
  const binarizer = new LabelBinarizer({ posLabel: 2 });
  expect(binarizer.with({ negLabel: -2 }).params).toEqual({ negLabel: -2, posLabel: 2, sparseOutput: false });
  expect(binarizer.params.negLabel).toBe(0);
  expect(() => new LabelBinarizer({ posLable: 2 } as object)).toThrow(/did you mean "posLabel"/);
  expect(() => new LabelEncoder({ classes: 2 } as object)).toThrow(/received "classes"/);
});
