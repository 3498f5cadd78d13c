import type { Browser } from "playwright-core";

/** A picture as WebP, a third of a PNG's bytes; Chromium writes it. */
export async function toWebp(png: Uint8Array, browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  const text = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(await (await fetch(bytes)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.78 });
      return new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(blob);
      });
    },
    `data:image/png;base64,${Buffer.from(png).toString("base64")}`,
  );
  await page.close();
  return Buffer.from(text.slice(text.indexOf(",") + 1), "base64");
}
