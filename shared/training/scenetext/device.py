"""Where a training runs: on one core beside one data process, or on a CUDA GPU with a data process on every other core.

A GPU computes in bf16 on compiled networks, in batches four times as large. Adam's learning rate grows with the square root of the batch
(Malladi et al. 2022, "On the SDEs and Scaling Rules for Adaptive Gradient Algorithms"). Nothing in a step may wait for the GPU.
"""
from __future__ import annotations

import argparse
import math
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

CUDA_BATCH_FACTOR = 4
BF16_CAPABILITY = (8, 0)
"""GPUs before Ampere emulate bf16."""

WORKER_SEEDS = 1_000_003
"""Distance of the seeds of two data processes: more than any run has steps, because a resumed run starts at seed + steps."""


def add_device_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--workers", type=int, help="data processes (1 on a CPU; all cores but one for CUDA)")
    parser.add_argument("--batch-factor", type=int, help=f"batches larger by this factor (1 on a CPU, {CUDA_BATCH_FACTOR} for CUDA); "
                                                         "the learning rate grows with its square root")


def worker_seed(seed: int) -> int:
    """The seed of this data process; the first one's is the seed itself."""
    worker = get_worker_info()
    return seed + WORKER_SEEDS * worker.id if worker else seed


def on_host(state: Any) -> Any:
    """A checkpoint with all its tensors in main memory, so that any machine can load it."""
    if isinstance(state, torch.Tensor):
        return state.cpu()
    if isinstance(state, dict):
        return {name: on_host(value) for name, value in state.items()}
    return [on_host(value) for value in state] if isinstance(state, list) else state


@dataclass(frozen=True)
class Device:
    """A device, the number of data processes and the factor of the batch sizes."""

    name: str = "cpu"
    workers: int = 1
    batch_factor: int = 1

    @classmethod
    def chosen(cls, arguments: argparse.Namespace) -> Device:
        """What the options ask for, ready to train on.

        :raises SystemExit: there is no such GPU, or a number is not positive; says which
        """
        cuda = arguments.device == "cuda"
        if cuda:
            _require_cuda()
        # `or` would turn 0 into the default.
        workers = max(1, len(os.sched_getaffinity(0)) - 1) if cuda and arguments.workers is None else arguments.workers
        factor = CUDA_BATCH_FACTOR if cuda and arguments.batch_factor is None else arguments.batch_factor
        device = cls(arguments.device, 1 if workers is None else workers, 1 if factor is None else factor)
        if device.workers < 1 or device.batch_factor < 1:
            raise SystemExit(f"--workers {device.workers} --batch-factor {device.batch_factor}: both must be at least 1")
        device._prepare()
        return device

    @property
    def rate_factor(self) -> float:
        """What the learning rate is multiplied with."""
        return math.sqrt(self.batch_factor)

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.name, dtype=torch.bfloat16)

    def compiled(self, network: nn.Module) -> Callable[..., Any]:
        """The network's call, compiled once a shape for a GPU (few sizes occur, batches are full); the weights stay the network's own."""
        return torch.compile(network, dynamic=False) if self.name == "cuda" and hasattr(torch, "compile") else network

    def _prepare(self) -> None:
        torch.set_num_threads(1)
        if self.name == "cuda":
            torch.backends.cudnn.benchmark = True
            # Every tensor on its way from a data process holds a file open.
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY else max(soft, 65536), hard))


class Feed:
    """The endless batches of a data set, made by other processes. `waited`: seconds the training waited for them since it last asked."""

    def __init__(self, batches: IterableDataset, device: Device, ahead: int) -> None:
        self._loader = DataLoader(batches, batch_size=None, num_workers=device.workers, prefetch_factor=max(2, ahead // device.workers),
                                  pin_memory=device.name == "cuda", multiprocessing_context="fork")
        self._waited = 0.0

    def __iter__(self) -> Iterator[Any]:
        batches = iter(self._loader)
        while True:
            start = time.monotonic()
            batch = next(batches)
            self._waited += time.monotonic() - start
            yield batch

    def waited(self) -> float:
        """Seconds since the last call that the training waited for data."""
        seconds, self._waited = self._waited, 0.0
        return seconds


def _require_cuda() -> None:
    if not torch.cuda.is_available():
        raise SystemExit(f"--device cuda: torch {torch.__version__} finds no CUDA GPU; check nvidia-smi, install a torch built with CUDA, "
                         "or use --device cpu")
    if torch.cuda.get_device_capability() < BF16_CAPABILITY:
        raise SystemExit(f"--device cuda: {torch.cuda.get_device_name()} has no bf16 (compute capability 8.0 and later have)")
