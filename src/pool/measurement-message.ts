import type { Measurement } from "../extraction/run-part.ts";
import { type FeatureMessage, packFeatures, unpackFeatures } from "./feature-message.ts";
import { type Failure, fromFailure, toFailure } from "./message.ts";

type Found = Extract<Measurement, { readonly error: null }>;
type Refused = Exclude<Measurement, Found>;

/** A measurement as a message: with its features packed, and its error as a record. */
export type MeasurementMessage =
  | (Omit<Found, "features" | "error"> & {
      readonly features: FeatureMessage;
      readonly failure: null;
    })
  | (Omit<Refused, "error"> & { readonly failure: Failure });

export function packMeasurement(measurement: Measurement): MeasurementMessage {
  if (measurement.error !== null) {
    const { region, image, error } = measurement;
    return { region, image, failure: toFailure(error) };
  }
  const { error: _, features, ...found } = measurement;
  return { ...found, features: packFeatures(features), failure: null };
}

export function unpackMeasurement(message: MeasurementMessage): Measurement {
  if (message.failure !== null) {
    const { region, image, failure } = message;
    return { region, image, error: fromFailure(failure) };
  }
  const { failure: _, features, ...found } = message;
  return { ...found, features: unpackFeatures(features), error: null };
}
