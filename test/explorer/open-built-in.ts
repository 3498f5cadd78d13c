import type { Page } from "playwright-core";

/** Opens a case that the page brings along, and waits until it is drawn. */
export async function openBuiltIn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.locator(".open-region").waitFor();
  await page.getByText("Voxel", { exact: true }).waitFor();
}
