const names = [
  "Int8Array",
  "Uint8Array",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
] as const;

/**
 * Bytes of all typed arrays that a call makes, those that are garbage afterwards included.
 *
 * @param least bytes of an array that counts
 */
export function allocatedBytes(run: () => unknown, least = 0): number {
  let bytes = 0;
  const originals = names.map((name) => globalThis[name]);
  const install = (name: string, type: unknown, prototype: object) => {
    Object.assign(globalThis, { [name]: type });
    // what slice, map and filter make is made by this
    Object.defineProperty(prototype, "constructor", { value: type, configurable: true });
  };
  try {
    names.forEach((name, k) => {
      const counted = new Proxy(originals[k], {
        construct(target, args, newTarget) {
          const array = Reflect.construct(target, args, newTarget) as ArrayBufferView;
          const isView = args[0] instanceof ArrayBuffer || args[0] instanceof SharedArrayBuffer;
          if (!isView && array.byteLength >= least) bytes += array.byteLength;
          return array;
        },
      });
      install(name, counted, originals[k].prototype);
    });
    run();
  } finally {
    names.forEach((name, k) => {
      install(name, originals[k], originals[k].prototype);
    });
  }
  return bytes;
}
