import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import { toParquet } from "../../src/report/parquet.ts";

it.each([
  ["text", ["GTV", null, "PTV"], "BYTE_ARRAY"],
  ["whole numbers", [1, null, 2], "INT32"],
  ["numbers", [1, 2 ** 40, null], "DOUBLE"],
  ["text and numbers", ["GTV", 7, null], "BYTE_ARRAY"],
  ["nothing", [null, null, null], "BYTE_ARRAY"],
])("toParquet keeps labels of %s", async (_, cells, type) => {
  const bytes = toParquet([{ name: "label", cells }]);
  const file = bytes.slice().buffer;
  const { schema } = parquetMetadata(file);
  expect(schema.find(({ name }) => name === "label")?.type).toBe(type);
  const texts = type === "BYTE_ARRAY";
  const expected = cells.map((cell) => (texts && cell !== null ? String(cell) : cell));
  expect((await parquetReadObjects({ file })).map(({ label }) => label)).toEqual(expected);
});
