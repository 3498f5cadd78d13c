import { openBuiltIn } from "../../state/open-case.ts";
import { OpenButtons } from "./open-buttons.tsx";

/** The page before anything is open. */
export function Start() {
  return (
    <main class="start">
      <div class="start-card">
        <h2>Drop images and regions here</h2>
        <p>
          DICOM folders with RTSTRUCT or SEG, NIfTI, NRRD, MetaImage, MGH, PNG, TIFF. Files stay on
          this machine: the page reads, measures and draws in your browser and sends nothing.
        </p>
        <div class="button-row">
          <OpenButtons prominent />
        </div>
      </div>
      <section class="start-cases" aria-labelledby="start-cases">
        <h3 id="start-cases">No files at hand? Begin with one of these</h3>
        <div class="start-choices">
          <button type="button" class="choice" onClick={() => openBuiltIn("digital-phantom")}>
            <strong>IBSI digital phantom</strong>
            <span>5 × 4 × 4 voxels with published values of every feature</span>
          </button>
          <button type="button" class="choice" onClick={() => openBuiltIn("synthetic-tumour")}>
            <strong>Synthetic tumour</strong>
            <span>a CT of a chest that is made up, with a tumour in the lung</span>
          </button>
        </div>
      </section>
    </main>
  );
}
