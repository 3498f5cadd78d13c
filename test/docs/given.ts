/**
 * Declarations of what examples use and do not declare, in docs and docstrings. docs/start.md says what
 * these names mean.
 */
export const given = `
declare const image: import("voxomics").Volume;
declare const mask: import("voxomics").Mask;
declare const masks: readonly import("voxomics").Mask[];
declare const labels: import("voxomics").Volume;
declare const settings: import("voxomics").SettingsInput;
declare const region: import("voxomics").Region;
declare const onProgress: (progress: import("voxomics").Progress) => void;
declare const signal: AbortSignal;
declare const bytes: Uint8Array<ArrayBuffer>;
declare const files: FileList;
declare const records: Parameters<typeof import("voxomics/reproducibility").measurementsOf>[0];
`;
