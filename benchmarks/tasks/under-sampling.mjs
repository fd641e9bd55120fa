import { load, timed } from "../task.mjs";

/** The number of the row that each kept row was, times its place, is the score: it tells other rows and another order. */
const scoreOf = (index) => index.reduce((sum, row, place) => sum + row * ((place % 97) + 1), 0);

function underSampler(small, large, name, params) {
  return {
    small,
    large,
    ...(name === "RandomUnderSampler" ? {} : { jobs: "threads" }),
    prepare: (kit, data) => {
      const { X, y } = load(data);
      const matrix = new kit.Matrix(X.data, X.rows, X.columns);
      const labels = Int32Array.from(y);
      return {
        n: X.rows,
        d: X.columns,
        once: async () => {
          const [fit, { sampleIndices }] = await timed(() =>
            new kit[name](params).fitResample(matrix, labels),
          );
          return [fit, 0, scoreOf(Float64Array.from(sampleIndices))];
        },
      };
    },
  };
}

export const tasks = {
  random_under_sampler: underSampler("imb_5k_20", "imb_200k_20", "RandomUnderSampler", { randomState: 0 }),
  near_miss: underSampler("imb_5k_20", "imb_200k_20", "NearMiss"),
  tomek_links: underSampler("imb_5k_20", "imb_50k_20", "TomekLinks"),
  edited_nearest_neighbours: underSampler("imb_5k_20", "imb_50k_20", "EditedNearestNeighbours"),
  condensed_nearest_neighbour: underSampler("imb_5k_20", "imb_5k_20", "CondensedNearestNeighbour"),
  one_sided_selection: underSampler("imb_5k_20", "imb_20k_20", "OneSidedSelection"),
  neighbourhood_cleaning_rule: underSampler("imb_5k_20", "imb_20k_20", "NeighbourhoodCleaningRule"),
};
