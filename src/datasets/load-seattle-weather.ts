import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadSeattleWeather}. */
export type SeattleWeatherSchema = {
  readonly date: "date";
  readonly precipitation: "number";
  readonly temp_max: "number";
  readonly temp_min: "number";
  readonly wind: "number";
  readonly weather: "category";
};

const TYPES: SeattleWeatherSchema = {
  date: "date",
  precipitation: "number",
  temp_max: "number",
  temp_min: "number",
  wind: "number",
  weather: "category",
};

/**
 * 1,461 days of weather in Seattle, 2012 to 2015. Snow is rare: 23 days. No missing values.
 *
 * @see NOAA, public domain
 * @example
 * ```ts
 * const { X, y } = (await loadSeattleWeather()).split("weather");
 * [X.rows, X.columnNames.length, y.type]; // => [1461, 5, "category"]
 * ```
 */
export function loadSeattleWeather(): Promise<Frame<SeattleWeatherSchema>> {
  return readCsv(new URL("../../datasets/seattle_weather.csv", import.meta.url), { types: TYPES });
}
