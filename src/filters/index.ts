export { applyFilter } from "./apply-filter.ts";
export type { Boundary } from "./boundary.ts";
export type * from "./filter.ts";
export { completeFilter, type FilterInput, filterDefaults } from "./filter-defaults.ts";
export { filterIdentity } from "./filter-identity.ts";
export { filterTable } from "./filter-table.ts";
export { waveletNames } from "./wavelet-family.ts";
