r"""Pretrains the backbone on folders of images; made for a GPU, usable on a CPU.

The same recipe as 'fewshot pretrain', in PyTorch: each image is to be told from the others of its set whatever its
direction, size, stain and exposure (NT-Xent: Chen et al. 2020), views of one class are brought together a little
(supervised contrastive loss: Khosla et al. 2020), and the network is held near the one that it started from
(distillation of the standardised three-stage embedding). Images lie on the device as bytes; what varies between views
is computed there in batches; convolutions run in bfloat16.

    python3 pretrain.py --manifest sets.json --init mobilenet_v1_imagenet.safetensors --out RUN
    fewshot pretrain --init mobilenet_v1_imagenet.safetensors --trained RUN/weights.safetensors --data ... \
        --validation ... --out BACKBONE

The second command chooses how far to go from the initial weights to the trained ones, and measures the statistics and
the metric that travel with them. The manifest is a JSON list
with one object a set: "path" (a folder with one sub-folder a class), "side" (width and height that images are brought
to, pixels), "crop" (smallest and largest share of the area that a view shows), "oriented" (true where directions
matter), and "licence". An interrupted run goes on where its last checkpoint was when it is called again.
"""

import argparse
import copy
import json
import math
import os
import struct
import time

import numpy
import torch
import torch.nn.functional as functional
from PIL import Image

CHANNELS = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024]
STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2]
STAGE_ENDS = (4, 10, 11)
BATCH_NORM_EPSILON = 1e-3
VARIANCE_FLOOR = 1e-3
FARTHEST = 8
TEMPERATURE = 0.15
PROJECTED = 256
CHECKPOINT_EVERY = 500
LOG_EVERY = 100

# Optical densities of haematoxylin, eosin and a residual (Ruifrok and Johnston 2001), as rows of unit length.
STAINS = torch.tensor([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]])
STAINS = STAINS / STAINS.norm(dim=1, keepdim=True)


class BoundedReLU(torch.autograd.Function):
    """ReLU6. In bfloat16 on a processor a pass forward and back takes two thirds of the time that it takes with clamp."""

    @staticmethod
    def forward(context, x):
        y = x.clamp(0, 6)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        (y,) = context.saved_tensors
        positive = torch.ops.aten.threshold_backward(gradient, y, 0)
        return torch.ops.aten.threshold_backward(positive, 6 - y, 0)


class Convolution(torch.nn.Module):
    """A convolution with bias and ReLU6, padded as TensorFlow's "SAME"."""

    def __init__(self, inputs, outputs, kernel, stride, groups=1):
        super().__init__()
        padding = kernel // 2 if stride == 1 else 0
        self.convolution = torch.nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups)
        self.stride = stride

    def forward(self, x):
        if self.stride == 2:
            x = functional.pad(x, (0, 1, 0, 1))
        return BoundedReLU.apply(self.convolution(x))


class MobileNet(torch.nn.Module):
    """The embedded network; see MobileNet.java."""

    def __init__(self):
        super().__init__()
        layers = {"stem": Convolution(3, 32, 3, 2)}
        width = 32
        for i, (channels, stride) in enumerate(zip(CHANNELS, STRIDES), start=1):
            layers[f"dw{i}"] = Convolution(width, width, 3, stride, groups=width)
            layers[f"pw{i}"] = Convolution(width, channels, 1, 1)
            width = channels
        self.layers = torch.nn.ModuleDict(layers)

    def forward(self, x):
        """N x 3 x H x W, values 0 to 1, to the maps of strides 8, 16 and 32."""
        y = self.layers["stem"](x * 2 - 1)
        stages = []
        for i in range(len(CHANNELS)):
            y = self.layers[f"pw{i + 1}"](self.layers[f"dw{i + 1}"](y))
            if i in STAGE_ENDS:
                stages.append(y)
        return stages

    def embed(self, x):
        """Mean and standard deviation of each channel of each stage, N x 3584."""
        with torch.autocast(x.device.type, dtype=torch.bfloat16):
            stages = self(x.contiguous(memory_format=torch.channels_last))
        parts = []
        for stage in stages:
            flat = stage.flatten(2).float()
            mean = flat.mean(2)
            variance = (flat * flat).mean(2) - mean * mean
            parts += [mean, (variance.clamp(min=0) + VARIANCE_FLOOR).sqrt()]
        return torch.cat(parts, 1)

    def tensors(self):
        out = {}
        for name, layer in self.layers.items():
            out[name + ".weight"] = layer.convolution.weight
            out[name + ".bias"] = layer.convolution.bias
        return out

    def load(self, tensors):
        with torch.no_grad():
            for name, parameter in self.tensors().items():
                parameter.copy_(tensors[name])


