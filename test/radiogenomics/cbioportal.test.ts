import { describe, expect, it } from "vitest";
import {
  outcomeFormat,
  parseClinical,
  parseExpression,
  parseMutations,
} from "../../src/radiogenomics/cbioportal.ts";

// written by hand after https://docs.cbioportal.org/file-formats
const clinical = `#Patient Identifier\tOverall Survival Status\tOverall Survival (Months)\tSex
#Patient identifier\tStatus\tMonths\tSex
#STRING\tSTRING\tNUMBER\tSTRING
#1\t1\t1\t1
PATIENT_ID\tOS_STATUS\tOS_MONTHS\tSEX
TCGA-CS-4938\t0:LIVING\t114.3\tFEMALE
TCGA-CS-4942\t1:DECEASED\t43.86\t
TCGA-CS-4943\t1:DECEASED
`;
const maf = `#version 2.4
Hugo_Symbol\tEntrez_Gene_Id\tVariant_Classification\tTumor_Sample_Barcode
TP53\t7157\tMissense_Mutation\tTCGA-CS-4938-01
TP53\t7157\tNonsense_Mutation\tTCGA-CS-4938-01
TP53\t7157\tSilent\tTCGA-CS-4942-01
ATRX\t546\tFrame_Shift_Del\tTCGA-CS-4942-01
TTN\t7273\t3'UTR\tTCGA-CS-4943-01
`;
const expression = `Hugo_Symbol\tEntrez_Gene_Id\tTCGA-CS-4938-01\tTCGA-CS-4942-01
TP53\t7157\t10.5\tNA
ATRX\t546\t3\t4
TP53\t7157\t0\t0
`;

