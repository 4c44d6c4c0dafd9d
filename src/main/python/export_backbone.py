"""Exports a pretrained network to TorchScript for 'fewshot --backbone FILE.pt'.

    python export_backbone.py dinov2 dinov2_vits14.pt

The file takes RGB from 0 to 1 of any size: resizing and normalisation are inside. docs/backbones.md says what
each recipe needs and under which licence its weights are.
"""

import argparse

import torch
from torch import nn
from torch.nn import functional as F

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class Normalised(nn.Module):
    """Brings pixels from 0 to 1 to what the network was trained with."""

    def __init__(self, model, mean=IMAGENET_MEAN, std=IMAGENET_STD):
        super().__init__()
        self.model = model
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))

    def normalise(self, x):
        return (x - self.mean) / self.std


class Pooled(Normalised):
    """A network that takes one size alone and yields one embedding an image: N x C."""

    def __init__(self, model, side=224, mean=IMAGENET_MEAN, std=IMAGENET_STD):
        super().__init__(model, mean, std)
        self.side = side

    def forward(self, x):
        x = F.interpolate(x, size=(self.side, self.side), mode="bilinear", align_corners=False)
        return self.model(self.normalise(x))


class Stages(Normalised):
    """A fully convolutional network that yields a list of maps, finest first: a tuple of N x C x H/stride x W/stride."""

    def forward(self, x):
        return tuple(self.model(self.normalise(x)))


class ClassAndMeanToken(nn.Module):
    """A transformer's class token beside the mean of its patch tokens, behind some register tokens."""

    def __init__(self, model, registers):
        super().__init__()
        self.model = model
        self.first = 1 + registers

    def forward(self, x):
        tokens = self.model(x)
        return torch.cat((tokens[:, 0], tokens[:, self.first :].mean(1)), dim=1)


class ImageTower(nn.Module):
    """The half of a vision-language model that looks at the image."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model.encode_image(x, proj_contrast=False, normalize=False)


def of_timm(model, side=224):
    return Pooled(model, side, model.pretrained_cfg["mean"], model.pretrained_cfg["std"])


def convnext(arguments):
    import timm

    name = arguments.model or "convnext_tiny.in12k_ft_in1k"
    model = timm.create_model(name, pretrained=True, features_only=True, out_indices=(1, 2, 3))
    return Stages(model)


def dinov2(arguments):
    return Pooled(torch.hub.load("facebookresearch/dinov2", arguments.model or "dinov2_vits14"))


def dinobloom(arguments):
    model = torch.hub.load("facebookresearch/dinov2", arguments.model or "dinov2_vits14", pretrained=False)
    saved = torch.load(arguments.weights, map_location="cpu")
    saved = saved.get("teacher", saved)
    prefix = "backbone."
    weights = {k[len(prefix) :] if k.startswith(prefix) else k: v for k, v in saved.items() if "_head" not in k}
    # It was trained at 224 pixels, DINOv2 itself at 518: another number of positions.
    model.pos_embed = nn.Parameter(torch.zeros_like(weights["pos_embed"]))
    model.load_state_dict(weights)
    return Pooled(model)


def uni2(arguments):
    import timm

    return of_timm(
        timm.create_model(
            "hf-hub:MahmoodLab/UNI2-h",
            pretrained=True,
            img_size=224,
            patch_size=14,
            depth=24,
            num_heads=24,
            init_values=1e-5,
            embed_dim=1536,
            mlp_ratio=2.66667 * 2,
            num_classes=0,
            no_embed_class=True,
            mlp_layer=timm.layers.SwiGLUPacked,
            act_layer=nn.SiLU,
            reg_tokens=8,
        )
    )


def virchow2(arguments):
    import timm

    model = timm.create_model(
        "hf-hub:paige-ai/Virchow2", pretrained=True, mlp_layer=timm.layers.SwiGLUPacked, act_layer=nn.SiLU
    )
    wrapped = of_timm(model)
    wrapped.model = ClassAndMeanToken(model, registers=4)
    return wrapped


def h_optimus_0(arguments):
    import timm

    model = timm.create_model("hf-hub:bioptimus/H-optimus-0", pretrained=True, init_values=1e-5)
    return of_timm(model)


def conch(arguments):
    from conch.open_clip_custom import create_model_from_pretrained

    model, preprocess = create_model_from_pretrained("conch_ViT-B-16", "hf_hub:MahmoodLab/conch")
    normalise = preprocess.transforms[-1]
    return Pooled(ImageTower(model), 448, tuple(normalise.mean), tuple(normalise.std))


RECIPES = {
    "convnext": convnext,
    "dinov2": dinov2,
    "dinobloom": dinobloom,
    "uni2": uni2,
    "virchow2": virchow2,
    "h-optimus-0": h_optimus_0,
    "conch": conch,
}


def export(wrapped, file):
    """Traces, compares with the network itself at another size and batch, and saves."""
    wrapped = wrapped.eval()
    with torch.no_grad():
        traced = torch.jit.trace(wrapped, torch.rand(1, 3, 128, 128))
        x = torch.rand(2, 3, 160, 192)
        expected, actual = wrapped(x), traced(x)
    if isinstance(expected, torch.Tensor):
        expected, actual = (expected,), (actual,)
    for a, b in zip(expected, actual):
        if a.shape != b.shape or not torch.allclose(a, b, atol=1e-3, rtol=1e-3):
            raise SystemExit("The traced network gives other numbers than the original: not saved.")
    torch.jit.save(traced, str(file))
    print(file, "yields", ", ".join(str(tuple(a.shape)) for a in expected), "for", tuple(x.shape))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument("out", help="file to write, .pt")
    parser.add_argument("--model", help="another model of the same family, such as dinov2_vitb14")
    parser.add_argument("--weights", help="downloaded weights file (dinobloom)")
    options = parser.parse_args()
    if options.recipe == "dinobloom" and not options.weights:
        parser.error("dinobloom needs --weights FILE.pth")
    export(RECIPES[options.recipe](options), options.out)
