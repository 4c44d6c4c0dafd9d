#!/usr/bin/env python3
"""Checks our heads against independent implementations.

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
  class-covariance
                distances by NumPy's inverses of one covariance for each class, in that space
  combined      the sum of the logits of ridge and class-covariance, each divided by the
                temperature that SciPy finds for left-out examples; each head is learnt anew
                without each example

Usage: check_heads.py FILE [--least 0.999]
Needs NumPy and scikit-learn. The exit code is 1 if a head agrees in too few predictions.
"""

import argparse
import collections
import json
import sys

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
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
    return ridge_logits(support, labels, query).argmax(axis=1)


def ridge_logits(support, labels, query):
    classes = labels.max() + 1
    counts = np.bincount(labels)
    weights = len(labels) / classes / counts[labels]
    centre = np.average(support, axis=0, weights=weights)
    penalty = PENALTY * np.mean(np.sum((support - centre) ** 2, axis=1))
    model = Ridge(alpha=penalty).fit(support, np.eye(classes)[labels], sample_weight=weights)
    return model.predict(query)


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


def spanned(support, labels, query):
    """Examples and queries in the space of the examples, class means, and what is left of them."""
    basis = np.linalg.qr(support.T)[0]
    support, query = support @ basis, query @ basis
    means = np.stack([support[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return support, query, means, support - means[labels]


def covariance(support, labels, query):
    classes = labels.max() + 1
    dimension = support.shape[1]
    support, query, means, residuals = spanned(support, labels, query)
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


def class_covariance_logits(support, labels, query):
    counts = np.bincount(labels)
    dimension = support.shape[1]
    support, query, means, residuals = spanned(support, labels, query)
    freedom = len(labels) - len(counts)
    if freedom == 0:
        return query @ means.T - np.sum(means**2, axis=1) / 2
    amount = min(0.99, shrinkage(residuals, freedom, dimension))
    pooled = residuals.T @ residuals / freedom
    floor = amount / (1 - amount) * np.trace(pooled) / dimension
    own = counts.min() / (counts.min() + 1) if counts.min() > 1 else 0
    logits = []
    for c, count in enumerate(counts):
        scatter = np.cov(support[labels == c].T) if own else 0
        inverse = np.linalg.inv(own * scatter + (1 - own) * pooled + floor * np.eye(len(pooled)))
        off = query - means[c]
        distance = np.sum(off @ inverse * off, axis=1) / (1 - amount)
        # The mean of few examples lies too far off.
        logits.append((dimension / count - distance) / 2)
    return np.stack(logits, axis=1)


def class_covariance(support, labels, query):
    return class_covariance_logits(support, labels, query).argmax(axis=1)


def temperature(seen, left_out, labels):
    """The most plausible one, by the log loss of left-out examples and a prior."""
    every = np.arange(len(labels))
    classes = seen.shape[1]
    own = seen[every, labels]
    usual = np.mean((own * classes - seen.sum(axis=1)) / (classes - 1)) / 8

    def loss(log):
        scaled = left_out / np.exp(log)
        surprise = np.sum(logsumexp(scaled, axis=1) - scaled[every, labels])
        return ((log - np.log(usual)) / np.log(4)) ** 2 / 2 + surprise

    centre = np.log(usual)
    bounds = centre - np.log(1000), centre + np.log(1000)
    return np.exp(minimize_scalar(loss, bounds=bounds, method="bounded").x)


def combined(support, labels, query):
    total = 0
    for logits in ridge_logits, class_covariance_logits:
        left_out = [
            logits(np.delete(support, i, 0), np.delete(labels, i), support[i : i + 1])[0]
            for i in range(len(labels))
        ]
        seen = logits(support, labels, support)
        total = total + logits(support, labels, query) / temperature(
            seen, np.stack(left_out), labels
        )
    return total.argmax(axis=1)


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
    "class-covariance": class_covariance,
    "combined": combined,
}


def main():
    parser = argparse.ArgumentParser(description="Checks our heads with scikit-learn.")
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
