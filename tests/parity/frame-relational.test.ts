import type { Frame, GroupStatistic, GroupStatisticOptions, MergeHow } from "learnkit";
import { describe, expect, test } from "vitest";
import { loadFixture } from "./fixtures.js";
import { cellsOf, expectFrame, frameOf, type RecordedFrame } from "./recorded-frame.js";

const [recordedFrames] =
  loadFixture<Readonly<Record<string, RecordedFrame>>>("frame/relational-frames").cases;
const frames = new Map(Object.entries(recordedFrames!).map(([name, recorded]) => [name, frameOf(recorded)]));
const frame = (name: string): Frame => frames.get(name)!;

/** Cases with a title that tells them apart. */
function cases<Case extends object>(name: string): [string, Case][] {
  return loadFixture<Case>(name).cases.map((item) => [titleOf(item), item]);
}

function titleOf(item: object): string {
  const { result: _, ids: __, aggregations: ___, ...told } = item as Record<string, unknown>;
  return JSON.stringify(told).slice(0, 160);
}

interface Sorting {
  readonly frame: string;
  readonly by: string | string[];
  readonly options: { readonly ascending?: boolean | boolean[]; readonly na_position?: "first" | "last" };
  readonly ids: readonly number[];
}

describe("sortValues orders rows as pandas' stable sort", () => {
  test.each(cases<Sorting>("frame/sorting"))("%s", (_, { frame: source, by, options, ids }) => {
    const { ascending, na_position } = options;
    const sorted = frame(source).sortValues(by, {
      ...(ascending === undefined ? {} : { ascending }),
      ...(na_position === undefined ? {} : { naPosition: na_position }),
    });
    expect(cellsOf(sorted.column("id"))).toEqual(ids);
  });
});

interface Grouping {
  readonly frame: string;
  readonly by: string | string[];
  readonly options: { readonly sort?: boolean; readonly dropna?: boolean };
  readonly aggregations: Readonly<Record<string, readonly [string, GroupStatistic]>>;
  readonly result: RecordedFrame;
}

describe("groupBy aggregates as pandas", () => {
  test.each(cases<Grouping>("frame/grouping"))("%s", (_, item) => {
    expectFrame(frame(item.frame).groupBy(item.by, item.options).agg(item.aggregations), item.result);
  });
});

interface GroupSettings {
  readonly settings: readonly {
    readonly by: string;
    readonly statistic: GroupStatistic;
    readonly options: GroupStatisticOptions;
    readonly result: RecordedFrame;
  }[];
  readonly every: readonly {
    readonly frame: string;
    readonly by: string;
    readonly statistic: GroupStatistic;
    readonly result: RecordedFrame;
    readonly transformed: RecordedFrame;
  }[];
  readonly modes: readonly {
    readonly frame: string;
    readonly by: string;
    readonly column: string;
    readonly result: readonly unknown[];
  }[];
}

const [groupSettings] = loadFixture<GroupSettings>("frame/group-settings").cases;

describe("settings of statistics are pandas'", () => {
  test.each(groupSettings!.settings.map((item) => [titleOf(item), item] as const))("%s", (_, item) => {
    const grouped = frame("mixed").groupBy(item.by).select(["x", "y"]);
    expectFrame(grouped.agg(item.statistic, item.options), item.result);
  });
});

describe("a statistic of every column, and its transform, are pandas'", () => {
  test.each(
    groupSettings!.every.map((item) => [titleOf({ ...item, transformed: undefined }), item] as const),
  )("%s", (_, item) => {
    const grouped = frame(item.frame).drop(["g", "b"]).groupBy(item.by);
    expectFrame(grouped.agg(item.statistic), item.result);
    expectFrame(grouped.transform(item.statistic), item.transformed);
  });
});

test("the mode of a group is the first that pandas gives", () => {
  for (const { frame: source, by, column, result } of groupSettings!.modes) {
    const modes = frame(source)
      .groupBy(by)
      .agg({ mode: [column, "mode"] });
    expect([by, column, cellsOf(modes.column("mode"))]).toEqual([by, column, result]);
  }
});

interface Merging {
  readonly left: string;
  readonly right: string;
  readonly columns: readonly [string[], string[]];
  readonly how: MergeHow;
  readonly options: {
    readonly on?: string | string[];
    readonly left_on?: string | string[];
    readonly right_on?: string | string[];
    readonly suffixes?: [string | null, string | null];
    readonly indicator?: boolean;
  };
  readonly result?: RecordedFrame;
  readonly rows?: number;
}

describe("merge pairs and orders rows as pandas", () => {
  test.each(cases<Merging>("frame/merging"))(
    "%s",
    (_, { left, right, columns, how, options, ...expected }) => {
      const { left_on, right_on, ...same } = options;
      const merged = frame(left)
        .select(columns[0])
        .merge(frame(right).select(columns[1]), {
          how,
          ...same,
          ...(left_on === undefined ? {} : { leftOn: left_on }),
          ...(right_on === undefined ? {} : { rightOn: right_on }),
        });
      if (expected.result === undefined) expect(merged.rows).toBe(expected.rows);
      else expectFrame(merged, expected.result);
    },
  );
});
