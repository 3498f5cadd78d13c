// The codecs that were compiled from C++ come without types.

interface CompiledDecoder {
  /** Room for compressed bytes. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned?: boolean;
  };
  delete(): void;
}

interface CompilerOptions {
  print: (line: string) => void;
  printErr: (line: string) => void;
}

interface CharLs {
  readonly JpegLSDecoder: new () => CompiledDecoder;
}

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  export default function charls(options: CompilerOptions): Promise<CharLs>;
}

interface OpenJpeg {
  readonly J2KDecoder: new () => CompiledDecoder;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  export default function openjpeg(options: CompilerOptions): Promise<OpenJpeg>;
}

declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  export default function libjpegTurbo(
    options: CompilerOptions,
  ): Promise<{ JPEGDecoder: new () => CompiledDecoder }>;
}

interface OpenJph {
  readonly HTJ2KDecoder: new () => CompiledDecoder;
}

declare module "@cornerstonejs/codec-openjph" {
  export default function openjph(options: CompilerOptions): Promise<OpenJph>;
}
