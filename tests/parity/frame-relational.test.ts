import {
  concat,
  type Frame,
  type GroupStatistic,
  type GroupStatisticOptions,
  type MergeHow,
  valueCounts,
} from "learnkit";
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

interface Duplicates {
  readonly frame: string;
  readonly subset: string[] | null;
  readonly keep: "first" | "last" | false;
  readonly duplicated: readonly boolean[];
}

test("duplicated and dropDuplicates find the rows that pandas finds", () => {
  for (const { frame: source, subset, keep, duplicated } of loadFixture<Duplicates>("frame/duplicates")
    .cases) {
    const given = frame(source).drop(["id", "x"]);
    const options = { keep, ...(subset === null ? {} : { subset }) };
    expect(given.duplicated(options).toArray()).toEqual(duplicated);
    expect(given.dropDuplicates(options).rows).toBe(duplicated.filter((repeats) => !repeats).length);
  }
});

interface Counting {
  readonly frame: string;
  readonly subset: string[];
  readonly options: { readonly normalize?: boolean; readonly ascending?: boolean; readonly dropna?: boolean };
  readonly result: RecordedFrame;
}

test("valueCounts counts as pandas", () => {
  for (const { frame: source, subset, options, result } of loadFixture<Counting>("frame/value-counts")
    .cases) {
    expectFrame(frame(source).valueCounts(subset, options), result);
    if (subset.length === 1) expectFrame(valueCounts(frame(source).column(subset[0]!), options), result);
  }
});

interface Concatenating {
  readonly frames: readonly string[];
  readonly columns: readonly string[] | readonly string[][] | null;
  readonly axis: 0 | 1;
  readonly join: "outer" | "inner";
  readonly every: number;
  readonly result: RecordedFrame;
}

describe("concat puts frames together as pandas", () => {
  test.each(cases<Concatenating>("frame/concatenating"))(
    "%s",
    (_, { frames: names, columns, every, result, ...options }) => {
      const parts = names.map((name, i) => {
        const wanted = columns?.[i];
        if (Array.isArray(wanted)) return frame(name).select(wanted);
        return columns === null
          ? frame(name)
          : frame(name).select((columns as string[]).filter((c) => frame(name).has(c)));
      });
      const together: Frame = concat(parts, options);
      const shown = Array.from({ length: Math.ceil(together.rows / every) }, (_, i) => i * every);
      expectFrame(together.takeRows(shown), result);
    },
  );
});

interface Melting {
  readonly frame: string;
  readonly options: {
    readonly id_vars?: string | string[];
    readonly value_vars?: string | string[];
    readonly var_name?: string;
    readonly value_name?: string;
  };
  readonly result: RecordedFrame;
}

describe("melt gives what pandas gives", () => {
  test.each(cases<Melting>("frame/melting"))("%s", (_, { frame: source, options, result }) => {
    const melt = (): Frame =>
      frame(source).melt({
        ...(options.id_vars === undefined ? {} : { idVars: options.id_vars }),
        ...(options.value_vars === undefined ? {} : { valueVars: options.value_vars }),
        ...(options.var_name === undefined ? {} : { varName: options.var_name }),
        ...(options.value_name === undefined ? {} : { valueName: options.value_name }),
      });
    expectFrame(melt(), result);
  });
});

interface Pivoting {
  readonly frame: string;
  readonly options: {
    readonly index: string | string[];
    readonly columns?: string | string[];
    readonly values: string | string[];
    readonly aggfunc?: "mean";
    readonly fill_value?: number;
    readonly margins?: boolean;
    readonly margins_name?: string;
  };
  readonly result: RecordedFrame;
}

describe("pivotTable gives what pandas gives", () => {
  test.each(cases<Pivoting>("frame/pivoting"))("%s", (_, { frame: source, options, result }) => {
    const { fill_value, margins_name, ...same } = options;
    const table = frame(source).pivotTable({
      ...same,
      ...(fill_value === undefined ? {} : { fillValue: fill_value }),
      ...(margins_name === undefined ? {} : { marginsName: margins_name }),
    });
    // pandas takes the statistic over all rows with other sums than that of a group
    expectFrame(table, result, options.margins === true ? "rounding" : "bits");
  });
});

interface Filling {
  readonly frame: string;
  readonly by: string | string[];
  readonly options: { readonly dropna?: boolean };
  readonly columns: string[];
  readonly verb: "ffill" | "bfill" | "shift" | "cumsum" | "rank" | "fillna" | "interpolate";
  readonly given: object | string;
  readonly result: RecordedFrame;
}

describe("fills, shifts, running sums and ranks stay within groups as in pandas", () => {
  test.each(cases<Filling>("frame/group-filling"))(
    "%s",
    (_, { frame: source, by, options, verb, given, ...item }) => {
      const grouped = frame(source).select(item.columns).groupBy(by, options);
      const verbs: Readonly<Record<Filling["verb"], () => Frame>> = {
        ffill: () => grouped.ffill(given as object),
        bfill: () => grouped.bfill(given as object),
        shift: () => grouped.shift((given as { periods: number }).periods),
        cumsum: () => grouped.select(["x", "y"]).cumsum(),
        rank: () => grouped.select(["x", "y"]).rank(given as object),
        fillna: () => grouped.select(["x", "y"]).fillna(given as "mean"),
        interpolate: () => grouped.select(["x", "y"]).interpolate(given as object),
      };
      expectFrame(verbs[verb](), item.result, verb === "interpolate" ? "rounding" : "bits");
    },
  );
});
