"""Writes mobilenet-bfloat16.pt: the embedded network's forward pass in bfloat16, without weights.

    python export_bfloat16.py ../resources/sc/fiji/fewshot/backbone/mobilenet-bfloat16.pt

The engine takes bfloat16 inside TorchScript only. The script's inputs are the pixels and then weight and bias of each
convolution in the order of the layers (in single precision, so one set of weights serves both precisions); its outputs
are the maps of strides 8, 16 and 32 in single precision. The layers are those of MobileNet.java.
"""

import argparse

import torch
from torch.nn import functional as F

STEM = 32
CHANNELS = (64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024)
STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2)
STAGE_ENDS = (4, 10, 11)


def network(x, *parameters):
    half = iter([p.to(torch.bfloat16) for p in parameters])

    def convolution(y, kernel, stride, groups):
        if stride == 2:
            y = F.pad(y, (0, 1, 0, 1))
        padding = kernel // 2 if stride == 1 else 0
        return F.conv2d(y, next(half), next(half), stride, padding, 1, groups).clamp_(0, 6)

    y = convolution((x * 2 - 1).to(torch.bfloat16), 3, 2, 1)
    maps = []
    inputs = STEM
    for i, outputs in enumerate(CHANNELS):
        y = convolution(y, 3, STRIDES[i], inputs)
        y = convolution(y, 1, 1, 1)
        if i in STAGE_ENDS:
            maps.append(y.float())
        inputs = outputs
    return tuple(maps)


def example():
    shapes = [(STEM, 3, 3, 3), (STEM,)]
    inputs = STEM
    for outputs in CHANNELS:
        shapes += [(inputs, 1, 3, 3), (inputs,), (outputs, inputs, 1, 1), (outputs,)]
        inputs = outputs
    pixels = torch.zeros(1, 3, 64, 64).contiguous(memory_format=torch.channels_last)
    return (pixels, *(torch.zeros(s) for s in shapes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    with torch.no_grad():
        torch.jit.save(torch.jit.trace(network, example(), check_trace=False), parser.parse_args().out)
