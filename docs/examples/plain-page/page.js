// Measures the region of two chosen files. Nothing leaves the machine, and no bundler is needed.
import { createPool } from "voxomics/browser";
import { read } from "voxomics/io";

const element = (id) => document.getElementById(id);
const pool = createPool(); // web workers: the page stays responsive

element("measure").addEventListener("click", async () => {
  element("message").textContent = "Measuring";
  try {
    const image = await read(element("image").files[0]);
    const mask = await read(element("mask").files[0]);
    const settings = { discretise: { method: "fixedBinNumber", bins: 32 } };
    const { features } = await pool.extract(image, mask, settings, {
      onProgress: ({ done, total }) => {
        element("progress").max = total;
        element("progress").value = done;
      },
    });
    element("features").replaceChildren(...features.map(rowOf));
    element("message").textContent = `${features.length} features`;
  } catch (error) {
    element("message").textContent = error.message;
  }
});

function rowOf({ tag, name, value, unit }) {
  const row = document.createElement("tr");
  for (const text of [tag, name, value, unit]) row.insertCell().textContent = text ?? "";
  return row;
}
