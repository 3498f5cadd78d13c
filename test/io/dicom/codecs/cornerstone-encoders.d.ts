// What the tests use of the codecs' encoders, which come without types.

interface CompiledEncoder {
  /** Room for a frame's samples. */
  getDecodedBuffer(frame: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
}

declare module "@cornerstonejs/codec-charls" {
  interface JpegLSEncoder extends CompiledEncoder {
    setNearLossless(near: number): void;
  }
  export default function charls(
    options: object,
  ): Promise<{ JpegLSEncoder: new () => JpegLSEncoder }>;
}

declare module "@cornerstonejs/codec-openjpeg" {
  interface J2KEncoder extends CompiledEncoder {
    setDecompositions(count: number): void;
    setQuality(lossless: boolean, quality: number): void;
  }
  export default function openjpeg(options: object): Promise<{ J2KEncoder: new () => J2KEncoder }>;
}

declare module "@cornerstonejs/codec-libjpeg-turbo-8bit" {
  interface JPEGEncoder extends CompiledEncoder {
    setQuality(quality: number): void;
    setProgressive(progressive: boolean): void;
    setSubSampling(kind: number): void;
  }
  export default function libjpegTurbo(
    options: object,
  ): Promise<{ JPEGEncoder: new () => JPEGEncoder }>;
}

interface HTJ2KEncoder extends CompiledEncoder {
  setDecompositions(count: number): void;
  setQuality(lossless: boolean, quantisationStep: number): void;
  /** 2 is by resolution, then by position, component and layer. */
  setProgressionOrder(order: number): void;
  setTLMMarker(isWritten: boolean): void;
  setTilePartDivisionsAtResolutions(isDivided: boolean): void;
}

// its encoder comes with its decoder
interface OpenJph {
  readonly HTJ2KEncoder: new () => HTJ2KEncoder;
}
