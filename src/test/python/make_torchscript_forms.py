"""Writes the small TorchScript files that the tests load, one for each form of output.

    python3 src/test/python/make_torchscript_forms.py src/test/resources/sc/fiji/fewshot/backbone

Made with torch 1.13; any later version gives files that behave the same.
"""

import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F


class Map(nn.Module):
    """A map of stride 8 with 5 channels."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 8, stride=8)

    def forward(self, x):
        return torch.relu(self.conv(x))


class Stages(Map):
    """Maps of strides 8 and 16."""

    def forward(self, x):
        y = torch.relu(self.conv(x))
        return y, F.avg_pool2d(y, 2)


class Pooled(Map):
    """One embedding of the whole input."""

    def forward(self, x):
        return torch.relu(self.conv(x)).mean((2, 3))


class PooledCell(Map):
    """The same, but with the two axes of a map left at length 1, as some zoos have it."""

    def forward(self, x):
        return F.adaptive_avg_pool2d(torch.relu(self.conv(x)), 1)


class Tokens(Map):
    """A transformer's sequence of tokens: no form that a backbone may have."""

    def forward(self, x):
        return self.conv(x).flatten(2).transpose(1, 2)


class FixedSize(Map):
    """Takes 224 x 224 alone, as a transformer without resizing does."""

    def __init__(self):
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(1, 1, 28, 28))

    def forward(self, x):
        return (self.conv(x) + self.positions).mean((2, 3))


FORMS = {
    "map": Map,
    "stages": Stages,
    "pooled": Pooled,
    "pooled-cell": PooledCell,
    "tokens": Tokens,
    "fixed-size": FixedSize,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, form in FORMS.items():
        torch.manual_seed(0)
        torch.jit.save(torch.jit.script(form().eval()), str(folder / f"{name}.pt"))
