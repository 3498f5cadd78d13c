/** A window that is customary: the values that are drawn black and white. */
export interface WindowPreset {
  readonly name: string;
  readonly window: readonly [number, number];
}

/** Windows by modality, in HU for CT and in SUV for PET. Those of MR depend on the image alone. */
const presets: Readonly<Record<string, readonly WindowPreset[]>> = {
  CT: [
    { name: "Soft tissue", window: [-160, 240] },
    { name: "Lung", window: [-1350, 150] },
    { name: "Mediastinum", window: [-125, 225] },
    { name: "Liver", window: [-45, 105] },
    { name: "Brain", window: [0, 80] },
    { name: "Bone", window: [-450, 1050] },
  ],
  PT: [
    { name: "0 to 5", window: [0, 5] },
    { name: "0 to 10", window: [0, 10] },
    { name: "0 to 20", window: [0, 20] },
  ],
};

/** The windows to choose from, those of the image's own values first. */
export function windowPresets(
  modality: string | null,
  unit: string | null,
  {
    window,
    range,
  }: { readonly window: readonly [number, number]; readonly range: readonly [number, number] },
): readonly WindowPreset[] {
  const own = [
    { name: "From the image", window },
    { name: "Full range", window: range },
  ];
  // those of PET are in SUV
  const fits = modality !== "PT" || unit === "GML";
  return fits ? [...(presets[modality ?? ""] ?? []), ...own] : own;
}

/** The window that an image is first shown in. */
export function firstWindow(
  modality: string | null,
  unit: string | null,
  shown: { readonly window: readonly [number, number] },
): readonly [number, number] {
  if (modality === "CT") return presets.CT[0].window;
  // a window from the image's own values would show what takes up much as white, and nothing in it
  return modality === "PT" && unit === "GML" ? presets.PT[0].window : shown.window;
}
