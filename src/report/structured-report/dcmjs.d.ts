declare module "dcmjs" {
  /** What is used of dcmjs, which comes without types. */
  export interface DictionaryEntry {
    /** `(0010,0010)` */
    readonly tag: string;
    readonly vr: string;
    readonly name: string;
  }

  /** An element of a data set, by its tag as eight hexadecimal digits. */
  export interface DicomElement {
    readonly vr: string;
    readonly Value: readonly unknown[];
  }

  class DicomDict {
    constructor(meta: object);
    dict: object;
    write(options?: object): ArrayBuffer;
  }

  interface MetaDictionary {
    readonly dictionary: Readonly<Record<string, DictionaryEntry>>;
    /** By keyword. */
    readonly nameMap: Readonly<Record<string, DictionaryEntry>>;
    denaturalizeDataset(dataSet: object): object;
    naturalizeDataset(dataSet: object): Record<string, unknown>;
    uid(): string;
  }

  const dcmjs: {
    readonly data: {
      readonly DicomDict: typeof DicomDict;
      readonly DicomMetaDictionary: MetaDictionary;
    };
  };
  export default dcmjs;
}
