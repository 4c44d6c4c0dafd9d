#!/usr/bin/env python3
"""Checks our linear heads against independent implementations.

Reads the file of `fewshot evaluate --export FILE` (safetensors; its tensors are named
DATA/SHOTS/METHOD@BACKBONE/EPISODE/{support,query,support_labels,query_labels,predicted}), learns
each episode's head once more from the same standardised embeddings, and counts how many
predictions are the same:

  prototypical  sklearn.neighbors.NearestCentroid
  ridge         sklearn.linear_model.Ridge on one-hot targets; the penalty is a tenth of the mean
                squared distance of the examples from their centre
  logistic      sklearn.linear_model.LogisticRegression, multinomial; the penalty is a tenth of the mean
                squared distance of the examples from their mean
  covariance    sklearn.discriminant_analysis.LinearDiscriminantAnalysis with equal priors and, as
                its covariance, the pooled one shrunk towards a multiple of the identity by the
                amount of Ledoit and Wolf (2004), lemma 3.3, with n - C degrees of freedom and the
                bias of their estimate at few of them taken off; worked out here as a covariance
                in the space that the examples span, outside of which no class differs

Usage: check_heads.py FILE [--least 0.999]
Needs NumPy and scikit-learn. The exit code is 1 if a head agrees in too few predictions.
"""

import argparse
import collections
import json
import sys

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import NearestCentroid

PENALTY = 0.1
LEAST_SHRINKAGE = 0.01


def read(path):
    """The tensors of a safetensors file of 32-bit floats."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        values = np.frombuffer(file.read(), dtype="<f4")
    return {
        name: values[entry["data_offsets"][0] // 4 : entry["data_offsets"][1] // 4]
        .reshape(entry["shape"])
        .astype(float)
        for name, entry in header.items()
        if name != "__metadata__"
    }


def prototypical(support, labels, query):
    return NearestCentroid().fit(support, labels).predict(query)


def ridge(support, labels, query):
    classes = labels.max() + 1
    counts = np.bincount(labels)
    weights = len(labels) / classes / counts[labels]
    centre = np.average(support, axis=0, weights=weights)
    penalty = PENALTY * np.mean(np.sum((support - centre) ** 2, axis=1))
    model = Ridge(alpha=penalty).fit(support, np.eye(classes)[labels], sample_weight=weights)
    return model.predict(query).argmax(axis=1)


def shrinkage(residuals, freedom, dimension):
    """The share of the identity in the covariance that is nearest to the true one."""
    if freedom < 2:
        return 1.0
    n = len(residuals)
    covariance = residuals.T @ residuals / freedom
    trace = np.trace(covariance)
    delta = np.sum(covariance**2) - trace**2 / dimension
    fourth = n * np.sum(np.sum(residuals**2, axis=1) ** 2) / freedom**2
    beta = (fourth - np.sum(covariance**2)) / (freedom - 1)
    return min(1.0, max(LEAST_SHRINKAGE, beta / delta)) if delta > 0 else 1.0


class Given:
    """A covariance for scikit-learn that was worked out elsewhere."""

    def __init__(self, covariance):
        self.covariance_ = covariance

    def get_params(self, deep=True):
        return {"covariance": self.covariance_}

    def fit(self, _):
        return self


def covariance(support, labels, query):
    classes = labels.max() + 1
    dimension = support.shape[1]
    basis = np.linalg.qr(support.T)[0]
    support, query = support @ basis, query @ basis
    means = np.stack([support[labels == c].mean(axis=0) for c in range(classes)])
    residuals = support - means[labels]
    freedom = len(labels) - classes
    if freedom == 0:
        return prototypical(support, labels, query)
    amount = shrinkage(residuals, freedom, dimension)
    covariance = residuals.T @ residuals / freedom
    spread = amount * np.trace(covariance) / dimension
    shrunk = (1 - amount) * covariance + spread * np.eye(len(covariance))
    model = LinearDiscriminantAnalysis(
        solver="lsqr", covariance_estimator=Given(shrunk), priors=np.full(classes, 1 / classes)
    )
    return model.fit(support, labels).predict(query)


def logistic(support, labels, query):
    classes = labels.max() + 1
    weights = len(labels) / classes / np.bincount(labels)[labels]
    penalty = PENALTY * np.mean(np.sum((support - support.mean(axis=0)) ** 2, axis=1))
    model = LogisticRegression(C=1 / penalty, tol=1e-8, max_iter=10000)
    return model.fit(support, labels, sample_weight=weights).predict(query)


HEADS = {
    "prototypical": prototypical,
    "ridge": ridge,
    "logistic": logistic,
    "covariance": covariance,
}


def main():
    parser = argparse.ArgumentParser(description="Checks our linear heads with scikit-learn.")
    parser.add_argument("file", help="written by 'fewshot evaluate --export'")
    parser.add_argument("--least", type=float, default=0.999, help="share that must agree")
    arguments = parser.parse_args()
    tensors = read(arguments.file)
    same = collections.Counter()
    total = collections.Counter()
    for name in tensors:
        if not name.endswith("/predicted"):
            continue
        episode = name[: -len("predicted")]
        head = episode.split("/")[2].split("@")[0].split(".")[-1]
        if head not in HEADS:
            sys.exit(f"Nothing to check the head '{head}' against; export {', '.join(HEADS)} only.")
        labels = tensors[episode + "support_labels"].astype(int)
        expected = HEADS[head](tensors[episode + "support"], labels, tensors[episode + "query"])
        same[head] += int(np.sum(expected == tensors[name].astype(int)))
        total[head] += len(expected)
    if not total:
        sys.exit("The file holds no episodes.")
    for head in sorted(total):
        print(f"{head}: {same[head]} of {total[head]} agree ({same[head] / total[head]:.4%})")
    sys.exit(int(any(same[h] / total[h] < arguments.least for h in total)))


if __name__ == "__main__":
    main()
