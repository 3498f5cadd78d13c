// The panel: measures the active segment of the active viewport in a pool of workers.
import { cache, metaData, volumeLoader } from "@cornerstonejs/core";
import { useEffect, useRef, useState } from "react";
import { fromCornerstoneSegmentation, imageOfCornerstoneSegmentation } from "voxomics/adapters";
import { createPool, type FeatureValue, type SettingsInput } from "voxomics/browser";
import type { ExtensionParams } from "./ohif.ts";
import { useActiveSegment } from "./use-active-segment.ts";

const settings: SettingsInput = { discretise: { method: "fixedBinNumber", bins: 32 } };

interface Measured {
  /** What was measured, as it was then. */
  readonly drawing: string;
  readonly features: readonly FeatureValue[];
}

export function RadiomicsPanel({ servicesManager }: ExtensionParams) {
  const { segmentation, segment, drawing } = useActiveSegment(servicesManager);
  const pool = useRef<ReturnType<typeof createPool> | null>(null);
  const running = useRef<AbortController | null>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const [message, setMessage] = useState("");
  const [progress, setProgress] = useState<number | null>(null);

  useEffect(
    () => () => {
      running.current?.abort();
      pool.current?.close();
      pool.current = null;
    },
    [],
  );

  async function measure() {
    if (!segmentation || segment === undefined) return;
    const controller = new AbortController();
    running.current = controller;
    pool.current ??= createPool(); // workers start when they are first needed
    setMessage("measuring");
    setProgress(0);
    try {
      const cornerstone = { cache, metaData, volumeLoader };
      const image = imageOfCornerstoneSegmentation(segmentation, cornerstone);
      const mask = fromCornerstoneSegmentation(segmentation, cornerstone, { segment });
      const { features } = await pool.current.extract(image, mask, settings, {
        signal: controller.signal,
        onProgress: ({ done, total }) => setProgress(done / total),
      });
      setMeasured({ drawing, features });
      setMessage(`${features.length} features`);
    } catch (error) {
      setMessage(controller.signal.aborted ? "cancelled" : (error as Error).message);
    } finally {
      setProgress(null);
    }
  }

  const isRunning = progress !== null;
  const label = segment === undefined ? undefined : segmentation?.segments[segment]?.label;
  return (
    <section aria-label="Radiomics">
      <h2>{segment === undefined ? "No active segment" : label || `Segment ${segment}`}</h2>
      <button type="button" disabled={isRunning || segment === undefined} onClick={measure}>
        Measure
      </button>
      <button type="button" disabled={!isRunning} onClick={() => running.current?.abort()}>
        Cancel
      </button>
      {isRunning && <progress value={progress} />}
      <p role="status">{message}</p>
      {measured && measured.drawing !== drawing && (
        <p role="note">These are the features of another segment, or of one that has changed.</p>
      )}
      <table>
        <tbody>
          {measured?.features.map(({ tag, name, value, unit }) => (
            <tr key={tag}>
              <td>{tag}</td>
              <td>{name}</td>
              <td>{value}</td>
              <td>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
