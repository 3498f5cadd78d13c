declare module "dcmjs" {
  /** What the tests use of dcmjs, which comes without types. */
  interface Entry {
    readonly vr: string;
    readonly name: string;
  }

  class DicomDict {
    constructor(meta: object);
    dict: object;
    write(options?: object): ArrayBuffer;
  }

  interface MetaDictionary {
    readonly dictionary: Readonly<Record<string, Entry>>;
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
