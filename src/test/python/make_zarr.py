#!/usr/bin/env python3
"""Writes small OME-Zarr stores of NGFF 0.4 with the reference implementation of Zarr 2.

Usage: make_zarr.py OUT.zip
Needs zarr-python 2 and NumPy. The value at (t, c, z, y, x) is
(7 t + 50 c + 11 z + 3 y + x) modulo 251, times 257 in 16 bits, plus a half in floats;
image N of the layout of bioformats2raw holds N more. In the array 'holes' the chunk at the top left
is missing. Rows and columns do not fill their chunks.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import zarr
from numcodecs import LZ4, Blosc, GZip, Zlib, Zstd

SIZE = (2, 3, 1, 37, 45)
CHUNKS = (1, 2, 1, 32, 32)
KINDS = {
    "u1-blosc-lz4": ("|u1", Blosc("lz4", shuffle=Blosc.SHUFFLE)),
    "u2-blosc-zstd": ("<u2", Blosc("zstd", shuffle=Blosc.SHUFFLE)),
    "u2-blosc-zlib": (">u2", Blosc("zlib", shuffle=Blosc.NOSHUFFLE)),
    "u2-blosc-blosclz": ("<u2", Blosc("blosclz", shuffle=Blosc.BITSHUFFLE)),
    "f4-zstd": ("<f4", Zstd(3)),
    "f8-gzip": (">f8", GZip(5)),
    "i2-zlib": ("<i2", Zlib(5)),
    "u1-lz4": ("|u1", LZ4()),
    "f4-raw": (">f4", None),
}


def values(size, dtype, more=0):
    t, c, z, y, x = np.indices(size)
    v = (7 * t + 50 * c + 11 * z + 3 * y + x + more) % 251
    if dtype[1:] == "u2":
        v = v * 257
    return (v + 0.5 if "f" in dtype else v).astype(dtype)


def multiscales(paths):
    axes = [{"name": "t", "type": "time"}, {"name": "c", "type": "channel"}]
    axes += [{"name": n, "type": "space", "unit": "micrometer"} for n in "zyx"]
    datasets = [
        {
            "path": p,
            "coordinateTransformations": [
                {"type": "scale", "scale": [1, 1, 2, 0.5 * 2**i, 0.25 * 2**i]}
            ],
        }
        for i, p in enumerate(paths)
    ]
    return [{"version": "0.4", "axes": axes, "datasets": datasets}]


def image(group, dtype, compressor, order="C", more=0):
    full = values(SIZE, dtype, more)
    for i, data in enumerate((full, full[..., ::2, ::2])):
        array = group.create_dataset(
            str(i), shape=data.shape, chunks=CHUNKS, dtype=dtype, compressor=compressor,
            order=order, dimension_separator="/" if i == 0 else ".", fill_value=9,
        )
        array[:] = data
    group.attrs["multiscales"] = multiscales(["0", "1"])


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, (dtype, compressor) in KINDS.items():
            image(zarr.open_group(str(root / f"{name}.zarr"), "w"), dtype, compressor)
        image(zarr.open_group(str(root / "fortran.zarr"), "w"), "<u2", Zlib(5), "F")
        image(zarr.open_group(str(root / "holes.zarr"), "w"), "|u1", None)
        (root / "holes.zarr/0/0/0/0/0/0").unlink()
        several = zarr.open_group(str(root / "several.zarr"), "w")
        several.attrs["bioformats2raw.layout"] = 3
        for i in range(2):
            image(several.create_group(str(i)), "|u1", Zlib(5), more=i)
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
            for file in sorted(root.rglob("*")):
                if file.is_file():
                    entry = zipfile.ZipInfo(str(file.relative_to(root)), (2026, 1, 1, 0, 0, 0))
                    out.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    main()
