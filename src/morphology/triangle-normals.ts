/**
 * (b - a) × (c - a) of every triangle a, b, c: the triangle's normal, with twice its area as length.
 * Returns x, y, z of one normal after another.
 *
 * @param points x, y, z of one point after another
 * @param corners three point numbers for each triangle
 */
export function triangleNormals(points: ArrayLike<number>, corners: Int32Array): Float64Array {
  const normals = new Float64Array(corners.length);
  for (let k = 0; k < corners.length; k += 3) {
    const a = 3 * corners[k];
    const b = 3 * corners[k + 1];
    const c = 3 * corners[k + 2];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const uz = points[b + 2] - points[a + 2];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    const vz = points[c + 2] - points[a + 2];
    normals[k] = uy * vz - uz * vy;
    normals[k + 1] = uz * vx - ux * vz;
    normals[k + 2] = ux * vy - uy * vx;
  }
  return normals;
}
