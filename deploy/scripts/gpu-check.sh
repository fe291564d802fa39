#!/usr/bin/env bash
# Proves that and how fast this machine reads pictures, on its GPU where it has one, and writes a report.
#
#   gpu-check.sh                    publish the program for Linux x64 (needs the .NET SDK), fetch the CUDA provider where nvidia-smi works,
#                                   run the check, write .run/gpu-check/report.md
#     --out DIR                     where the program, the libraries and the report go
#     --program DIR                 an existing build instead of publishing: the folder that has the program "indexing"; it is not changed
#     --with-cuda                   fetch the provider (180 MB) also where nvidia-smi does not work
#     --built-in                    also replace ONNX Runtime's core library by one that was built with CUDA (110 MB): for containers that
#                                   are given some of the GPUs that the machine shows
#     --device auto|cpu|cuda        default: cuda where nvidia-smi works, otherwise cpu
#     -- ARGUMENTS                  go to "indexing check", for example -- --pictures DIR --seconds 60
#
# CUDA 13 and cuDNN 9 must be where the loader finds them (LD_LIBRARY_PATH). Exit code: that of "indexing check", 3 when the device cannot be
# had (then standard error says why, and there is no report) or CUDA is slower than the CPU anywhere.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$root/.run/gpu-check
program='' with_cuda=0 built_in=0 device=''

# The tarballs by the hashes that the npm registry had of them when this was written; the versions fit each other and deploy/native.
provider=com.github.asus4.onnxruntime.linux-x64-gpu@0.4.9
provider_sha512='FopIhNE/Ng+v2X65wVc9clPCBCvhvA53Hxo2U0Kf5fGdVsC7iCA+mZ0KLWggcQAj7TIZ6pNidR4AC10g74Xo6w=='
core=onnxruntime-node@1.29.0
core_sha512='WjiVVB72riILz8HbYvxvmjKyE/WmkYoSfKY++axo5jAR609HQg8MwiG/HhShpTcJfmmAdzxxmB+MMST3A+SiPA=='

fail() { echo "gpu-check.sh: $*" >&2; exit 2; }

value() { [ $# -ge 2 ] || fail "$1 needs a value."; echo "$2"; }

while [ $# -gt 0 ]; do
    case $1 in
        --out) out=$(value "$@"); shift 2 ;;
        --program) program=$(value "$@"); shift 2 ;;
        --device) device=$(value "$@"); shift 2 ;;
        --with-cuda) with_cuda=1; shift ;;
        --built-in) built_in=1; with_cuda=1; shift ;;
        --) shift; break ;;
        *) fail "unknown argument '$1'; the beginning of this file says what there is." ;;
    esac
done

# Fetches a package and unpacks files of it into a folder: fetch NAME@VERSION SHA512 FOLDER FILE...
fetch() {
    local package=$1 sha512=$2 folder=$3 tarball
    shift 3
    command -v npm > /dev/null || fail "fetching $package needs npm; install Node.js."
    mkdir -p "$folder" "$out/download"
    tarball=$(cd "$out/download" && npm pack --silent "$package" | tail -n 1)
    [ "$(openssl dgst -sha512 -binary "$out/download/$tarball" | base64 -w 0)" = "$sha512" ] ||
        fail "$package is not what it was: its SHA-512 differs from the one in this file."
    tar -xzf "$out/download/$tarball" -C "$folder" --transform 's|.*/||' "$@"
    rm "$out/download/$tarball"
}

has_gpu=0
command -v nvidia-smi > /dev/null && nvidia-smi > /dev/null 2>&1 && has_gpu=1
[ -n "$device" ] || { [ $has_gpu = 1 ] && device=cuda || device=cpu; }

mkdir -p "$out"
out=$(cd "$out" && pwd)
if [ -z "$program" ]; then
    program=$out/program
    # A lock file of its own: the repository's do not name this runtime.
    dotnet publish "$root/services/Standalone/Indexing.Standalone.csproj" -c Release -r linux-x64 --self-contained -o "$program" \
        --artifacts-path "$out/build" -p:NuGetLockFilePath=obj/gpu-check.lock.json -v quiet
elif [ $built_in = 1 ]; then
    fail "--built-in changes the program: leave --program out."
fi
[ -x "$program/indexing" ] || fail "there is no program 'indexing' in $program."

if [ $with_cuda = 1 ] || { [ $has_gpu = 1 ] && [ "$device" != cpu ]; }; then
    fetch "$provider" "$provider_sha512" "$out/cuda" --wildcards \
        'package/Plugins/Linux/x64/libonnxruntime_providers_cuda.so' 'package/Plugins/Linux/x64/libonnxruntime_providers_shared.so'
    export Inference__CudaProvider=$out/cuda
fi
if [ $built_in = 1 ]; then
    fetch "$core" "$core_sha512" "$program" 'package/bin/napi-v6/linux/x64/libonnxruntime.so.1'
    mv "$program/libonnxruntime.so.1" "$program/libonnxruntime.so"
    ln -sf "$out/cuda/"*.so "$program/"
fi

rm -f "$out/report.md"
exec "$program/indexing" check --device "$device" --out "$out/report.md" "$@"
