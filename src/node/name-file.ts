export { nameFile, namingFile } from "../io/name-file.ts";
