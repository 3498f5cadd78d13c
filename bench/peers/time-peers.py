"""Times the radiomics programs that are installed, on arrays that voxomics has written.

    python3 time-peers.py               the programs that there are: one JSON object a line
    python3 time-peers.py FOLDER        their times on the arrays in the folder: the same
    python3 time-peers.py FOLDER turns  for each line {"peer": …, "task": …, "runs": …} that it reads, the
                                        mean time of these runs

The folder holds image.raw (64-bit floats) and mask.raw (bytes), x fastest; image.nii and mask.nii,
the same for programs that take files only; and request.json: size, spacing, discretise, levels, tasks.
"""

import importlib
import json
import pathlib
import sys
import time


def pyradiomics(volume):
    """Feature classes on images in memory; GLDM in place of NGLDM; no histogram, IVH or GLDZM."""
    import SimpleITK as sitk
    from radiomics import firstorder, glcm, gldm, glrlm, glszm, ngtdm, shape

    arrays = volume.arrays()

    def images():
        cropped = crop(*arrays) if volume.whole else arrays
        for array in cropped:
            image = sitk.GetImageFromArray(array)
            image.SetSpacing(volume.spacing)
            yield image

    method = volume.discretise
    fixed_size = method["method"] == "fixedBinSize"
    bins = {"binWidth": method["width"]} if fixed_size else {"binCount": method["bins"]}

    def measure(*feature_classes):
        image, mask = images()
        for feature_class in feature_classes:
            features = feature_class(image, mask, **bins)
            features.enableAllFeatures()
            features.execute()

    classes = {
        "morphology": shape.RadiomicsShape,
        "statistics": firstorder.RadiomicsFirstOrder,
        "glcm": glcm.RadiomicsGLCM,
        "glrlm": glrlm.RadiomicsGLRLM,
        "glszm": glszm.RadiomicsGLSZM,
        "ngtdm": ngtdm.RadiomicsNGTDM,
        "ngldm": gldm.RadiomicsGLDM,
    }
    runs = {task: lambda one=one: measure(one) for task, one in classes.items()}
    return {**runs, "all": lambda: measure(*classes.values())}


def nyxus(volume):
    """Takes files: their reading is timed too, and how a program is made for each family."""
    from nyxus import Nyxus3D

    files = [str(volume.folder / "image.nii")], [str(volume.folder / "mask.nii")]

    def measure(group):
        # one at a time: what a program is told when it is made holds for all of them
        program = Nyxus3D(
            [group], ibsi=True, n_feature_calc_threads=1, coarse_gray_depth=volume.levels
        )
        program.featurize_files(*files, False)

    groups = {
        "morphology": "*3D_ALL_MORPHOLOGY*",
        "statistics": "*3D_ALL_INTENSITY*",
        "glcm": "*3D_GLCM*",
        "glrlm": "*3D_GLRLM*",
        "glszm": "*3D_GLSZM*",
        "gldzm": "*3D_GLDZM*",
        "ngtdm": "*3D_NGTDM*",
        "ngldm": "*3D_NGLDM*",
    }
    return {task: lambda group=group: measure(group) for task, group in groups.items()}


def mirp(volume):
    """Arrays in memory; voxels count as 1 mm, which only morphology and local intensity notice."""
    from mirp import extract_features

    image, mask = volume.arrays()
    method = volume.discretise
    if method["method"] == "fixedBinSize":
        bins = {
            "base_discretisation_method": "fixed_bin_size",
            "base_discretisation_bin_width": method["width"],
        }
    else:
        bins = {
            "base_discretisation_method": "fixed_bin_number",
            "base_discretisation_n_bins": method["bins"],
        }
    families = {
        "morphology": "morphological",
        "localIntensity": "local_intensity",
        "statistics": "statistics",
        "histogram": "intensity_histogram",
        "intensityVolume": "intensity_volume_histogram",
        "glcm": "glcm",
        "glrlm": "glrlm",
        "glszm": "glszm",
        "gldzm": "gldzm",
        "ngtdm": "ngtdm",
        "ngldm": "ngldm",
    }

    def measure(family):
        extract_features(image=image, mask=mask, base_feature_families=family, **bins)

    return {task: lambda family=family: measure(family) for task, family in families.items()}


PEERS = {
    "PyRadiomics": ("radiomics", pyradiomics),
    "Nyxus": ("nyxus", nyxus),
    "MIRP": ("mirp", mirp),
}

# families that count as "all of these", where a program has them
COMPARED = [
    "morphology",
    "statistics",
    "histogram",
    "intensityVolume",
    "glcm",
    "glrlm",
    "glszm",
    "gldzm",
    "ngtdm",
    "ngldm",
]


