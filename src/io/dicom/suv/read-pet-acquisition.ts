import { type Attribute, type Keyword, nameOf } from "../attributes.ts";
import type { DicomDataSet } from "../data-set.ts";
import {
  type AttributeName,
  elementOf,
  itemsOf,
  numberOf,
  numbersOf,
  privateAttribute,
  stringOf,
  stringsOf,
} from "../values.ts";
import { type Instant, parseDate, parseDateTime, parseOffset, parseTime } from "./dicom-time.ts";
import { noSuv } from "./no-suv.ts";
import type {
  Administration,
  CodedConcept,
  PetAcquisition,
  PetSlice,
  StatedInstant,
} from "./pet-acquisition.ts";

/** A private element: the creator of its block, and group and element as hexadecimal digits. */
interface PrivateElement {
  readonly creator: string;
  readonly group: string;
  readonly element: string;
  readonly vr: Attribute["vr"];
}

const vendorElements = {
  geScanStart: { creator: "GEMS_PETD_01", group: "0009", element: "0D", vr: "DT" },
  geAdministration: { creator: "GEMS_PETD_01", group: "0009", element: "3B", vr: "DT" },
  siemensReference: { creator: "SIEMENS MED PT", group: "0071", element: "22", vr: "DT" },
  philipsSuvScale: { creator: "Philips PET Private Group", group: "7053", element: "00", vr: "DS" },
  philipsActivityScale: {
    creator: "Philips PET Private Group",
    group: "7053",
    element: "09",
    vr: "DS",
  },
} as const satisfies Record<string, PrivateElement>;

/**
 * What the headers of a series' slices say about its values.
 *
 * @throws VoxomicsError `no-suv` for attributes that differ between slices and must not, and for
 *   several administrations.
 */
export function readPetAcquisition(dataSets: readonly DicomDataSet[]): PetAcquisition {
  if (dataSets.length === 0) throw noSuv("there is no slice");
  const text = (keyword: Keyword) => shared(dataSets, keyword, (d) => stringOf(d, keyword) ?? null);
  const number = (keyword: Keyword) =>
    shared(dataSets, keyword, (d) => numberOf(d, keyword) ?? null);
  return {
    units: text("Units"),
    suvType: text("SUVType"),
    countsSource: text("CountsSource"),
    corrections: shared(dataSets, "CorrectedImage", (d) => stringsOf(d, "CorrectedImage")),
    decayCorrection: text("DecayCorrection"),
    decayCorrectedTo: (
      [
        "DecayCorrectionDateTime",
        vendorElements.geScanStart,
        vendorElements.siemensReference,
      ] as const
    ).flatMap((attribute) => sharedInstant(dataSets, attribute) ?? []),
    seriesStart: shared(dataSets, "SeriesTime", (d) => instantOf(d, "SeriesDate", "SeriesTime")),
    patient: {
      weight: number("PatientWeight"),
      size: number("PatientSize"),
      sex: text("PatientSex"),
    },
    administration: readAdministration(dataSets),
    slices: dataSets.map(readSlice),
  };
}

function readAdministration(dataSets: readonly DicomDataSet[]): Administration {
  const sequence = "RadiopharmaceuticalInformationSequence";
  const items = dataSets.map((dataSet) => {
    const found = itemsOf(dataSet, sequence);
    if (found.length <= 1) return found[0];
    throw noSuv(`${nameOf(sequence)} has ${found.length} items, expected one administration`, {
      items: found.length,
    });
  });
  // the offset from UTC of an item's times is stated in the data set, not in the item
  const read = <T>(name: Keyword, value: (item: DicomDataSet, dataSet: DicomDataSet) => T | null) =>
    shared(dataSets, name, (dataSet, n) => (items[n] ? value(items[n], dataSet) : null));
  const number = (name: Keyword) => read(name, (item) => numberOf(item, name) ?? null);
  const started = "RadiopharmaceuticalStartDateTime";
  const instant = read(started, (item, dataSet) => dateTimeOf(item, started, clockOffset(dataSet)));
  const startTime = "RadiopharmaceuticalStartTime";
  const timeOfDay = read(startTime, (item) => timeOf(item, startTime));
  return {
    dose: number("RadionuclideTotalDose"),
    start:
      instant !== null
        ? { attribute: started, instant }
        : timeOfDay === null
          ? sharedInstant(dataSets, vendorElements.geAdministration)
          : null,
    timeOfDay,
    halfLife: number("RadionuclideHalfLife"),
    radionuclide: read("RadionuclideCodeSequence", readCode),
  };
}

function readCode(item: DicomDataSet): CodedConcept | null {
  const [code] = itemsOf(item, "RadionuclideCodeSequence");
  const value = code && stringOf(code, "CodeValue");
  if (value === undefined) return null;
  return {
    scheme: stringOf(code, "CodingSchemeDesignator") ?? null,
    value,
    meaning: stringOf(code, "CodeMeaning") ?? null,
  };
}

