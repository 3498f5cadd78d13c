/** What an image is called in the help of every command. */
export const imageArgument = "intensities: NIfTI, NRRD, DICOM or a folder of DICOM files";