describe("files of cBioPortal", () => {
  it("are told apart by their headers, whatever comes before and however lines end", () => {
    const endings = (text: string) => [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`];
    for (const text of endings(clinical)) expect(outcomeFormat(text)).toBe("clinical");
    for (const text of endings(maf)) expect(outcomeFormat(text)).toBe("mutations");
    for (const text of endings(expression)) expect(outcomeFormat(text)).toBe("expression");
    expect(outcomeFormat("PATIENT_ID,AGE\nP1,3\n")).toBeNull();
    expect(outcomeFormat("")).toBeNull();
  });

  it("hold clinical data by patient", () => {
    for (const text of [clinical, clinical.replaceAll("\n", "\r\n"), `\uFEFF${clinical}`]) {
      expect(parseClinical(text)).toEqual({
        ids: ["TCGA-CS-4938", "TCGA-CS-4942", "TCGA-CS-4943"],
        columns: {
          OS_STATUS: ["0:LIVING", "1:DECEASED", "1:DECEASED"],
          OS_MONTHS: ["114.3", "43.86", ""],
          SEX: ["FEMALE", "", ""],
        },
      });
    }
  });

  it("hold mutations, of which silent ones do not count", () => {
    expect(parseMutations(maf)).toEqual({
      ids: ["TCGA-CS-4938-01", "TCGA-CS-4942-01", "TCGA-CS-4943-01"],
      kind: "mutation",
      columns: { TP53: [1, 0, 0], ATRX: [0, 1, 0] },
    });
    expect(parseMutations(maf, 2).columns).toEqual({});
  });

  it("hold samples with their patients, in whichever order the columns are", () => {
    const table = {
      ids: ["S1", "S2", "S3"],
      patients: ["P1", "P2", "P1"],
      columns: { PURITY: ["60", "30", ""] },
    };
    const rows = [
      ["S1", "P1", "60"],
      ["S2", "P2", "30"],
      ["S3", "P1", ""],
    ];
    const written = (header: string, order: readonly number[]) =>
      `#\n${header}\n${rows.map((row) => order.map((at) => row[at]).join("\t")).join("\n")}\n`;
    expect(parseClinical(written("SAMPLE_ID\tPATIENT_ID\tPURITY", [0, 1, 2]))).toEqual(table);
    expect(parseClinical(written("PURITY\tPATIENT_ID\tSAMPLE_ID", [2, 1, 0]))).toEqual(table);
  });

  it("hold mutations of the promoter of TERT, and of no other", () => {
    const rows = ["TERT\t0\t5'Flank\tS1", "TERT\t0\t5'UTR\tS2", "TP53\t0\t5'Flank\tS2"];
    const text = `${maf.split("\n")[1]}\n${rows.join("\n")}\n`;
    expect(parseMutations(text)).toEqual({
      ids: ["S1", "S2"],
      kind: "mutation",
      columns: { TERT: [1, 0] },
    });
  });

  it("hold mutations, of which those without a mutation by their status do not count", () => {
    const header = "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode";
    const rows = [
      ["S1", "Somatic", "Valid"],
      ["S2", "SOMATIC", ""],
      ["S3", "Germline", "Untested"],
      ["S4", "LOH", ""],
      ["S5", "Wildtype", ""],
      ["S6", "None", ""],
      ["S7", "", "Wildtype"],
      ["S8", "Somatic", "Redacted"],
    ].map(([id, ...status]) => ["TP53", "Missense_Mutation", id, ...status].join("\t"));
    const text = `${header}\tMutation_Status\tValidation_Status\n${rows.join("\n")}\n`;
    expect(parseMutations(text).columns).toEqual({ TP53: [1, 1, 1, 0, 0, 0, 0, 0] });
  });

  it("hold samples without a mutation, where a line names all that were sequenced", () => {
    const line = "#sequenced_samples: TCGA-CS-4942-01 TCGA-CS-5000-01  TCGA-CS-5001-01";
    for (const text of [`${line}\n${maf}`, `#version 2.4\r\n${line}\t\t\r\n${maf}`]) {
      expect(parseMutations(text)).toMatchObject({
        ids: [4938, 4942, 4943, 5000, 5001].map((n) => `TCGA-CS-${n}-01`),
        columns: { TP53: [1, 0, 0, 0, 0], ATRX: [0, 1, 0, 0, 0] },
      });
    }
  });

  it("hold expression of genes that have numbers for names", () => {
    const text = "Entrez_Gene_Id\tS1\tS2\n7157\t10.5\t3\n";
    expect(outcomeFormat(text)).toBe("expression");
    expect(parseExpression(text)).toEqual({
      ids: ["S1", "S2"],
      kind: "expression",
      columns: { 7157: ["10.5", "3"] },
    });
  });

  it("hold expression by sample; of several rows of a gene the first", () => {
    expect(parseExpression(expression)).toEqual({
      ids: ["TCGA-CS-4938-01", "TCGA-CS-4942-01"],
      kind: "expression",
      columns: { TP53: ["10.5", "NA"], ATRX: ["3", "4"] },
    });
  });

  it.each([
    ["without a header", () => parseClinical("#a\n#b\n"), "found no header"],
    [
      "without a column of patients",
      () => parseClinical("A\tB\n1\t2\n"),
      'found no column "PATIENT_ID" or "SAMPLE_ID" of patients or samples; the first columns are "A", "B"',
    ],
    [
      "with a patient twice",
      () => parseClinical("PATIENT_ID\tA\nP1\t2\nP1\t3\n"),
      'column "PATIENT_ID": rows 1 and 2 both have the id "P1"',
    ],
    [
      "with a sample twice",
      () => parseClinical("PATIENT_ID\tSAMPLE_ID\nP1\tS1\nP2\tS1\n"),
      'column "SAMPLE_ID": rows 1 and 2 both have the id "S1"',
    ],
    [
      "with a row that is too long",
      () => parseClinical("#x\nPATIENT_ID\tA\nP1\t2\n\nP2\t3\t4\n"),
      "line 5: found 3 cells, expected at most 2",
    ],
    [
      "with columns of one name",
      () => parseClinical("PATIENT_ID\tA\tA\n"),
      'line 1: two columns are called "A"',
    ],
    [
      "with mutations without samples",
      () => parseMutations(maf.split("\n").slice(0, 2).join("\n")),
      "found no sample in the column Tumor_Sample_Barcode",
    ],
    [
      "with a row a gene and sample",
      () => parseExpression("Hugo_Symbol\tEntrez_Gene_Id\tSample_Id\tValue\nTP53\t7157\tS1\t-1\n"),
      'found the column "Sample_Id", a row a gene and sample; expected a column a sample',
    ],
    [
      "with mutations without a column of samples",
      () => {
        const text = "Hugo_Symbol\tVariant_Classification\nTP53\tMissense_Mutation\n";
        expect(outcomeFormat(text)).toBe("mutations");
        return parseMutations(text);
      },
      'found no column "Tumor_Sample_Barcode" of samples',
    ],
    [
      "with genes without samples",
      () => parseExpression("Hugo_Symbol\tEntrez_Gene_Id\n"),
      "found no column of a sample",
    ],
  ])("are refused %s", (_, work, message) => {
    expect(work).toThrow(
      expect.objectContaining({ code: "invalid-table", message: expect.stringContaining(message) }),
    );
  });
});
