import type { Code, SourceInstance } from "../../io/dicom/source-study.ts";

// Content items of a structured report (DICOM PS3.3 C.17.3), by the keywords of their attributes.

/** Attributes by keyword; a list of records is a sequence. */
export interface Attributes {
  readonly [keyword: string]: string | number | readonly (string | number | Attributes)[];
}

/** How an item is related to the one that it lies in. */
type Relation =
  | "CONTAINS"
  | "HAS ACQ CONTEXT"
  | "HAS CONCEPT MOD"
  | "HAS OBS CONTEXT"
  | "HAS PROPERTIES";

/** Most characters of a Code Value; a longer one is a Long Code Value. */
const longestCodeValue = 16;

/** Most characters of a Code Meaning. */
const longestMeaning = 64;

/** A code as the item of a code sequence. */
export function codeItem({ value, scheme, meaning }: Code): Attributes {
  return {
    [value.length > longestCodeValue ? "LongCodeValue" : "CodeValue"]: value,
    CodingSchemeDesignator: scheme,
    CodeMeaning: meaning.slice(0, longestMeaning),
  };
}

function item(
  relation: Relation,
  type: string,
  name: Code,
  value: Attributes,
  children: readonly Attributes[] = [],
): Attributes {
  return {
    RelationshipType: relation,
    ValueType: type,
    ConceptNameCodeSequence: [codeItem(name)],
    ...value,
    ...(children.length === 0 ? {} : { ContentSequence: children }),
  };
}

export function text(relation: Relation, name: Code, value: string): Attributes {
  return item(relation, "TEXT", name, { TextValue: value });
}

export function code(relation: Relation, name: Code, value: Code): Attributes {
  return item(relation, "CODE", name, { ConceptCodeSequence: [codeItem(value)] });
}

export function uid(relation: Relation, name: Code, value: string): Attributes {
  return item(relation, "UIDREF", name, { UID: value });
}

/** A container; one that follows a template of the standard names it. */
export function container(
  name: Code,
  children: readonly Attributes[],
  template?: string,
): Attributes {
  return item("CONTAINS", "CONTAINER", name, containerOf(template), children);
}

/** What a container has besides its name and content. */
export function containerOf(template?: string): Attributes {
  return {
    ContinuityOfContent: "SEPARATE",
    ...(template === undefined
      ? {}
      : { ContentTemplateSequence: [{ MappingResource: "DCMR", TemplateIdentifier: template }] }),
  };
}

/** Which frames, or which segment, of an instance are meant; all of it without. */
interface Part {
  readonly frames?: readonly number[] | null;
  readonly segment?: number;
}

/** An image, or a segmentation; `name` is null in an image library, where images need none. */
export function image(
  name: Code | null,
  instance: Pick<SourceInstance, "sopClass" | "instance">,
  { frames = null, segment }: Part = {},
): Attributes {
  const referenced = {
    ...reference(instance),
    ...(frames === null ? {} : { ReferencedFrameNumber: frames }),
    ...(segment === undefined ? {} : { ReferencedSegmentNumber: segment }),
  };
  return {
    RelationshipType: "CONTAINS",
    ValueType: "IMAGE",
    ...(name === null ? {} : { ConceptNameCodeSequence: [codeItem(name)] }),
    ReferencedSOPSequence: [referenced],
  };
}

/** An instance that is no image, such as an RTSTRUCT. */
export function composite(
  name: Code,
  instance: Pick<SourceInstance, "sopClass" | "instance">,
  children: readonly Attributes[],
): Attributes {
  const value = { ReferencedSOPSequence: [reference(instance)] };
  return item("CONTAINS", "COMPOSITE", name, value, children);
}

/** Class and UID of an instance, as references to it state them. */
export function reference({
  sopClass,
  instance,
}: Pick<SourceInstance, "sopClass" | "instance">): Attributes {
  return { ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: instance };
}

/** A number: its value, or why there is none. */
export function number(
  name: Code,
  value: { readonly number: number; readonly unit: Code } | { readonly missing: Code },
  children: readonly Attributes[],
): Attributes {
  return item("CONTAINS", "NUM", name, measured(value), children);
}

function measured(
  value: { readonly number: number; readonly unit: Code } | { readonly missing: Code },
): Attributes {
  if ("missing" in value) {
    return {
      MeasuredValueSequence: [],
      NumericValueQualifierCodeSequence: [codeItem(value.missing)],
    };
  }
  return {
    MeasuredValueSequence: [
      {
        MeasurementUnitsCodeSequence: [codeItem(value.unit)],
        NumericValue: decimalString(value.number),
        // all bits, as a decimal string of 16 characters cannot hold them
        FloatingPointValue: value.number,
      },
    ],
  };
}

/** Most characters of a decimal string. */
const longestDecimal = 16;

/** A number as a decimal string (DS), with as many digits as 16 characters hold. */
export function decimalString(value: number): string {
  for (let digits = 17; digits > 1; digits--) {
    const rounded = Number(value.toPrecision(digits));
    // large whole numbers are shorter with an exponent
    const texts = [String(rounded), rounded.toExponential()];
    const fitting = texts.find((text) => text.length <= longestDecimal);
    if (fitting !== undefined) return fitting;
  }
  return value.toExponential(0);
}