function readSlice(dataSet: DicomDataSet): PetSlice {
  const seconds = (keyword: Keyword) => {
    const milliseconds = numberOf(dataSet, keyword);
    return milliseconds === undefined ? null : milliseconds / 1000;
  };
  const duration = seconds("ActualFrameDuration");
  const scale = (element: PrivateElement) => {
    const attribute = attributeIn(dataSet, element);
    return (attribute && numberOf(dataSet, attribute)) ?? null;
  };
  return {
    acquisitionStart:
      instantOf(dataSet, "AcquisitionDate", "AcquisitionTime") ??
      dateTimeOf(dataSet, "AcquisitionDateTime", clockOffset(dataSet)),
    frameReferenceTime: seconds("FrameReferenceTime"),
    frameDuration: duration !== null && duration > 0 ? duration : null,
    decayFactor: numberOf(dataSet, "DecayFactor") ?? null,
    rescaleIntercept: numberOf(dataSet, "RescaleIntercept") ?? null,
    suvScale: scale(vendorElements.philipsSuvScale),
    activityScale: scale(vendorElements.philipsActivityScale),
    doseCalibration: numberOf(dataSet, "DoseCalibrationFactor") ?? null,
    voxelVolume: voxelVolumeOf(dataSet),
  };
}

function voxelVolumeOf(dataSet: DicomDataSet): number | null {
  const [row, column] = numbersOf(dataSet, "PixelSpacing");
  const thickness = numberOf(dataSet, "SliceThickness");
  if (row === undefined || column === undefined || thickness === undefined) return null;
  const volume = (row * column * thickness) / 1000;
  return volume > 0 ? volume : null;
}

/** A value that must be the same in all slices. */
function shared<T>(
  dataSets: readonly DicomDataSet[],
  name: AttributeName,
  value: (dataSet: DicomDataSet, n: number) => T,
): T {
  const first = value(dataSets[0], 0);
  const text = JSON.stringify(first);
  const other = dataSets.findIndex((dataSet, n) => JSON.stringify(value(dataSet, n)) !== text);
  if (other < 0) return first;
  throw noSuv(`${nameOf(name)} differs between slices 1 and ${other + 1}, expected one value`, {
    slice: other,
  });
}

function sharedInstant(
  dataSets: readonly DicomDataSet[],
  source: Keyword | PrivateElement,
): StatedInstant | null {
  const found = typeof source === "string" ? source : attributeIn(dataSets[0], source);
  if (found === undefined) return null;
  const attribute = found;
  const instant = shared(dataSets, attribute, (d) => dateTimeOf(d, attribute, clockOffset(d)));
  return instant === null ? null : { attribute, instant };
}

/**
 * The attribute of a private element: in the block that its creator reserved, or in the first block, if no
 * creator reserved that. Anonymisation often removes private creators, but not their elements.
 */
function attributeIn(dataSet: DicomDataSet, element: PrivateElement): Attribute | undefined {
  const { creator, group, element: last, vr } = element;
  const reserved = privateAttribute(dataSet, creator, group, last, vr);
  if (reserved !== undefined) return reserved;
  if (elementOf(dataSet, { tag: `${group}0010`, vr: "LO" }) !== undefined) return undefined;
  return { tag: `${group}10${last}`, vr };
}

function instantOf(dataSet: DicomDataSet, date: Keyword, time: Keyword): Instant | null {
  const day = parsed(dataSet, date, parseDate);
  const seconds = timeOf(dataSet, time);
  return day === null || seconds === null ? null : day + seconds;
}

function timeOf(dataSet: DicomDataSet, time: Keyword): number | null {
  return parsed(dataSet, time, parseTime);
}

/**
 * A DT as an instant on the clock of the data set. A DT without an offset from UTC is on that clock
 * already.
 */
function dateTimeOf(dataSet: DicomDataSet, name: AttributeName, clock: number | null) {
  const found = parsed(dataSet, name, parseDateTime);
  if (found === null) return null;
  const { instant, offset } = found;
  return offset === null || clock === null ? instant : instant - offset + clock;
}

/** How far the clock of a data set is ahead of UTC, s; null where it does not say. */
function clockOffset(dataSet: DicomDataSet): number | null {
  return parsed(dataSet, "TimezoneOffsetFromUTC", parseOffset);
}

/**
 * The value of an attribute; null where it is missing or unreadable, which is an error only where it is
 * needed.
 */
function parsed<T>(dataSet: DicomDataSet, name: AttributeName, parse: (text: string) => T | null) {
  const text = stringOf(dataSet, name);
  return text === undefined ? null : parse(text);
}
