import { defineConfig } from "vite";

// the pool's workers are modules
export default defineConfig({ base: "./", worker: { format: "es" } });
