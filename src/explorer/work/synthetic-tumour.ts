import { randomStream, uniformAt } from "../../math/random.ts";
import type { Mask } from "../../volume/mask.ts";
import { identityDirection, type Volume } from "../../volume/volume.ts";

const [nx, ny, nz] = [128, 128, 48];
const spacing = [1.5, 1.5, 3] as const;

/** Values of a CT, in HU. */
const tissue = { air: -1000, fat: -90, soft: 45, bone: 420, lung: -780, rim: 60, core: 5 };

/**
 * A CT of a tumour that no patient has: a chest with two lungs, a spine, and a round tumour with a dark core
 * in the left lung. It is the same each time.
 */
export function syntheticTumour(): { image: Volume<Int16Array>; mask: Mask } {
  const grid = {
    size: [nx, ny, nz],
    spacing,
    origin: [-96, -96, -72],
    direction: identityDirection,
  } as const;
  const data = new Int16Array(nx * ny * nz);
  const inside = new Uint8Array(data.length);
  const noise = randomStream(20, "noise");
  let v = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const at = [
          (x - 63.5) * spacing[0],
          (y - 63.5) * spacing[1],
          (z - 23.5) * spacing[2],
        ] as const;
        const { value, tumour } = tissueAt(...at);
        // the sum of four even numbers is near enough to the noise of a scanner
        const grain = [0, 1, 2, 3].reduce((sum, k) => sum + uniformAt(noise, 4 * v + k), 0) - 2;
        data[v] = Math.round(value + 28 * grain);
        inside[v] = tumour ? 1 : 0;
      }
    }
  }
  return { image: { ...grid, data }, mask: { ...grid, data: inside } };
}

/** The value at a point in mm from the centre of the volume, before noise. */
function tissueAt(x: number, y: number, z: number): { value: number; tumour: boolean } {
  const body = ellipse(x, y, 86, 62);
  if (body > 1) return { value: tissue.air, tumour: false };
  const ripple =
    1 + 0.12 * Math.sin(3 * Math.atan2(y - 2, x - 38) + z / 9) + 0.08 * Math.cos(z / 5);
  const tumour = Math.hypot(x - 38, y - 2, z * 0.9) / (17 * ripple);
  if (tumour < 1) {
    const texture = 18 * Math.sin(x / 3.1) * Math.cos(y / 2.7) * Math.sin(z / 4.3 + 1);
    const value = tumour < 0.45 ? tissue.core : tissue.rim;
    return { value: value + texture, tumour: true };
  }
  if (ellipse(x, y - 36, 11, 11) < 1) return { value: tissue.bone, tumour: false };
  if (ellipse(Math.abs(x) - 40, y + 2, 30, 42) < 1) {
    const vessel = Math.sin(x / 2.2 + z / 7) * Math.sin(y / 2.4 - z / 6) > 0.93;
    return { value: vessel ? tissue.soft - 60 : tissue.lung, tumour: false };
  }
  return { value: body > 0.88 ? tissue.fat : tissue.soft, tumour: false };
}

/** Below 1 within an ellipse of two half-axes, 1 on it. */
function ellipse(x: number, y: number, a: number, b: number): number {
  return (x / a) ** 2 + (y / b) ** 2;
}
