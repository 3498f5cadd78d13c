import { tableRecords } from "./shared-tables.ts";

/** Lung metastases (0, 1) of 51 patients with sarcomas, whose PET is one of the IBSI data sets; empty where not at hand. */
export const metastases = tableRecords("sts-outcomes.csv");
