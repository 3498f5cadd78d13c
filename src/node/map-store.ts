import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FeatureMapRow, FeatureMapRows } from "../feature-map/feature-map-rows.ts";
import { fileError } from "./file-error.ts";
import { onTermination } from "./on-termination.ts";

/**
 * The rows of feature maps in a temporary file, sorted by map. Rows are computed for all maps together but
 * written map after map, and all maps may not fit into memory.
 */
export interface MapStore {
  /** Adds the next row of all maps. */
  readonly add: (row: FeatureMapRow) => Promise<void>;
  /** Writes the rows that are still in memory. */
  readonly finish: () => Promise<void>;
  /** The values of `count` rows of one map, `count` × rowLength of them, one row after the other. */
  readonly read: (map: number, firstRow: number, count: number) => Promise<Float64Array>;
  /** Removes the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a store in a folder.
 *
 * @param heldBytes rows are kept in memory up to this size together, then written
 * @throws VoxomicsError `invalid-file`; so do the functions of the store
 */
export async function openMapStore(
  folder: string,
  {
    features: { length: maps },
    rowCount,
    rowLength,
  }: Pick<FeatureMapRows, "features" | "rowCount" | "rowLength">,
  heldBytes = 1 << 24,
): Promise<MapStore> {
  const path = join(folder, `.maps.${randomUUID()}.tmp`);
  const rowBytes = 8 * rowLength;
  const capacity = Math.min(rowCount, Math.max(1, Math.floor(heldBytes / (maps * rowBytes))));
  const held = new Float64Array(maps * capacity * rowLength);
  let holding = 0;
  let written = 0;

  const callOff = onTermination(() => rmSync(path, { force: true }));
  const file = await naming(path, () => open(path, "wx+"));
  const flush = async () => {
    for (let map = 0; map < maps; map++) {
      const first = map * capacity * rowLength;
      const rows = held.subarray(first, first + holding * rowLength);
      await transfer(file, "write", rows, (map * rowCount + written) * rowBytes);
    }
    written += holding;
    holding = 0;
  };
  return {
    add: async ({ values }) => {
      values.forEach((row, map) => {
        held.set(row, (map * capacity + holding) * rowLength);
      });
      if (++holding === capacity) await naming(path, flush);
    },
    finish: () => naming(path, flush),
    read: async (map, firstRow, count) => {
      const rows = new Float64Array(count * rowLength);
      await naming(path, () =>
        transfer(file, "read", rows, (map * rowCount + firstRow) * rowBytes),
      );
      return rows;
    },
    close: async () => {
      await file.close();
      await rm(path, { force: true });
      callOff();
    },
  };
}

/** Writes or reads a whole array; a single call of the system may transfer less. */
async function transfer(
  file: FileHandle,
  way: "write" | "read",
  rows: Float64Array,
  position: number,
): Promise<void> {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  for (let done = 0; done < bytes.length; ) {
    const rest = bytes.length - done;
    const moved =
      way === "write"
        ? (await file.write(bytes, done, rest, position + done)).bytesWritten
        : (await file.read(bytes, done, rest, position + done)).bytesRead;
    if (moved === 0) throw new Error(`${way} ended ${rest} bytes early`);
    done += moved;
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw fileError(path, cause);
  }
}
