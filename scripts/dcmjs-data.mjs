// the part of dcmjs that files are written by: without its other parts a tenth less to download
import { data } from "dcmjs/build/dcmjs.es.js";

export default { data };
