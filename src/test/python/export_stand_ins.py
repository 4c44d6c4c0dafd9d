"""Runs the export script on stand-ins of the networks that cannot be had here, and keeps what it writes for the tests.

    python3 src/test/python/export_stand_ins.py src/test/resources/sc/fiji/fewshot/backbone
"""

import sys
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python"))
import export_backbone  # noqa: E402


class Transformer(nn.Module):
    """Patches of 56 pixels, a class token, two register tokens, positions for 224 pixels alone, attention."""

    def __init__(self):
        super().__init__()
        # Shrunk first, to keep the file small.
        self.patches = nn.Sequential(nn.AvgPool2d(14), nn.Conv2d(3, 8, 4, stride=4))
        self.extra = nn.Parameter(torch.randn(1, 3, 8))
        self.positions = nn.Parameter(torch.randn(1, 19, 8))
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        y = self.patches(x).flatten(2).transpose(1, 2)
        y = torch.cat((self.extra.expand(y.shape[0], -1, -1), y), 1) + self.positions
        return y + self.attention(y, y, y, need_weights=False)[0]


class ClassToken(Transformer):
    def forward(self, x):
        return super().forward(x)[:, 0]


class Convolutions(nn.Module):
    """Three stages as timm's features_only gives them: a list."""

    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList(
            [nn.Conv2d(3, 4, 8, stride=8), nn.Conv2d(4, 6, 2, stride=2), nn.Conv2d(6, 8, 2, stride=2)]
        )

    def forward(self, x):
        maps = []
        for stage in self.stages:
            x = torch.relu(stage(x))
            maps.append(x)
        return maps


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    torch.manual_seed(0)
    class_token = export_backbone.Pooled(ClassToken())
    export_backbone.export(class_token, folder / "exported-class-token.pt")
    print("of grey:", class_token(torch.full((1, 3, 128, 128), 0.5))[0, :3].tolist())
    tokens = export_backbone.ClassAndMeanToken(Transformer(), registers=2)
    export_backbone.export(export_backbone.Pooled(tokens), folder / "exported-tokens.pt")
    export_backbone.export(export_backbone.Stages(Convolutions()), folder / "exported-stages.pt")
