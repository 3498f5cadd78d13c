"""A stand-in for SimpleITK that carries arrays, for PyRadiomics' feature classes where Debian has no SimpleITK.

It has what these classes call on their way to their own code, and nothing else: no resampling, no filter.
"""

import numpy

sitkBSpline = sitkNearestNeighbor = sitkLinear = sitkGaussian = 0
sitkUInt32 = sitkUInt8 = sitkInt16 = sitkFloat64 = sitkFloat32 = 0


class Image:
    def __init__(self, array, spacing=(1.0, 1.0, 1.0)):
        self.array = array
        self.spacing = spacing

    def SetSpacing(self, spacing):
        self.spacing = tuple(float(side) for side in spacing)

    def CopyInformation(self, image):
        self.spacing = image.spacing

    def GetSpacing(self):
        return self.spacing

    def GetSize(self):
        return self.array.shape[::-1]

    def GetDimension(self):
        return self.array.ndim


def GetImageFromArray(array):
    return Image(array)


def GetArrayFromImage(image):
    return image.array.copy()


class ConstantPadImageFilter:
    def SetPadLowerBound(self, bound):
        self.lower = bound

    def SetPadUpperBound(self, bound):
        self.upper = bound

    def Execute(self, image):
        widths = list(zip(self.lower, self.upper))[::-1]
        return Image(numpy.pad(image.array, widths), image.spacing)