class Volume:
    """The arrays of a folder."""

    def __init__(self, folder):
        request = json.loads((folder / "request.json").read_text())
        self.folder = folder
        self.size = request["size"]
        self.spacing = request["spacing"]
        self.discretise = request["discretise"]
        self.levels = request["levels"]
        self.tasks = request["tasks"]
        # whether the arrays are those of the whole image
        self.whole = request.get("whole", False)

    def arrays(self):
        """Image and mask, indexed by z, y, x."""
        import numpy

        shape = self.size[::-1]
        image = numpy.fromfile(self.folder / "image.raw", dtype="<f8").reshape(shape)
        mask = numpy.fromfile(self.folder / "mask.raw", dtype="u1").reshape(shape)
        return image, mask


def installed():
    """Names, versions and drivers of the programs that can be imported."""
    for peer, (module, driver) in PEERS.items():
        try:
            version = getattr(importlib.import_module(module), "__version__", "unknown")
        except ImportError:
            continue
        yield peer, str(version), driver


def shortest(run, budget=3.0):
    """The shortest time in ms of at least three runs, or of one that takes longer than the budget."""
    times = []
    start = time.perf_counter()
    while not times or (len(times) < 3 and time.perf_counter() - start < budget):
        before = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - before))
    return min(times)


def say(**row):
    print(json.dumps(row), flush=True)


def time_peer(peer, version, driver, volume):
    try:
        runs = driver(volume)
    except Exception as error:  # another program's trouble is a row, not the end
        say(peer=peer, version=version, task=None, ms=None, error=repr(error))
        return
    compared = [runs[task] for task in COMPARED if task in runs]
    runs["comparedFamilies"] = lambda: [run() for run in compared]
    for task, run in runs.items():
        if task not in volume.tasks:
            continue
        try:
            say(peer=peer, version=version, task=task, ms=shortest(run), error=None)
        except Exception as error:
            say(peer=peer, version=version, task=task, ms=None, error=repr(error))


def crop(image, mask):
    """The box of the region, as programs cut it out before they measure."""
    import numpy

    box = tuple(slice(axis.min(), axis.max() + 1) for axis in numpy.nonzero(mask))
    return image[box], mask[box]


def filters(volume):
    """The filters of scipy and PyWavelets on the whole image."""
    import pywt
    from scipy import ndimage

    image, _ = volume.arrays()
    image = image.astype(float)
    return {
        "log1": lambda: ndimage.gaussian_laplace(image, 1),
        "log3": lambda: ndimage.gaussian_laplace(image, 3),
        "coif1": lambda: pywt.swtn(image, "coif1", 1),
        "db3": lambda: pywt.swtn(image, "db3", 1),
    }


def signature(volume):
    """All classes of PyRadiomics on the image, and on its wavelet bands, of the whole image as it filters it."""
    import SimpleITK as sitk
    from radiomics import firstorder, glcm, gldm, glrlm, glszm, imageoperations, ngtdm, shape

    image_array, mask_array = volume.arrays()
    classes = [firstorder.RadiomicsFirstOrder, glcm.RadiomicsGLCM, gldm.RadiomicsGLDM]
    classes += [glrlm.RadiomicsGLRLM, glszm.RadiomicsGLSZM, ngtdm.RadiomicsNGTDM]

    def carried(array):
        image = sitk.GetImageFromArray(array)
        image.SetSpacing(volume.spacing)
        return image

    def measure(array, feature_classes):
        image, mask = (carried(part) for part in crop(array, mask_array))
        for feature_class in feature_classes:
            features = feature_class(image, mask, binWidth=25)
            features.enableAllFeatures()
            features.execute()

    def original():
        measure(image_array, [shape.RadiomicsShape, *classes])

    def wavelet():
        original()
        for band, _, _ in imageoperations.getWaveletImage(carried(image_array), None):
            measure(sitk.GetArrayFromImage(band), classes)

    return {"original": original, "wavelet": wavelet}


def take_turns(volume):
    """Answers each line of the input, a task of a program and a number of runs, with their mean CPU time."""
    drivers = {**{peer: driver for peer, (_, driver) in PEERS.items()}, "filters": filters}
    drivers["signature"] = signature
    runs = {}
    for line in sys.stdin:
        request = json.loads(line)
        peer, task = request["peer"], request["task"]
        try:
            if peer not in runs:
                runs[peer] = drivers[peer](volume)
            before = time.process_time()
            for _ in range(request["runs"]):
                runs[peer][task]()
            say(ms=1000 * (time.process_time() - before) / request["runs"], error=None)
        except Exception as error:
            say(ms=None, error=repr(error))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "turns":
        take_turns(Volume(pathlib.Path(sys.argv[1])))
    elif len(sys.argv) == 1:
        for peer, version, _ in installed():
            say(peer=peer, version=version)
    else:
        for peer, version, driver in installed():
            time_peer(peer, version, driver, Volume(pathlib.Path(sys.argv[1])))
