import type { Volume } from "../../src/volume/volume.ts";

type Core = typeof import("../../src/index.ts");

/** What the programs use of voxomics, of whichever build. */
export interface Library {
  readonly extract: Core["extract"];
  readonly resolvePreset: Core["resolvePreset"];
  readonly digitalPhantom: () => { readonly image: Volume; readonly mask: Volume };
  readonly read: (bytes: Uint8Array) => Promise<Volume>;
  readonly createPool: (options: { readonly workers: number }) => {
    extract(...input: Parameters<Core["extract"]>): Promise<ReturnType<Core["extract"]>>;
    close(): Promise<void>;
  };
}

/** What every program measures. */
export interface Measured {
  /** Tag and value of each feature of the digital phantom. */
  readonly features: readonly (readonly [string, number | null])[];
  /** The same, from a worker. */
  readonly inWorker: Measured["features"];
  /** The voxels of each DICOM file, or the code of the error with which it is refused. */
  readonly voxels: Readonly<Record<string, readonly number[] | string>>;
}

/**
 * Measures the digital phantom, in a worker too, and decodes a file of each codec.
 *
 * The text of this function becomes part of the programs that are tried, so it uses nothing from outside.
 *
 * @param files DICOM files as Base64, by name
 */
export async function measure(
  { extract, resolvePreset, digitalPhantom, read, createPool }: Library,
  files: Readonly<Record<string, string>>,
): Promise<Measured> {
  const { image, mask } = digitalPhantom();
  const settings = resolvePreset("ibsi-digital-phantom");
  const valuesOf = ({ features }: ReturnType<Core["extract"]>) =>
    features.map(({ tag, value }) => [tag, value] as const);
  const pool = createPool({ workers: 1 });
  const inWorker = valuesOf(await pool.extract(image, mask, settings));
  await pool.close();
  const voxels: Record<string, readonly number[] | string> = {};
  for (const [name, text] of Object.entries(files)) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    voxels[name] = await read(bytes).then(
      ({ data }) => Array.from(data, Number),
      ({ code, message }) => code ?? String(message),
    );
  }
  return { features: valuesOf(extract(image, mask, settings)), inWorker, voxels };
}
