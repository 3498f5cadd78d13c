import { optionName, readingOptions } from "../case/reading-options.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, quoted, suggestion } from "../messages/phrases.ts";

/** A column of one image of a case: `mask:PET` is `{ column: "mask", image: "PET" }`. */
export interface ImageColumn {
  readonly column: string;
  readonly image: string;
}

/** The parts of a column's name; null for a name without a colon in it. */
export function imageColumn(name: string): ImageColumn | null {
  const at = name.indexOf(":");
  return at < 1 ? null : { column: name.slice(0, at), image: name.slice(at + 1) };
}

/**
 * The names of the images of a case, in the order of their columns `image:NAME`; undefined for a manifest whose one image
 * is in the column `image`.
 *
 * @throws VoxomicsError `invalid-table` for a name that columns of tables cannot have, and for columns of an image that
 *   there is not
 */
export function imageNames(columns: readonly string[]): readonly string[] | undefined {
  const all = columns.flatMap((name) => {
    const parts = imageColumn(name);
    return parts === null ? [] : [{ name, ...parts }];
  });
  const images = all.filter(({ column }) => column === "image").map(({ image }) => image);
  if (images.length === 0) return undefined;
  if (columns.includes("image")) {
    throw invalid(
      "image",
      `the manifest has the column "image" and ${quoted(`image:${images[0]}`)}, expected "image" for one image a case, or "image:NAME" for each of several`,
    );
  }
  const odd = images.find((image) => !/^[\p{L}\p{N}_.+-]+$/u.test(image) || image === "original");
  if (odd !== undefined) {
    throw invalid(
      `image:${odd}`,
      `column ${quoted(`image:${odd}`)} of the manifest: found the name ${quoted(odd)}, expected letters, digits and _ . + - (but not "original"), with which columns of the tables begin`,
    );
  }
  for (const { name, column, image } of all) checkColumn(name, column, image, images);
  return images;
}

/** Whether a manifest takes a column of this name for one of a single image. */
export function isImageColumn(name: string): boolean {
  return ["image", "mask"].includes(imageColumn(name)?.column ?? "");
}

const ofImages: readonly string[] = ["image", "mask", ...readingOptions.map(optionName)];

function checkColumn(name: string, column: string, image: string, images: readonly string[]): void {
  if (column === "region" || column === "label") {
    throw invalid(
      name,
      `column ${quoted(name)} of the manifest: a region is chosen for all images of a case, by the column ${quoted(column)}`,
    );
  }
  if (!ofImages.includes(column)) {
    const near = ofImages.find((one) => one === column.trim().toLowerCase());
    if (near === undefined) return;
    throw invalid(
      name,
      `column ${quoted(name)} of the manifest looks like ${quoted(`${near}:${image}`)}; give it that name, or another one if it is a label`,
    );
  }
  if (images.includes(image)) return;
  throw invalid(
    name,
    `column ${quoted(name)} of the manifest: found no column ${found(`image:${image}`)}${suggestion(image, images)}`,
  );
}

function invalid(column: string, message: string): VoxomicsError {
  return new VoxomicsError("invalid-table", message, { column });
}
