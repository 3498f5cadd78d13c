import { suvKinds } from "../../../io/dicom/suv/suv-kind.ts";
import type { ShownImage } from "../../state/case.ts";
import { showImage } from "../../state/open-case.ts";
import { Notes } from "./notes.tsx";

/** What each kind of SUV is called. */
const suvTitles: Readonly<Record<(typeof suvKinds)[number], string>> = {
  bodyWeight: "SUV by body weight",
  leanBodyMass: "SUV by lean body mass",
  leanBodyMassJames: "SUV by lean body mass (James)",
  idealBodyWeight: "SUV by ideal body weight",
  bodySurfaceArea: "SUV by body surface area",
};

/** How the shown image is read where there is a choice, and what is to be known of how it was. */
export function ImageFields({ shown }: { readonly shown: ShownImage }) {
  const { id, reading, modality, volumes, notes } = shown;
  return (
    <div class="entry-fields">
      {volumes.length > 1 && (
        <select
          aria-label="Volume"
          value={String(reading.volume ?? 1)}
          onChange={({ currentTarget }) =>
            showImage(id, { ...reading, volume: Number(currentTarget.value) })
          }
        >
          {volumes.map((title, n) => (
            <option key={n} value={String(n + 1)}>
              {n + 1}: {title}
            </option>
          ))}
        </select>
      )}
      {modality === "PT" && (
        <select
          aria-label="Unit of the PET"
          value={reading.suv ?? ""}
          onChange={({ currentTarget }) => {
            const suv = suvKinds.find((kind) => kind === currentTarget.value);
            const { suv: _, ...others } = reading;
            showImage(id, suv === undefined ? others : { ...others, suv });
          }}
        >
          <option value="">Stored unit</option>
          {suvKinds.map((kind) => (
            <option key={kind} value={kind}>
              {suvTitles[kind]}
            </option>
          ))}
        </select>
      )}
      <Notes notes={notes} />
    </div>
  );
}
