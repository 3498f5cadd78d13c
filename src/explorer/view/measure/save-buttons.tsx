import { image, listing, problems, regions } from "../../state/case.ts";
import { outcome } from "../../state/outcome.ts";
import type { SecondMask } from "../../state/second-masks.ts";
import { ask } from "../../work/client.ts";
import { isRegionOf } from "../../work/region-id.ts";
import type { ResultsAsked } from "../../work/save-results.ts";
import { saveFile } from "../frame/save-file.ts";

/** The files that results are saved as. */
const files: readonly {
  readonly title: string;
  readonly format: ResultsAsked["format"];
  readonly name: string;
  readonly type: string;
  readonly hint: string;
}[] = [
  {
    title: "JSON",
    format: "json",
    name: "features.json",
    type: "application/json",
    hint: "with settings and all that is needed to repeat it",
  },
  {
    title: "CSV",
    format: "long",
    name: "features.csv",
    type: "text/csv",
    hint: "one row a value",
  },
  {
    title: "CSV, wide",
    format: "wide",
    name: "features-wide.csv",
    type: "text/csv",
    hint: "one row a region",
  },
  {
    title: "Parquet",
    format: "long parquet",
    name: "features.parquet",
    type: "application/vnd.apache.parquet",
    hint: "one row a value",
  },
  {
    title: "DICOM",
    format: "dicom",
    name: "features.dcm",
    type: "application/dicom",
    hint: "a structured report that refers to images and regions; it states the patient as the images do",
  },
];

/** Why what was measured cannot be saved in a format; null if it can. */
function whyNot(format: ResultsAsked["format"]): string | null {
  if (format !== "dicom") return null;
  if (!image.value?.id.startsWith("series:image:")) {
    return "DICOM needs a DICOM series, which the report refers to.";
  }
  const measured = (outcome.value?.measured ?? []).filter(({ extraction }) => extraction !== null);
  const files = new Set(measured.map(({ region }) => maskName(region, "id")));
  return files.size > 1
    ? "DICOM needs regions of one file: tick those of one, and measure again."
    : null;
}

/** Buttons that take the results away, as the command line writes them. */
export function SaveButtons() {
  return (
    <fieldset class="save" aria-label="Save the results">
      <span class="quiet">Save as</span>
      {files.map((file) => (
        <button
          key={file.format}
          type="button"
          class="button"
          disabled={whyNot(file.format) !== null}
          title={whyNot(file.format) ?? `${file.name}: ${file.hint}`}
          aria-describedby={whyNot(file.format) === null ? undefined : "why-not-saved"}
          onClick={() => save(file)}
        >
          {file.title}
        </button>
      ))}
      {whyNot("dicom") !== null && (
        <span class="quiet why-not" id="why-not-saved">
          {whyNot("dicom")}
        </span>
      )}
    </fieldset>
  );
}

async function save({ format, name, type }: (typeof files)[number]): Promise<void> {
  const measured = (outcome.peek()?.measured ?? []).map((one) => ({
    ...one,
    mask: maskName(one.region),
  }));
  try {
    const { within = null, whiteMatter = null } = outcome.peek()?.masks ?? {};
    const named = (one: SecondMask | null) => one && { id: one.id, name: maskName(one.id) };
    const masks = { within: named(within), whiteMatter: named(whiteMatter) };
    const asked = { image: image.peek()?.title ?? "image", measured, masks, format };
    const data = await ask("saveResults", asked);
    saveFile(name, typeof data === "string" ? data : new Uint8Array(data), type);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problems.value = [...problems.peek(), { title: `${name} could not be made`, message }];
  }
}

/** What the file of a region is called, or its id. */
function maskName(region: string, as: "title" | "id" = "title"): string {
  const file = listing.peek().regionFiles.find(({ id }) => isRegionOf(region, id));
  return file?.[as] ?? regions.peek().find(({ id }) => id === region)?.name ?? region;
}
