/** What an image is called in the help of every command. */
export const imageArgument =
  "intensities: NIfTI, NRRD, MetaImage, MGH, DICOM or a folder of DICOM files";