def read_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    types = {"F32": numpy.float32, "F16": numpy.float16}
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "__metadata__" or entry["dtype"] not in types:
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[start:end], types[entry["dtype"]]).astype(numpy.float32)
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


def write_safetensors(path, tensors):
    header, blobs, offset = {}, [], 0
    for name, tensor in tensors.items():
        blob = tensor.detach().float().cpu().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head + b"".join(blobs))
    os.replace(path + ".part", path)


def folded(tensors):
    """Weights of a MobileNetV1 with separate batch normalisation, folded; others as they are."""
    if "features.1.weight" not in tensors:
        return tensors
    numbers = sorted(int(name.split(".")[1]) for name, tensor in tensors.items() if tensor.dim() == 4)
    out = {}
    for name, number in zip(MobileNet().layers, numbers):
        gamma, beta, mean, variance = (
            tensors[f"features.{number + 1}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        factor = gamma / (variance + BATCH_NORM_EPSILON).sqrt()
        out[name + ".weight"] = tensors[f"features.{number}.weight"] * factor.view(-1, 1, 1, 1)
        out[name + ".bias"] = beta - mean * factor
    return out


class ImageSet:
    """One data set on the device: bytes N x 3 x side x side, and a label each."""

    def __init__(self, entry, device):
        path, side = entry["path"], entry["side"]
        self.name = os.path.basename(path.rstrip("/"))
        self.oriented = entry.get("oriented", False)
        self.crop = entry.get("crop", [0.25, 1.0])
        classes = sorted(c for c in os.listdir(path) if os.path.isdir(os.path.join(path, c)))
        images, labels = [], []
        for label, name in enumerate(classes):
            for file in sorted(os.listdir(os.path.join(path, name))):
                image = Image.open(os.path.join(path, name, file)).convert("RGB")
                images.append(numpy.asarray(image.resize((side, side), Image.BILINEAR), dtype=numpy.uint8))
                labels.append(label)
        self.pixels = torch.from_numpy(numpy.stack(images)).permute(0, 3, 1, 2).contiguous().to(device)
        self.labels = torch.tensor(labels, device=device)
        self.labelled = len(classes) > 1

    def draw(self, count):
        chosen = torch.randint(0, len(self.pixels), (count,), device=self.pixels.device)
        return self.pixels[chosen].float().div(255), self.labels[chosen]


def random_view(images, side, image_set):
    """Another position, size, proportion and direction; what lies beyond the image is mirrored."""
    count, device = len(images), images.device

    def uniform(low, high):
        return torch.empty(count, device=device).uniform_(low, high)

    size = uniform(*image_set.crop).sqrt()
    proportion = torch.exp(uniform(-0.15, 0.15))
    width, height = (size * proportion).clamp(max=1), (size / proportion).clamp(max=1)
    if image_set.oriented:
        angle, mirror = uniform(-0.2, 0.2), torch.ones(count, device=device)
    else:
        quarter = torch.randint(0, 4, (count,), device=device) * (math.pi / 2)
        tilt = torch.where(uniform(0, 1) < 0.5, uniform(-0.6, 0.6), torch.zeros(count, device=device))
        angle, mirror = quarter + tilt, torch.where(uniform(0, 1) < 0.5, -1.0, 1.0)
    x, y = uniform(-1, 1) * (1 - width), uniform(-1, 1) * (1 - height)
    cos, sin = angle.cos(), angle.sin()
    matrix = torch.stack(
        [
            torch.stack([cos * width * mirror, -sin * height, x], 1),
            torch.stack([sin * width * mirror, cos * height, y], 1),
        ],
        1,
    )
    grid = functional.affine_grid(matrix, (count, 3, side, side), align_corners=False)
    return functional.grid_sample(images, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def other_colours(images, oriented):
    """Another stain, exposure, colour balance and sharpness, as another scanner would give."""
    count, device = len(images), images.device

    def one(extent):
        return torch.empty(count, 1, 1, 1, device=device).uniform_(-extent, extent)

    def three(extent):
        return torch.empty(count, 3, 1, 1, device=device).uniform_(-extent, extent)

    def chance(share):
        return (torch.rand(count, device=device) < share).view(count, 1, 1, 1)

    x = images.clamp(0, 1)
    if not oriented:
        stains = STAINS.to(device)
        density = -torch.log(x.clamp(min=1 / 255))
        amounts = torch.einsum("bchw,cd->bdhw", density, torch.inverse(stains))
        amounts = amounts * (1 + three(0.25)) + three(0.04)
        stained = torch.exp(-torch.einsum("bdhw,dc->bchw", amounts, stains)).clamp(0, 1)
        x = torch.where(chance(0.5), stained, x)
    x = x.clamp(1e-3, 1) ** torch.exp(one(0.35))
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * (1 + one(0.3)) + mean * (1 + one(0.2))
    if not oriented:
        x = x * (1 + three(0.10)) + three(0.03)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * (1 + one(0.4))
    x = torch.where(chance(0.1), x.mean(1, keepdim=True).expand_as(x), x)
    blurred = functional.avg_pool2d(functional.pad(x, (1, 1, 1, 1), mode="reflect"), 3, 1)
    x = torch.where(chance(0.2), blurred, x)
    x = x + torch.randn_like(x) * (torch.rand(count, 1, 1, 1, device=device) * 0.03)
    return x.clamp(0, 1)


class Standardiser:
    """Embeddings by the frozen network's statistics, at unit length."""

    def __init__(self, embeddings):
        self.mean, self.deviation = embeddings.mean(0), embeddings.std(0).clamp(min=1e-4)

    def __call__(self, embeddings):
        return functional.normalize(((embeddings - self.mean) / self.deviation).clamp(-FARTHEST, FARTHEST))


def contrastive_losses(projected, labels):
    """Cross-entropies of finding the other view of the same image, and the views of the same class."""
    count = len(labels)
    itself = torch.eye(2 * count, dtype=torch.bool, device=labels.device)
    log_probability = (projected @ projected.T / TEMPERATURE).masked_fill(itself, -1e4).log_softmax(1)
    partner = itself.roll(count, 1)
    both = torch.cat([labels, labels])
    same = (both[:, None] == both[None]) & ~itself
    classes = -((log_probability * same).sum(1) / same.sum(1)).mean()
    return -log_probability[partner].mean(), classes


def plot(history, path):
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        return
    figure, axes = pyplot.subplots(figsize=(8, 5))
    for name in ("views", "classes", "distillation"):
        axes.plot([row["step"] for row in history], [row[name] for row in history], label=name)
    axes.set_xlabel("step")
    axes.set_ylabel(f"loss, mean of {LOG_EVERY} steps")
    axes.legend()
    figure.savefig(path)
    pyplot.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manifest", required=True)
    parser.add_argument("--init", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=2900)
    parser.add_argument("--batch", type=int, default=32, help="images a step, each in two views")
    parser.add_argument("--side", type=int, default=96, help="of a view, pixels")
    parser.add_argument("--learning-rate", type=float, default=2.5e-4)
    parser.add_argument("--distillation-weight", type=float, default=1.5)
    parser.add_argument("--label-weight", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    random = numpy.random.RandomState(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    os.makedirs(options.out, exist_ok=True)
    with open(options.manifest) as file:
        sets = [ImageSet(entry, device) for entry in json.load(file)]
    shares = numpy.array([len(s.pixels) ** 0.5 for s in sets])
    shares /= shares.sum()

    teacher = MobileNet()
    teacher.load(folded(read_safetensors(options.init)))
    teacher = teacher.to(device, memory_format=torch.channels_last).eval()
    student = copy.deepcopy(teacher).train()
    average = copy.deepcopy(student)
    with torch.no_grad():
        frozen = []
        for i in range(60):
            image_set = sets[i % len(sets)]
            frozen.append(teacher.embed(random_view(image_set.draw(32)[0], options.side, image_set)))
        standardise = Standardiser(torch.cat(frozen))
    projection = torch.nn.Linear(len(standardise.mean), PROJECTED).to(device)
    torch.nn.init.orthogonal_(projection.weight)
    optimizer = torch.optim.AdamW(
        [
            {"params": student.parameters(), "lr": options.learning_rate},
            {"params": projection.parameters(), "lr": 1e-3},
        ],
        weight_decay=1e-4,
        betas=(0.9, 0.98),
    )
    highest = [group["lr"] for group in optimizer.param_groups]

    checkpoint_path = os.path.join(options.out, "checkpoint.pt")
    first, history = 0, []
    if os.path.exists(checkpoint_path):
        saved = torch.load(checkpoint_path, map_location=device)
        student.load_state_dict(saved["student"])
        average.load_state_dict(saved["average"])
        projection.load_state_dict(saved["projection"])
        optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["torch"].cpu())
        random.set_state(saved["numpy"])
        first, history = saved["step"], saved["history"]
        print("going on after step", first, flush=True)

    recent, began = [], time.time()
    for step in range(first, options.steps):
        factor = min(1, step / 50) * 0.5 * (1 + math.cos(math.pi * step / options.steps)) + 0.01
        for group, rate in zip(optimizer.param_groups, highest):
            group["lr"] = rate * factor
        image_set = sets[random.choice(len(sets), p=shares)]
        images, labels = image_set.draw(options.batch)
        clean = [random_view(images, options.side, image_set) for _ in range(2)]
        jittered = torch.cat([other_colours(view, image_set.oriented) for view in clean])
        with torch.no_grad():
            taught = standardise(teacher.embed(torch.cat(clean)))
        embedded = standardise(student.embed(jittered))
        views, classes = contrastive_losses(functional.normalize(projection(embedded)), labels)
        if not image_set.labelled:
            classes = torch.zeros_like(classes)
        distillation = 1 - (embedded * taught).sum(1).mean()
        loss = views + options.label_weight * classes + options.distillation_weight * distillation
        if not torch.isfinite(loss):
            raise SystemExit(f"Training diverged at step {step}; start again with a smaller --learning-rate.")
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        decay = min(0.995, (step + 1) / (step + 11))
        with torch.no_grad():
            for kept, now in zip(average.parameters(), student.parameters()):
                kept.lerp_(now, 1 - decay)
        recent.append((views.item(), classes.item(), distillation.item()))
        if (step + 1) % LOG_EVERY == 0:
            means = numpy.mean(recent[-LOG_EVERY:], axis=0).tolist()
            history.append({"step": step + 1, **dict(zip(("views", "classes", "distillation"), means))})
            rate = 2 * options.batch * (step + 1 - first) / (time.time() - began)
            print(history[-1], f"{rate:.0f} views/s", flush=True)
            plot(history, os.path.join(options.out, "training.png"))
        if (step + 1) % CHECKPOINT_EVERY == 0:
            torch.save(
                {
                    "step": step + 1,
                    "student": student.state_dict(),
                    "average": average.state_dict(),
                    "projection": projection.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "torch": torch.get_rng_state(),
                    "numpy": random.get_state(),
                    "history": history,
                },
                checkpoint_path + ".part",
            )
            os.replace(checkpoint_path + ".part", checkpoint_path)
    write_safetensors(os.path.join(options.out, "weights.safetensors"), average.tensors())


if __name__ == "__main__":
    main()
