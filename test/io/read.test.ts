import { describe, expect, it } from "vitest";
import { type ByteInput, read, readDescribed } from "../../src/io.ts";
import { gzipped, niftiFile } from "./nifti/fixture.ts";

const file = niftiFile();
const values = Uint8Array.from({ length: 24 }, (_, n) => n);
const shared = new SharedArrayBuffer(file.length + 2);
new Uint8Array(shared).set(file, 2);

describe("read", () => {
  it.each<[string, ByteInput]>([
    ["Uint8Array", file],
    ["Uint8Array in a larger buffer", Uint8Array.of(9, 9, ...file).subarray(2)],
    ["Node's Buffer", Buffer.from(file)],
    ["DataView", new DataView(file.buffer)],
    ["ArrayBuffer", file.buffer],
    ["shared memory", new Uint8Array(shared, 2)],
    ["Blob", new Blob([file])],
    ["gzip in a Uint8Array", gzipped(file)],
    ["gzip in a Blob", new Blob([gzipped(file)])],
  ])("takes a %s", async (_, input) => {
    const volume = await read(input);
    expect(volume.size).toEqual([2, 3, 4]);
    expect(volume.data).toEqual(values);
  });

  it("leaves its input as it was, and shares no memory with it", async () => {
    const input = niftiFile({ datatype: 4, bitpix: 16, littleEndian: false });
    const before = input.slice();
    const { data } = await read(input);
    data.fill(1);
    expect(input).toEqual(before);
  });

  it("makes a mask of a label", async () => {
    const { data } = await read(file, { label: 5 });
    expect(data).toEqual(values.map((value) => (value === 5 ? 1 : 0)));
    await expect(read(file, { label: 77 })).rejects.toMatchObject({ code: "empty-mask" });
  });

  it.each<[string, object, string]>([
    ["a form's value", { label: "2" }, 'label: found the string "2", expected an integer'],
    ["a fraction", { label: 1.5 }, "label: found the number 1.5, expected an integer"],
    ["NaN", { label: NaN }, "label: found the number NaN, expected an integer"],
    ["null", { label: null }, "label: found null, expected an integer"],
    ["a mistyped option", { lable: 1 }, 'unknown option "lable": did you mean "label"?'],
    ["an unknown option", { mask: true }, 'unknown option "mask": known: label'],
  ])("refuses %s", async (_, options, message) => {
    await expect(read(file, options)).rejects.toMatchObject({ code: "invalid-settings", message });
  });

  it("takes an undefined label as none", async () => {
    expect((await read(file, { label: undefined } as object)).data).toEqual(values);
  });

  it("says what the file says about itself", async () => {
    const { description } = await readDescribed(gzipped(file));
    expect(description).toMatchObject({ format: "NIfTI-1", gzip: true, dataType: "uint8" });
  });

  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
  it.each([
    ["another format", png, /^no reader knows this file: it starts with 89 50 4e .*"\.PNG/],
    ["another format in gzip", gzipped(png), /: out of gzip it starts with 89 50/],
    ["a single byte", Uint8Array.of(7), /starts with 07/],
    ["a path", "image.nii" as unknown as ByteInput, /found a string/],
    ["nothing", undefined as unknown as ByteInput, /found \[object Undefined\]/],
  ])("refuses %s", async (_, input, message) => {
    const refused = read(input);
    await expect(refused).rejects.toMatchObject({ code: "unsupported-format" });
    await expect(refused).rejects.toThrow(message);
  });

  it.each<[string, ByteInput]>([
    ["an empty array", new Uint8Array()],
    ["an empty Blob", new Blob()],
    ["empty gzip", gzipped(new Uint8Array()).subarray(0, 10)],
  ])("refuses %s", async (_, input) => {
    await expect(read(input)).rejects.toMatchObject({ code: "invalid-file" });
  });
});
