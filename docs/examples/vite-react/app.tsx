import { useState } from "react";
import type { FeatureValue, SettingsInput } from "voxomics/browser";
import { read } from "voxomics/io";
import { usePool } from "./use-pool.ts";

const settings: SettingsInput = { discretise: { method: "fixedBinNumber", bins: 32 } };

export function App() {
  const { progress, run, cancel } = usePool();
  const [files, setFiles] = useState<{ image?: File[]; mask?: File[] }>({});
  const [features, setFeatures] = useState<readonly FeatureValue[]>([]);
  const [message, setMessage] = useState("");
  const isRunning = progress !== null;

  async function measure() {
    try {
      setMessage("Measuring");
      const measured = await run(async (pool, watch) => {
        const image = await read(files.image ?? []); // DICOM, NIfTI, NRRD, MetaImage, MGH
        const mask = await read(files.mask ?? []);
        return pool.extract(image, mask, settings, watch);
      });
      setFeatures(measured?.features ?? []);
      setMessage(measured === null ? "cancelled" : `${measured.features.length} features`);
    } catch (error) {
      setMessage((error as Error).message);
    }
  }

  return (
    <main>
      <FileInput id="image" label="Image" onFiles={(image) => setFiles({ ...files, image })} />
      <FileInput id="mask" label="Mask" onFiles={(mask) => setFiles({ ...files, mask })} />
      <button type="button" id="measure" disabled={isRunning} onClick={measure}>
        Measure
      </button>
      <button type="button" id="cancel" disabled={!isRunning} onClick={cancel}>
        Cancel
      </button>
      {isRunning && <progress value={progress} />}
      <p id="message" role="status">
        {message}
      </p>
      <table id="features">
        <tbody>
          {features.map(({ tag, name, value, unit }) => (
            <tr key={tag}>
              <td>{tag}</td>
              <td>{name}</td>
              <td>{value}</td>
              <td>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

interface FileInputProps {
  readonly id: string;
  readonly label: string;
  readonly onFiles: (files: File[]) => void;
}

function FileInput({ id, label, onFiles }: FileInputProps) {
  return (
    <p>
      <label htmlFor={id}>{label} </label>
      <input
        id={id}
        type="file"
        multiple
        onChange={({ target }) => onFiles([...(target.files ?? [])])}
      />
    </p>
  );
}
